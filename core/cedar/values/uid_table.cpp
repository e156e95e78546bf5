// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/values/uid_table.h"

#include <cstring>
#include <random>

namespace remit::cedar {

namespace {

constexpr std::uint64_t kFirst = 0x9e3779b97f4a7c15ULL;
constexpr std::uint64_t kSecond = 0xd6e8feb86659fd93ULL;

/// Every bit of the state depends on every bit before it (the finaliser of splitmix64, halved).
std::uint64_t mix(std::uint64_t state, std::uint64_t word)
{
    state = (state ^ word) * kFirst;
    return (state ^ (state >> 32U)) * kSecond;
}

} // namespace

std::uint64_t hashBytes(std::string_view bytes, std::uint64_t seed)
{
    std::uint64_t state = seed ^ (bytes.size() * kSecond);
    while (bytes.size() >= sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data(), sizeof word);
        state = mix(state, word);
        bytes.remove_prefix(sizeof word);
    }
    std::uint64_t rest = 0;
    std::memcpy(&rest, bytes.data(), bytes.size());
    state = mix(state, rest);
    return state ^ (state >> 29U);
}

std::uint64_t unforeseeableSeed()
{
    std::random_device device;
    return (static_cast<std::uint64_t>(device()) << 32U) | device();
}

} // namespace remit::cedar
