// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/values/uid_table.h"

#include <cstring>
#include <random>

namespace remit::cedar {

namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::uint64_t kSpread = 0x9e3779b97f4a7c15ULL;

/// Both halves of the product: every bit of either factor reaches the whole result.
std::uint64_t fold(std::uint64_t a, std::uint64_t b)
{
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

template <class Word>
std::uint64_t load(const char* bytes)
{
    Word word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

} // namespace

/// Sixteen bytes a step; the last two words may overlap what came before. The seed goes into both
/// factors, so that nobody outside can make one of them zero.
std::uint64_t hashBytes(std::string_view bytes, std::uint64_t seed)
{
    const std::uint64_t other = (seed ^ kSpread) * kSpread;
    std::uint64_t state = seed;
    const char* at = bytes.data();
    std::size_t left = bytes.size();
    for (; left > 16; at += 16, left -= 16)
        state = fold(load<std::uint64_t>(at) ^ other, load<std::uint64_t>(at + 8) ^ state);
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    if (left >= 8) {
        first = load<std::uint64_t>(at);
        last = load<std::uint64_t>(at + left - 8);
    } else if (left >= 4) {
        first = load<std::uint32_t>(at);
        last = load<std::uint32_t>(at + left - 4);
    } else if (left > 0) {
        first = load<std::uint8_t>(at) << 16U | load<std::uint8_t>(at + left / 2) << 8U |
                load<std::uint8_t>(at + left - 1);
    }
    return fold(fold(first ^ other, last ^ state) ^ bytes.size(), other | 1U);
}

std::uint64_t hashUid(const EntityUid& uid, std::uint64_t seed)
{
    // Neither half waits for the other.
    return fold(hashBytes(uid.type, seed) ^ kSpread, ~hashBytes(uid.id, seed ^ kSpread));
}

std::uint64_t unforeseeableSeed()
{
    std::random_device device;
    return (static_cast<std::uint64_t>(device()) << 32U) | device();
}

} // namespace remit::cedar
