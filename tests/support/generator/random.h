// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace remit::test {

/// A small seeded generator (SplitMix64): the same numbers with every compiler and library.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31U);
    }

    /// A number in [0, count); count must not be 0.
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
    bool percent(int chance) { return below(100) < static_cast<std::size_t>(chance); }

    template <class T>
    const T& pick(const std::vector<T>& from)
    {
        return from[below(from.size())];
    }
    template <class T, std::size_t n>
    const T& pick(const T (&from)[n])
    {
        return from[below(n)];
    }

private:
    std::uint64_t m_state;
};

} // namespace remit::test
