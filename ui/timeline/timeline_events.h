// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/timeline_data.h"

#include <optional>

namespace remit::ui {

/// What happened beside the calls, before it is laid out.
struct TimelineEvents {
    struct Life {
        TimelineBar::Kind kind = TimelineBar::Kind::Task;
        std::string title;
        std::int64_t begin = 0;          ///< milliseconds since 1970
        std::optional<std::int64_t> end; ///< nothing: it goes on
        QString tip;
    };
    struct Happening {
        TimelineFlag::Kind kind = TimelineFlag::Kind::Other;
        bool isDelegation = false; ///< from `agent` to `to`
        std::int64_t time = CallColumns::kNoTime;
        std::string run;
        std::optional<std::int64_t> before; ///< the step of the run that follows, without a time
        std::string agent;                  ///< uid text; empty: of all
        std::string to;
        QString text;
    };
    std::vector<Life> lives;
    std::vector<Happening> happenings;
};

/// Events of one kind that are kept; a flood of them says nothing more.
inline constexpr std::size_t kMostHappenings = 20'000;

} // namespace remit::ui
