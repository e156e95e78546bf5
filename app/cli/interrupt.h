// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <stop_token>
#include <thread>

namespace remit::cli {

/// Turns Ctrl-C (SIGINT) and SIGTERM into a stop request, and the second one into the end of the
/// program. Made before any other thread, since they inherit which signals are blocked.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }

private:
    void wait();

    std::stop_source m_stop;
    std::atomic<bool> m_done = false;
    std::thread m_thread;
};

} // namespace remit::cli
