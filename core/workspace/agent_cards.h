// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/edit.h"
#include "core/base/result.h"
#include "core/workspace/snapshot.h"

#include <string>
#include <string_view>
#include <vector>

/// Agent cards: what an agent is for and who answers for it. The fields are attributes of the
/// agent's entity, so that policies may read them and a revision covers them: `purpose` and
/// `limits` (text), `prohibitedUses` and `escalation` (lists of texts), `owner` (an entity).
namespace remit::workspace {

struct AgentCard {
    std::string agent; ///< uid text: Agent::"payables"
    std::string file;  ///< entity file that holds it
    Span object;       ///< of the entity in that file
    std::string purpose;
    std::string limits;
    std::vector<std::string> prohibitedUses;
    std::string owner; ///< uid text: User::"mira.holm"
    std::vector<std::string> escalation;

    /// Names of the fields that are empty: a card says all five, or says what it leaves open.
    [[nodiscard]] std::vector<std::string_view> missing() const;
};

/// Of every entity whose type is one of the workspace's agent types, by uid.
[[nodiscard]] std::vector<AgentCard> agentCards(const Snapshot& snapshot);

/// The change of the agent's file (`text`) that makes its card say what `card` says; other bytes
/// stay as they are. Errors (Invalid): the file does not hold the agent any more, or the owner is
/// no entity uid.
[[nodiscard]] Result<WorkspaceEdit> cardChanged(const AgentCard& card, std::string_view text);

} // namespace remit::workspace
