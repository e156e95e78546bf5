// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace remit {

/// A point in time: milliseconds since 1970-01-01T00:00:00Z, as Cedar's datetime counts.
struct Instant {
    std::int64_t milliseconds = 0;
    auto operator<=>(const Instant&) const = default;
};

/// By the system's clock.
[[nodiscard]] Instant currentInstant();

/// Reads RFC 3339 date-time (any number of fraction digits, cut to milliseconds; `Z` or `±hh:mm`;
/// leap second 60 refused). A date alone means its first instant in UTC.
[[nodiscard]] std::optional<Instant> parseRfc3339(std::string_view text);

/// `2026-03-01T09:15:00Z`, with `.SSS` only where there are milliseconds. UTC always.
[[nodiscard]] std::string rfc3339(Instant instant);

/// Days since 1970-01-01 of a proleptic Gregorian date, and back.
[[nodiscard]] std::int64_t daysFromCivil(std::int64_t year, unsigned month, unsigned day);
struct CivilDate {
    std::int64_t year = 1970;
    unsigned month = 1;
    unsigned day = 1;
};
[[nodiscard]] CivilDate civilFromDays(std::int64_t days);
[[nodiscard]] bool isValidDate(std::int64_t year, unsigned month, unsigned day);

} // namespace remit
