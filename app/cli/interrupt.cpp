// SPDX-License-Identifier: Apache-2.0
#include "app/cli/interrupt.h"

#include "app/cli/exit_status.h"

#include <csignal>
#include <pthread.h>
#include <unistd.h>

namespace remit::cli {
namespace {

// A thread waits for the signals: a handler could do next to nothing, and would need a global.
sigset_t awaited()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGUSR2); // from the destructor only: wakes the thread
    return set;
}

} // namespace

Interrupt::Interrupt()
{
    const sigset_t set = awaited();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_thread = std::thread([this] { wait(); });
}

Interrupt::~Interrupt()
{
    m_done = true;
    pthread_kill(m_thread.native_handle(), SIGUSR2);
    m_thread.join();
}

void Interrupt::wait()
{
    const sigset_t set = awaited();
    while (!m_done) {
        int signal = 0;
        if (sigwait(&set, &signal) != 0 || signal == SIGUSR2)
            continue;
        if (!m_stop.request_stop())
            _exit(static_cast<int>(ExitStatus::Interrupted));
    }
}

} // namespace remit::cli
