// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ctime>

namespace remit::test {

/// Milliseconds of the processor since it was made or restarted, whatever else the machine is
/// doing. Of all threads of the program.
class CpuClock {
public:
    [[nodiscard]] double elapsed() const
    {
        return static_cast<double>(std::clock() - m_start) * 1000.0 / CLOCKS_PER_SEC;
    }
    void restart() { m_start = std::clock(); }

private:
    std::clock_t m_start = std::clock();
};

/// Bounds of time are those of an optimised build; other builds tell the time only.
#ifdef NDEBUG
inline constexpr bool kOptimised = true;
#else
inline constexpr bool kOptimised = false;
#endif

} // namespace remit::test
