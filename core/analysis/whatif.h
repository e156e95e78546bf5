// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/difference.h"
#include "core/base/diagnostic.h"
#include "core/base/edit.h"
#include "core/decision/setup.h"
#include "core/decision/verdict.h"
#include "core/replay/event_source.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What if something had happened: a revocation, the end of a task, a compromise, an approval, a
/// further delegation. Nothing is written until the user applies it.
namespace remit::analysis {

/// A further grant, with the text of its scope.
struct Redelegation {
    authority::Grant grant;
    std::string json; ///< the grant's object as it was given
    std::string scope;
};

struct WhatIfEvent {
    Instant at;
    std::variant<authority::LifecycleEvent, trace::Approve, Redelegation> what;
};

/// One event or a list of them, each an object of one of these forms, all times in RFC 3339:
///     {"event": "revoke", "object": "grant", "id": "g1", "at": "…"}     revoke, expire, complete,
///         cancel, scope-change, compromise; of a grant, credential, task, workload or principal
///     {"event": "approve", "at": "…", "approver": "…", "role": "…", "agent": "…", "task": "id",
///      "taskVersion": 1, "action": "…", "resource": "…", "argsHash": "…", "expires": "…",
///      "count": 1}
///     {"event": "redelegate", "at": "…", "grant": {as in grants/ID.json}, "scope": "permit (…);"}
/// Diagnostics: `whatif/…`, and those of JSON, of grants and of the language.
[[nodiscard]] std::vector<WhatIfEvent> readWhatIfEvents(std::string_view text,
                                                        std::string_view file,
                                                        const decision::Setup& setup,
                                                        Diagnostics& diagnostics);

/// A grant that the events change, seen at the last of them.
struct Affected {
    std::string grant;
    std::string holder; ///< uid text
    authority::EdgeState before = authority::EdgeState::Active;
    authority::EdgeState after = authority::EdgeState::Active;
    std::size_t accessesBefore = 0;
    std::size_t accessesAfter = 0;
    /// Until when the chain would have held without the events: what came after `at` of the first
    /// event is the window of exposure that they close.
    Instant wouldHaveEnded;
};

struct ChangedCall {
    decision::CallVerdict before;
    decision::CallVerdict after;
};

struct WhatIf {
    Instant first;                             ///< of the events
    std::vector<Affected> affected;            ///< by grant id
    std::vector<std::string> lostByPrincipals; ///< uid texts whose decision surface shrinks
    std::vector<ChangedCall> calls;            ///< in the order of the replay, the first if many
    std::size_t changed = 0;                   ///< calls that change, listed or not
    std::size_t compared = 0;                  ///< calls decided both ways
    [[nodiscard]] bool changesNothing() const { return changed == 0; }
};

/// More changed calls than these are counted and not listed; beside them a byte or two a call is
/// kept.
inline constexpr std::size_t kMostWhatIfCalls = 10'000;

/// Decides every call of the source with and without the events. Errors: as replay; Usage for no
/// event at all; TooLarge as estateOf.
[[nodiscard]] Result<WhatIf> whatIf(const std::shared_ptr<const decision::Setup>& setup,
                                    const replay::EventSource& source,
                                    const std::vector<WhatIfEvent>& events,
                                    const JobControl& job = {});

/// The events as changes of the workspace's files: `revokedAt`, transitions, a new grant. `textOf`
/// gives a file's text. Errors: NotFound for an object that no file declares; Usage for what no
/// file can hold (an approval: it is an event of a run).
[[nodiscard]] Result<WorkspaceEdit>
editOf(const decision::Setup& setup, const std::vector<WhatIfEvent>& events,
       const std::function<std::string(const std::string& file)>& textOf);

} // namespace remit::analysis
