// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tl/expected.hpp>

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

/// Cedar's four extension types: plain values, their constructors from text and their methods.
/// Rules: Cedar language 4.5, extension types; the edge cases stand with each parser.
namespace remit::cedar {

/// Fixed-point number, scaled by 10^4 in 64 bits.
struct Decimal {
    std::int64_t scaled = 0;
    auto operator<=>(const Decimal&) const = default;
};

/// An address with its prefix. Compared by (address, prefix), never by network.
struct IpAddress {
    std::array<std::uint8_t, 16> bytes{}; ///< v4: the first four
    std::uint8_t prefix = 0;
    bool isV6 = false;
    auto operator<=>(const IpAddress&) const = default;
};

/// Milliseconds since 1970-01-01T00:00:00Z.
struct Datetime {
    std::int64_t milliseconds = 0;
    auto operator<=>(const Datetime&) const = default;
};

/// Milliseconds, signed.
struct Duration {
    std::int64_t milliseconds = 0;
    auto operator<=>(const Duration&) const = default;
};

/// The value, or one sentence that says why the text is none.
template <class T>
using ExtensionResult = tl::expected<T, std::string>;

[[nodiscard]] ExtensionResult<Decimal> parseDecimal(std::string_view text);
[[nodiscard]] ExtensionResult<IpAddress> parseIpAddress(std::string_view text);
[[nodiscard]] ExtensionResult<Datetime> parseDatetime(std::string_view text);
[[nodiscard]] ExtensionResult<Duration> parseDuration(std::string_view text);

/// What the constructor takes: `1.5000`, `10.0.0.1/32`, `90000ms`. A datetime has no single literal
/// for every value: it prints as `2026-03-01T09:15:00.000Z` where the year is 0000–9999, and beyond
/// with a sign and more digits (`+10000-01-01T00:00:00.000Z`), which the constructor refuses.
[[nodiscard]] std::string toText(Decimal value);
[[nodiscard]] std::string toText(const IpAddress& value);
[[nodiscard]] std::string toText(Datetime value);
[[nodiscard]] std::string toText(Duration value);

[[nodiscard]] bool isIpv4(const IpAddress& address);
[[nodiscard]] bool isIpv6(const IpAddress& address);
[[nodiscard]] bool isLoopback(const IpAddress& address);
[[nodiscard]] bool isMulticast(const IpAddress& address);
[[nodiscard]] bool isInRange(const IpAddress& address, const IpAddress& range);

// Overflow of 64 bits gives the error text.
[[nodiscard]] ExtensionResult<Datetime> offset(Datetime start, Duration by);
[[nodiscard]] ExtensionResult<Duration> durationSince(Datetime end, Datetime start);
[[nodiscard]] ExtensionResult<Datetime> toDate(Datetime value);
[[nodiscard]] Duration toTime(Datetime value); ///< always in [0, 1 day)

} // namespace remit::cedar
