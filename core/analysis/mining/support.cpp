// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/mining/support.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace remit::analysis {

double Support::confidence() const
{
    if (of <= 0)
        return 0;
    constexpr double z = 1.959963984540054; // 97.5 % of the normal distribution
    const auto n = static_cast<double>(of);
    const double p = static_cast<double>(expected) / n;
    const double middle = p + z * z / (2 * n);
    const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return std::max(0.0, (middle - half) / (1 + z * z / n));
}

std::string Support::text() const
{
    return fmt::format("confidence {:.0f} % ({} of {} call{} foreseen by the others)",
                       100 * confidence(), expected, of, of == 1 ? "" : "s");
}

} // namespace remit::analysis
