// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"

#include <chrono>
#include <mutex>
#include <string>

namespace remit::cli {

/// One line at the bottom of the terminal that says how far a job is. Any thread may call it.
class ProgressLine {
public:
    explicit ProgressLine(std::string title) : m_title(std::move(title)) {}
    ~ProgressLine() { clear(); }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(Progress progress);
    void clear();

private:
    std::mutex m_mutex;
    std::string m_title;
    std::chrono::steady_clock::time_point m_next; ///< not drawn again before
    bool m_shown = false;
};

/// "Replaying 340 of 1000", "Reading 12".
[[nodiscard]] std::string progressText(const std::string& title, Progress progress);

} // namespace remit::cli
