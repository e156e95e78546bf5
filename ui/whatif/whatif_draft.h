// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/whatif.h"
#include "core/base/result.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace remit::ui {

enum class WhatIfKind : std::uint8_t {
    RevokeGrant,
    ExpireGrant,
    RevokeCredential,
    CompromiseCredential,
    CompromiseWorkload,
    CompromisePrincipal,
    CompleteTask,
    CancelTask,
    ChangeTask,
    Approve,
    Redelegate,
};

/// An event as it was put together in the panel.
struct WhatIfDraft {
    WhatIfKind kind = WhatIfKind::RevokeGrant;
    std::string object; ///< id; of a further delegation the grant that it stands on
    Instant at;
    std::string other; ///< uid text: of an approval who approves, of a delegation who receives
    std::string role;  ///< of an approval
    std::string scope; ///< of a delegation
    std::string run;   ///< of an approval: the call that is approved
    std::int64_t step = 0;

    bool operator==(const WhatIfDraft&) const = default;
};

/// All kinds in the order in which they are offered.
[[nodiscard]] const std::vector<WhatIfKind>& whatIfKinds();
[[nodiscard]] QString wordsOf(WhatIfKind kind); ///< "Revoke a grant"
/// One sentence: "Revoke the grant g1 at 2026-03-02T10:05:00Z".
[[nodiscard]] QString sentenceOf(const WhatIfDraft& draft);
/// The ids that a kind can be about, in the order of the files.
[[nodiscard]] std::vector<std::string> objectsFor(WhatIfKind kind, const decision::Setup& setup);

/// The row of a decided call, wherever it lies; nothing when there is none.
using RowOfCall =
    std::function<std::optional<decision::CallVerdict>(const std::string& run, std::int64_t step)>;

/// For a worker: an approval looks the call up in the source, to bind its arguments. Errors:
/// NotFound for what the workspace or the traces do not have; Usage for what makes no sense, such
/// as a scope that is none.
[[nodiscard]] Result<std::vector<analysis::WhatIfEvent>>
eventsOf(const std::vector<WhatIfDraft>& drafts, const decision::Setup& setup,
         const replay::EventSource& source, const RowOfCall& rowOf);

} // namespace remit::ui
