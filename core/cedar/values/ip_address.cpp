// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/values/digits.h"
#include "core/cedar/values/extension.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::cedar {

namespace {

/// The longest text that the reference reads: a full v6 address with its prefix.
constexpr std::size_t kMaxLength = 43;

using Bytes = std::array<std::uint8_t, 16>;

std::optional<Bytes> parseV4(std::string_view text)
{
    Bytes bytes{};
    for (std::size_t i = 0; i < 4; ++i) {
        const std::string_view octet = digits::take(text);
        if (octet.empty() || octet.size() > 3 || (octet.size() > 1 && octet.front() == '0'))
            return std::nullopt;
        const std::int64_t value = *digits::toInteger(octet, false);
        const bool last = i == 3;
        if (value > 255 || (last ? !text.empty() : !text.starts_with('.')))
            return std::nullopt;
        bytes[i] = static_cast<std::uint8_t>(value);
        if (!last)
            text.remove_prefix(1);
    }
    return bytes;
}

std::optional<unsigned> hexDigit(char c)
{
    if (digits::isDigit(c))
        return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f')
        return static_cast<unsigned>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F')
        return static_cast<unsigned>(c - 'A') + 10;
    return std::nullopt;
}

struct Groups {
    std::array<std::uint16_t, 8> values{};
    std::size_t count = 0;
};

/// Groups of one to four hex digits with `:` between them, at most `limit`; stops before anything
/// else, also before a `:` that no group follows.
Groups takeGroups(std::string_view& text, std::size_t limit)
{
    Groups groups;
    while (groups.count < limit) {
        std::string_view rest = text;
        if (groups.count > 0) {
            if (!rest.starts_with(':'))
                break;
            rest.remove_prefix(1);
        }
        unsigned value = 0;
        std::size_t length = 0;
        while (length < rest.size() && length < 5 && hexDigit(rest[length])) {
            value = value * 16 + *hexDigit(rest[length]);
            ++length;
        }
        if (length == 0 || length > 4)
            break;
        groups.values[groups.count++] = static_cast<std::uint16_t>(value);
        text = rest.substr(length);
    }
    return groups;
}

std::optional<Bytes> parseV6(std::string_view text)
{
    const Groups head = takeGroups(text, 8);
    Groups tail;
    if (head.count < 8) {
        // `::` stands for one or more groups of zeros.
        if (!text.starts_with("::"))
            return std::nullopt;
        text.remove_prefix(2);
        tail = takeGroups(text, 7 - head.count);
    }
    if (!text.empty())
        return std::nullopt;
    std::array<std::uint16_t, 8> all{};
    std::copy_n(head.values.begin(), head.count, all.begin());
    std::copy_n(tail.values.begin(), tail.count,
                all.end() - static_cast<std::ptrdiff_t>(tail.count));
    Bytes bytes{};
    for (std::size_t i = 0; i < all.size(); ++i) {
        bytes[2 * i] = static_cast<std::uint8_t>(all[i] >> 8U);
        bytes[2 * i + 1] = static_cast<std::uint8_t>(all[i] & 0xffU);
    }
    return bytes;
}

ExtensionResult<std::uint8_t> parsePrefix(std::string_view text, bool isV6)
{
    const std::size_t maxDigits = isV6 ? 3 : 2;
    const std::int64_t limit = isV6 ? 128 : 32;
    if (text.size() > maxDigits)
        return tl::unexpected(
            fmt::format("error parsing prefix: string length {} is too large", text.size()));
    std::string_view rest = text;
    const std::string_view number = digits::take(rest);
    if (number.empty() || !rest.empty())
        return tl::unexpected(fmt::format("error parsing prefix `{}`: write a number", text));
    if (number.size() > 1 && number.front() == '0')
        return tl::unexpected(fmt::format("error parsing prefix `{}`: leading zero(s)", text));
    const std::int64_t value = *digits::toInteger(number, false);
    if (value > limit)
        return tl::unexpected(
            fmt::format("error parsing prefix: {} is larger than the limit {}", value, limit));
    return static_cast<std::uint8_t>(value);
}

std::string v6Text(const Bytes& bytes)
{
    std::array<unsigned, 8> groups{};
    for (std::size_t i = 0; i < groups.size(); ++i)
        groups[i] = (static_cast<unsigned>(bytes[2 * i]) << 8U) | bytes[2 * i + 1];
    // RFC 5952: the longest run of two or more zero groups becomes `::`, the first among equals.
    std::size_t runStart = 8;
    std::size_t runLength = 1;
    for (std::size_t i = 0; i < groups.size();) {
        std::size_t end = i;
        while (end < groups.size() && groups[end] == 0)
            ++end;
        if (end - i > runLength) {
            runStart = i;
            runLength = end - i;
        }
        i = std::max(end, i + 1);
    }
    std::string text;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (i == runStart) {
            text += "::";
            i += runLength - 1;
            continue;
        }
        if (!text.empty() && text.back() != ':')
            text += ':';
        text += fmt::format("{:x}", groups[i]);
    }
    return text;
}

