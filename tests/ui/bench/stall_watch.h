// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace remit::bench {

/// A time in which the UI thread answered nothing.
struct Stall {
    double ms = 0;
    std::string during; ///< the step of the script
};

/// A watchdog on a thread of its own: asks whether the UI thread still beats, and records when it
/// did not for longer than kStallMs.
class StallWatch : public QObject {
    Q_OBJECT

public:
    StallWatch();
    ~StallWatch() override;

    void setStep(const std::string& step);
    [[nodiscard]] std::vector<Stall> stalls() const;

    static constexpr int kBeatMs = 10;
    static constexpr int kStallMs = 100;

private:
    void watch();
    static std::int64_t nowMs();

    QTimer m_beat;
    std::atomic<std::int64_t> m_lastBeat;
    std::atomic<bool> m_stop{false};
    mutable std::mutex m_mutex; ///< of step and stalls
    std::string m_step;
    std::vector<Stall> m_stalls;
    std::thread m_thread;
};

} // namespace remit::bench
