// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/replay/replay.h"

#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <vector>

namespace remit::replay {

/// Takes results in any order from several threads and hands them on in the order of their numbers,
/// one at a time. Bounded: a thread that is far ahead waits for the one behind.
class OrderedOutput {
public:
    using Rows = std::vector<decision::CallVerdict>;

    OrderedOutput(const Sink& sink, std::size_t window) : m_sink(sink), m_window(window) {}

    /// False when the replay is over: an error, here or before, or `end`.
    bool put(std::size_t number, Result<Rows> rows);
    /// Lets waiting threads go, after a cancellation.
    void end(Error error);
    /// The first error in the order of the numbers.
    [[nodiscard]] Result<> result();

private:
    void drain();

    const Sink& m_sink;
    std::size_t m_window;
    std::mutex m_mutex;
    std::condition_variable m_moved;
    std::map<std::size_t, Result<Rows>> m_waiting;
    std::size_t m_next = 0;
    Result<> m_result;
};

} // namespace remit::replay
