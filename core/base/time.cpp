// SPDX-License-Identifier: Apache-2.0
#include "core/base/time.h"

#include <fmt/format.h>

#include <chrono>

namespace remit {
namespace {

constexpr std::int64_t kMsPerSecond = 1000;
constexpr std::int64_t kMsPerMinute = 60 * kMsPerSecond;
constexpr std::int64_t kMsPerHour = 60 * kMsPerMinute;
constexpr std::int64_t kMsPerDay = 24 * kMsPerHour;

/// Reads digits and separators from the front of a text.
class Reader {
public:
    explicit Reader(std::string_view text) : m_text(text) {}

    std::optional<std::int64_t> digits(std::size_t count)
    {
        if (m_text.size() - m_at < count)
            return std::nullopt;
        std::int64_t value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const char c = m_text[m_at++];
            if (c < '0' || c > '9')
                return std::nullopt;
            value = value * 10 + (c - '0');
        }
        return value;
    }

    bool take(char wanted)
    {
        if (m_at < m_text.size() && m_text[m_at] == wanted) {
            ++m_at;
            return true;
        }
        return false;
    }

    /// Any number of fraction digits; the first three count. False when there is none.
    bool fraction(std::int64_t& milliseconds)
    {
        std::int64_t weight = 100;
        std::size_t count = 0;
        while (m_at < m_text.size() && m_text[m_at] >= '0' && m_text[m_at] <= '9') {
            milliseconds += (m_text[m_at++] - '0') * weight;
            weight /= 10;
            ++count;
        }
        return count > 0;
    }

    [[nodiscard]] bool atEnd() const { return m_at == m_text.size(); }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
};

std::optional<std::int64_t> readDate(Reader& reader)
{
    const auto year = reader.digits(4);
    if (!year || !reader.take('-'))
        return std::nullopt;
    const auto month = reader.digits(2);
    if (!month || !reader.take('-'))
        return std::nullopt;
    const auto day = reader.digits(2);
    if (!day || !isValidDate(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day)))
        return std::nullopt;
    return daysFromCivil(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day)) *
           kMsPerDay;
}

std::optional<std::int64_t> readClock(Reader& reader)
{
    const auto hour = reader.digits(2);
    if (!hour || !reader.take(':'))
        return std::nullopt;
    const auto minute = reader.digits(2);
    if (!minute || !reader.take(':'))
        return std::nullopt;
    const auto second = reader.digits(2);
    if (!second || *hour > 23 || *minute > 59 || *second > 59)
        return std::nullopt;
    std::int64_t milliseconds = 0;
    if (reader.take('.') && !reader.fraction(milliseconds))
        return std::nullopt;
    return *hour * kMsPerHour + *minute * kMsPerMinute + *second * kMsPerSecond + milliseconds;
}

/// Milliseconds to subtract to get UTC.
std::optional<std::int64_t> readOffset(Reader& reader)
{
    if (reader.take('Z') || reader.take('z'))
        return 0;
    const bool ahead = reader.take('+');
    if (!ahead && !reader.take('-'))
        return std::nullopt;
    const auto hour = reader.digits(2);
    if (!hour || !reader.take(':'))
        return std::nullopt;
    const auto minute = reader.digits(2);
    if (!minute || *hour > 23 || *minute > 59)
        return std::nullopt;
    const std::int64_t offset = *hour * kMsPerHour + *minute * kMsPerMinute;
    return ahead ? offset : -offset;
}

} // namespace

Instant currentInstant()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
}

std::optional<Instant> parseRfc3339(std::string_view text)
{
    Reader reader(text);
    const auto date = readDate(reader);
    if (!date)
        return std::nullopt;
    if (reader.atEnd())
        return Instant{*date};
    if (!reader.take('T') && !reader.take('t') && !reader.take(' '))
        return std::nullopt;
    const auto clock = readClock(reader);
    if (!clock)
        return std::nullopt;
    const auto offset = readOffset(reader);
    if (!offset || !reader.atEnd())
        return std::nullopt;
    return Instant{*date + *clock - *offset};
}

std::string rfc3339(Instant instant)
{
    std::int64_t days = instant.milliseconds / kMsPerDay;
    std::int64_t rest = instant.milliseconds % kMsPerDay;
    if (rest < 0) {
        rest += kMsPerDay;
        --days;
    }
    const CivilDate date = civilFromDays(days);
    std::string text =
        fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", date.year, date.month, date.day,
                    rest / kMsPerHour, rest / kMsPerMinute % 60, rest / kMsPerSecond % 60);
    if (rest % kMsPerSecond != 0)
        text += fmt::format(".{:03}", rest % kMsPerSecond);
    return text + 'Z';
}

// The two conversions count in 400-year eras that begin on 1 March, so that the leap day comes
// last in a year.
std::int64_t daysFromCivil(std::int64_t year, unsigned month, unsigned day)
{
    year -= month <= 2 ? 1 : 0;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const std::int64_t yearOfEra = year - era * 400;
    const std::int64_t dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    const std::int64_t dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146097 + dayOfEra - 719468;
}

CivilDate civilFromDays(std::int64_t days)
{
    days += 719468;
    const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const std::int64_t dayOfEra = days - era * 146097;
    const std::int64_t yearOfEra =
        (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const std::int64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const std::int64_t monthFromMarch = (5 * dayOfYear + 2) / 153;
    const auto day = static_cast<unsigned>(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1);
    const auto month =
        static_cast<unsigned>(monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9);
    return {yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

bool isValidDate(std::int64_t year, unsigned month, unsigned day)
{
    if (month < 1 || month > 12 || day < 1)
        return false;
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    const unsigned last = month == 2 ? (leap ? 29 : 28)
                          : (month == 4 || month == 6 || month == 9 || month == 11) ? 30
                                                                                    : 31;
    return day <= last;
}

} // namespace remit
