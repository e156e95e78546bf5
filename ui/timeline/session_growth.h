// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace remit::ui {

struct ReplayResult;

/// The facts of a session as one of its calls found them.
struct SessionMoment {
    std::string run;
    std::int64_t step = 0;
    QString tool;
    QString time; ///< empty: not recorded
    std::int64_t calls = 0;
    std::int64_t callsOfTool = 0;
    std::optional<std::int64_t> callsLastMinute; ///< nothing: cannot be known
    QStringList tools;
    QStringList sources;
    QStringList labels;
    bool newTool = false;
    bool newSource = false;
};

/// How the facts of one session grow, call by call, in its order.
struct SessionGrowth {
    std::vector<std::string> runs; ///< of the session
    std::vector<SessionMoment> moments;

    [[nodiscard]] std::optional<std::size_t> momentOf(const std::string& run,
                                                      std::int64_t step) const;
};

/// Of the session that holds the run. Errors: NotFound, those of the source, Cancelled.
[[nodiscard]] Result<std::shared_ptr<const SessionGrowth>>
growthOfSession(const ReplayResult& replay, const std::string& run, const JobControl& control);

} // namespace remit::ui
