// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/event.h"
#include "core/trace/importers/importer.h"

#include <deque>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

/// The `event_msg` lines of Codex's session files. Most tell again what the items tell; some are
/// told nowhere else: approvals asked for, sub-agents, errors, and in some files what was said.
namespace remit::trace {

/// What was said, by the event.
struct SpokenEvent {
    Role role = Role::User;
    std::string text;
};
[[nodiscard]] std::optional<SpokenEvent> spokenIn(const JsonValue& event);

/// An agent that was started by another one.
struct SpawnedAgent {
    std::string from; ///< the thread; may be empty
    std::string to;   ///< its role, else its nickname, else its thread
};
[[nodiscard]] std::vector<SpawnedAgent> spawnedIn(const JsonValue& event);

/// Does it tell what items of the session tell too, or only how the work goes on?
[[nodiscard]] bool isToldElsewhere(const JsonValue& event);

/// Holds lines back until it is known whether a message that an event tells comes as an item too,
/// or came just before: within kNear lines. Without such events nothing is held back.
class SpokenOnce {
public:
    static constexpr std::size_t kNear = 8;

    /// A line that was held back, with its own copy of all.
    struct Line {
        std::string text;
        RawRecord raw;
        JsonValue root;
    };

    /// True: the line is held back. Else the caller reads it now.
    bool hold(const Record& record);
    /// The next line to be read now; nothing: it is not known yet. `all`: no more lines come.
    std::optional<Line> next(bool all);

private:
    void remember(const JsonValue& line);
    [[nodiscard]] bool isToldNear(const SpokenEvent& event) const;

    std::deque<Line> m_held;
    std::deque<SpokenEvent> m_said; ///< by the last lines, newest at the end
};

} // namespace remit::trace
