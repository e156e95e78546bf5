// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"
#include "core/decision/arguments.h"
#include "core/decision/decide.h"
#include "core/decision/tool_map.h"

#include <optional>

/// Step 0 and what comes before it: a recorded call becomes a Cedar request with its facts.
namespace remit::decision {

/// The recorded arguments, read.
struct ReadArguments {
    bool recorded = false;
    std::optional<JsonValue> object; ///< nothing: not recorded, or no JSON object
    Withheld withheld;               ///< values of the object that redaction took out
};
[[nodiscard]] ReadArguments readArguments(const trace::Call& call);

/// Who acts: the call's agent, else the run's.
[[nodiscard]] const trace::Field& agentOf(const RecordedCall& call);

/// Makes principal, action and resource, and judges the request: `unknown-tool`, `invalid-request`.
void prepareRequest(const Setup& setup, const ToolMap& tools, const RecordedCall& call,
                    const ReadArguments& arguments, PreparedCall& prepared);

/// Adds the facts of the call, the known ones to the members of the context; arguments that are not
/// of their declared type are a crossing.
void prepareFacts(const Setup& setup, const ToolMap& tools, const RecordedCall& call,
                  const ReadArguments& arguments, const SessionReducer& session,
                  PreparedCall& prepared, cedar::Attributes& members);

} // namespace remit::decision
