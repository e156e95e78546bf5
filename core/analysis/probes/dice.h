// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Private to the room: chance that is the same every time.
namespace remit::analysis {

/// SplitMix64 (Steele, Lea, Flood 2014), started from a seed and words.
class Dice {
public:
    Dice(std::uint64_t seed, std::string_view words);

    std::uint64_t next();
    /// Below `count`, which must not be 0.
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
    template <class T>
    const T& pick(const std::vector<T>& from)
    {
        return from[below(from.size())];
    }
    template <class T>
    void shuffle(std::vector<T>& list)
    {
        for (std::size_t i = list.size(); i > 1; --i)
            std::swap(list[i - 1], list[below(i)]);
    }
    /// "7f3a91": six hex digits.
    std::string tag();

private:
    std::uint64_t m_state;
};

/// A value of the same form that nobody has seen: an address for an address, an account number for
/// an account number, a number for a number.
[[nodiscard]] JsonValue freshLike(const JsonValue& value, Dice& dice);
[[nodiscard]] std::string freshText(std::string_view like, Dice& dice);

/// Arguments that a tool's JSON Schema asks for: the required ones, of the first type that it
/// allows.
[[nodiscard]] JsonValue valueOfSchema(const JsonValue& schema, Dice& dice);

[[nodiscard]] JsonValue jsonString(std::string text);
[[nodiscard]] JsonValue jsonNumber(std::string lexeme);

} // namespace remit::analysis
