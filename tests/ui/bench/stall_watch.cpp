// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bench/stall_watch.h"

#include <chrono>

namespace remit::bench {

std::int64_t StallWatch::nowMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

StallWatch::StallWatch() : m_lastBeat(nowMs())
{
    connect(&m_beat, &QTimer::timeout, this, [this] { m_lastBeat = nowMs(); });
    m_beat.start(kBeatMs);
    m_thread = std::thread([this] { watch(); });
}

StallWatch::~StallWatch()
{
    m_stop = true;
    m_thread.join();
}

void StallWatch::setStep(const std::string& step)
{
    const std::lock_guard guard(m_mutex);
    m_step = step;
}

std::vector<Stall> StallWatch::stalls() const
{
    const std::lock_guard guard(m_mutex);
    return m_stalls;
}

void StallWatch::watch()
{
    std::int64_t stalledSince = 0;
    while (!m_stop) {
        std::this_thread::sleep_for(std::chrono::milliseconds(kBeatMs));
        const std::int64_t beat = m_lastBeat;
        const std::int64_t silent = nowMs() - beat;
        const std::lock_guard guard(m_mutex);
        if (silent > kStallMs && stalledSince != beat) {
            stalledSince = beat;
            m_stalls.push_back({static_cast<double>(silent), m_step});
        } else if (silent > kStallMs) {
            m_stalls.back().ms = static_cast<double>(silent);
        }
    }
}

} // namespace remit::bench
