// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace remit::analysis {

/// Calls `work(i)` of one worker for each i below `count`, on as many threads as the machine has:
/// `makeWorker()` makes the worker of a thread. Stops when the job is cancelled.
template <class MakeWorker>
void inParallel(std::size_t count, const JobControl& control, MakeWorker makeWorker)
{
    std::atomic<std::size_t> next{0};
    const auto run = [&] {
        auto work = makeWorker();
        for (std::size_t i = next++; i < count && !control.cancelled(); i = next++)
            work(i);
    };
    const std::size_t machine = std::max(1U, std::thread::hardware_concurrency());
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < std::min(machine, count); ++i)
        threads.emplace_back(run);
    run();
}

} // namespace remit::analysis
