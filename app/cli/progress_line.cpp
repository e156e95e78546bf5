// SPDX-License-Identifier: Apache-2.0
#include "app/cli/progress_line.h"

#include <cstdio>

namespace remit::cli {
namespace {

constexpr std::chrono::milliseconds kBetweenDraws{100}; // calm to look at, nothing to pay
constexpr const char* kClearLine = "\r\x1b[K";

} // namespace

std::string progressText(const std::string& title, Progress progress)
{
    std::string text = title + " " + std::to_string(progress.done);
    if (progress.total > 0)
        text += " of " + std::to_string(progress.total);
    return text;
}

void ProgressLine::show(Progress progress)
{
    const std::scoped_lock lock(m_mutex);
    const auto now = std::chrono::steady_clock::now();
    if (now < m_next)
        return;
    m_next = now + kBetweenDraws;
    m_shown = true;
    const std::string line = kClearLine + progressText(m_title, progress);
    std::fwrite(line.data(), 1, line.size(), stderr);
    std::fflush(stderr);
}

void ProgressLine::clear()
{
    const std::scoped_lock lock(m_mutex);
    if (!m_shown)
        return;
    m_shown = false;
    std::fputs(kClearLine, stderr);
    std::fflush(stderr);
}

} // namespace remit::cli
