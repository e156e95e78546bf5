// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/jwt_claims.h"

#include <algorithm>
#include <string>

namespace remit::trace {

namespace {

/// The bytes of base64url without padding; nothing for other characters.
std::optional<std::string> bytesOfBase64Url(std::string_view text)
{
    constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string out;
    unsigned bits = 0;
    unsigned count = 0;
    for (const char c : text) {
        const std::size_t digit = kDigits.find(c);
        if (digit == std::string_view::npos)
            return std::nullopt;
        bits = (bits << 6U | static_cast<unsigned>(digit)) & 0x3FFFU;
        count += 6;
        if (count >= 8) {
            count -= 8;
            out += static_cast<char>(bits >> count & 0xFFU);
        }
    }
    return out;
}

} // namespace

std::optional<JsonValue> jwtClaims(std::string_view token)
{
    if (std::count(token.begin(), token.end(), '.') != 2 || !token.starts_with("eyJ"))
        return std::nullopt;
    const std::size_t begin = token.find('.') + 1;
    const auto bytes = bytesOfBase64Url(token.substr(begin, token.rfind('.') - begin));
    if (!bytes)
        return std::nullopt;
    JsonDocument claims = parseJson(*bytes);
    if (!claims.root || !claims.root->isObject())
        return std::nullopt;
    return std::move(claims.root);
}

} // namespace remit::trace
