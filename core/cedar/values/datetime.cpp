// SPDX-License-Identifier: Apache-2.0
#include "core/base/time.h"
#include "core/cedar/values/digits.h"
#include "core/cedar/values/extension.h"

#include <fmt/format.h>

namespace remit::cedar {

namespace {

constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

tl::unexpected<std::string> invalid(std::string_view what)
{
    return tl::unexpected(fmt::format("{}; write `YYYY-MM-DD`, and where needed `Thh:mm:ss` with "
                                      "`Z`, `.SSSZ` or an offset like `+0700`",
                                      what));
}

/// The fields as written; `hasTime` is false for a date alone.
struct Fields {
    unsigned year = 0;
    unsigned month = 0;
    unsigned day = 0;
    unsigned hour = 0;
    unsigned minute = 0;
    unsigned second = 0;
    unsigned millisecond = 0;
    bool offsetNegative = false;
    unsigned offsetHour = 0;
    unsigned offsetMinute = 0;
};

/// Takes `count` digits at `at` into `field`.
bool number(std::string_view text, std::size_t at, std::size_t count, unsigned& field)
{
    const std::optional<unsigned> value = digits::fixed(text, at, count);
    field = value.value_or(0);
    return value.has_value();
}

bool isAt(std::string_view text, std::size_t at, char c)
{
    return at < text.size() && text[at] == c;
}

bool readDate(std::string_view text, Fields& fields)
{
    return number(text, 0, 4, fields.year) && isAt(text, 4, '-') &&
           number(text, 5, 2, fields.month) && isAt(text, 7, '-') && number(text, 8, 2, fields.day);
}

bool readTime(std::string_view text, Fields& fields)
{
    return isAt(text, 10, 'T') && number(text, 11, 2, fields.hour) && isAt(text, 13, ':') &&
           number(text, 14, 2, fields.minute) && isAt(text, 16, ':') &&
           number(text, 17, 2, fields.second);
}

/// `Z`, `.SSSZ`, `±hhmm` or `.SSS±hhmm`, and nothing after it.
bool readZone(std::string_view text, Fields& fields)
{
    if (text.starts_with('.')) {
        if (!number(text, 1, 3, fields.millisecond))
            return false;
        text.remove_prefix(4);
    }
    if (text == "Z")
        return true;
    fields.offsetNegative = text.starts_with('-');
    return text.size() == 5 && (fields.offsetNegative || text.front() == '+') &&
           number(text, 1, 2, fields.offsetHour) && number(text, 3, 2, fields.offsetMinute);
}

std::optional<std::string> syntaxError(std::string_view text, Fields& fields)
{
    constexpr std::size_t kDateLength = 10;
    constexpr std::size_t kTimeLength = 19;
    if (!readDate(text, fields))
        return "invalid date pattern";
    if (text.size() == kDateLength)
        return std::nullopt;
    if (!readTime(text, fields))
        return "invalid hour/minute/second pattern";
    if (!readZone(text.substr(kTimeLength), fields))
        return "invalid millisecond and/or offset pattern";
    return std::nullopt;
}

std::optional<std::string> rangeError(const Fields& fields)
{
    if (!isValidDate(fields.year, fields.month, fields.day))
        return fmt::format("invalid date: {:04}-{:02}-{:02}", fields.year, fields.month,
                           fields.day);
    if (fields.hour > 23 || fields.minute > 59 || fields.second > 59)
        return fmt::format("invalid hour/minute/second: {:02}:{:02}:{:02}", fields.hour,
                           fields.minute, fields.second);
    if (fields.offsetHour > 23 || fields.offsetMinute > 59)
        return fmt::format("invalid offset range: {:02}{:02}", fields.offsetHour,
                           fields.offsetMinute);
    return std::nullopt;
}

/// The start of the day and the time within it; floored, so also before 1970.
struct DayAndTime {
    std::int64_t day = 0;
    std::int64_t time = 0;
};

DayAndTime splitDay(Datetime value)
{
    std::int64_t day = value.milliseconds / kDay;
    std::int64_t time = value.milliseconds % kDay;
    if (time < 0) {
        time += kDay;
        --day;
    }
    return {day, time};
}

} // namespace

ExtensionResult<Datetime> parseDatetime(std::string_view text)
{
    // What is wrong with the form is said before what is wrong with the numbers.
    Fields fields;
    if (const auto error = syntaxError(text, fields))
        return invalid(*error);
    if (const auto error = rangeError(fields))
        return invalid(*error);
    const std::int64_t local = daysFromCivil(fields.year, fields.month, fields.day) * kDay +
                               fields.hour * kHour + fields.minute * kMinute +
                               fields.second * kSecond + fields.millisecond;
    const std::int64_t ahead = fields.offsetHour * kHour + fields.offsetMinute * kMinute;
    return Datetime{fields.offsetNegative ? local + ahead : local - ahead};
}

std::string toText(Datetime value)
{
    const DayAndTime parts = splitDay(value);
    const CivilDate date = civilFromDays(parts.day);
    const std::string sign = date.year < 0 ? "-" : date.year > 9999 ? "+" : "";
    return fmt::format("{}{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", sign,
                       date.year < 0 ? -date.year : date.year, date.month, date.day,
                       parts.time / kHour, parts.time / kMinute % 60, parts.time / kSecond % 60,
                       parts.time % kSecond);
}

ExtensionResult<Datetime> offset(Datetime start, Duration by)
{
    Datetime result;
    if (__builtin_add_overflow(start.milliseconds, by.milliseconds, &result.milliseconds))
        return tl::unexpected(
            fmt::format("overflows when adding an offset: {}+({})", toText(start), toText(by)));
    return result;
}

ExtensionResult<Duration> durationSince(Datetime end, Datetime start)
{
    Duration result;
    if (__builtin_sub_overflow(end.milliseconds, start.milliseconds, &result.milliseconds))
        return tl::unexpected(fmt::format("overflows when computing the duration between {} and {}",
                                          toText(end), toText(start)));
    return result;
}

ExtensionResult<Datetime> toDate(Datetime value)
{
    Datetime result;
    if (__builtin_mul_overflow(splitDay(value).day, kDay, &result.milliseconds))
        return tl::unexpected(
            fmt::format("overflows when computing the date of {}", toText(value)));
    return result;
}

Duration toTime(Datetime value)
{
    return Duration{splitDay(value).time};
}

} // namespace remit::cedar
