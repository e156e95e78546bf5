// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>

namespace remit {

/// How far a long job is. `total` 0 means that it is not known.
struct Progress {
    std::uint64_t done = 0;
    std::uint64_t total = 0;
};

/// Handed down into long work: it polls `stop` and reports now and then (from its own threads).
struct JobControl {
    std::stop_token stop;
    std::function<void(Progress)> report;

    [[nodiscard]] bool cancelled() const { return stop.stop_requested(); }
    void tell(std::uint64_t done, std::uint64_t total) const
    {
        if (report)
            report({done, total});
    }
};

} // namespace remit