/// First (fill 0) or last (fill 255) address of the network.
Bytes boundary(const IpAddress& address, std::uint8_t fill)
{
    Bytes bytes = address.bytes;
    const std::size_t size = address.isV6 ? 16 : 4;
    for (std::size_t i = 0; i < size; ++i) {
        const std::size_t firstBit = i * 8;
        const std::size_t kept =
            address.prefix > firstBit ? std::min<std::size_t>(8, address.prefix - firstBit) : 0;
        const auto mask = static_cast<std::uint8_t>(0xff00U >> kept);
        bytes[i] = static_cast<std::uint8_t>((bytes[i] & mask) |
                                             (fill & static_cast<std::uint8_t>(~mask)));
    }
    return bytes;
}

} // namespace

ExtensionResult<IpAddress> parseIpAddress(std::string_view text)
{
    if (text.size() > kMaxLength)
        return tl::unexpected(fmt::format(
            "error parsing IP address from string `{}`: string length is too large", text));
    if (std::count(text.begin(), text.end(), ':') >= 2 &&
        std::count(text.begin(), text.end(), '.') >= 2)
        return tl::unexpected(
            fmt::format("IPv4 embedded in IPv6 (`::ffff:127.0.0.1`) is not accepted, found `{}`; "
                        "write all groups in hexadecimal",
                        text));
    const std::size_t slash = text.find('/');
    const std::string_view host = text.substr(0, slash);
    IpAddress address;
    std::optional<Bytes> bytes = parseV4(host);
    if (!bytes) {
        bytes = parseV6(host);
        address.isV6 = true;
    }
    if (!bytes)
        return tl::unexpected(fmt::format("invalid IP address: {}; write an address or a range "
                                          "like `127.0.0.1`, `127.0.0.1/24` or `ffee::/64`",
                                          host));
    address.bytes = *bytes;
    address.prefix = address.isV6 ? 128 : 32;
    if (slash == std::string_view::npos)
        return address;
    const ExtensionResult<std::uint8_t> prefix = parsePrefix(text.substr(slash + 1), address.isV6);
    if (!prefix)
        return tl::unexpected(prefix.error());
    address.prefix = *prefix;
    return address;
}

std::string toText(const IpAddress& value)
{
    const Bytes& b = value.bytes;
    return value.isV6 ? fmt::format("{}/{}", v6Text(b), value.prefix)
                      : fmt::format("{}.{}.{}.{}/{}", b[0], b[1], b[2], b[3], value.prefix);
}

bool isIpv4(const IpAddress& address)
{
    return !address.isV6;
}

bool isIpv6(const IpAddress& address)
{
    return address.isV6;
}

bool isLoopback(const IpAddress& address)
{
    if (!address.isV6)
        return address.bytes[0] == 127 && address.prefix >= 8;
    Bytes one{};
    one[15] = 1;
    return address.bytes == one && address.prefix == 128;
}

bool isMulticast(const IpAddress& address)
{
    if (address.isV6)
        return address.bytes[0] == 0xff && address.prefix >= 8;
    return (address.bytes[0] & 0xf0U) == 0xe0 && address.prefix >= 4;
}

bool isInRange(const IpAddress& address, const IpAddress& range)
{
    return address.isV6 == range.isV6 && boundary(address, 0) >= boundary(range, 0) &&
           boundary(address, 0xff) <= boundary(range, 0xff);
}

} // namespace remit::cedar
