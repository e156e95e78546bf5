// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/verdict.h"
#include "core/replay/store/text_table.h"
#include "core/trace/sqlite.h"

#include <optional>
#include <string_view>

/// A decided call as a row of `verdicts`.
namespace remit::replay::store {

/// In the order of their columns in kRowColumns and of their parameters.
enum Column : int {
    Row,
    Run,
    Session,
    Agent,
    OnBehalfOf,
    Credential,
    Workload,
    Task,
    Tool,
    Action,
    Resource,
    Step,
    CallId,
    Time,
    Verdict,
    CrossingKind,
    Triad,
    Details,
};
inline constexpr int kColumns = Details + 1;

inline constexpr std::string_view kRowColumns =
    "row,run,session,agent,on_behalf_of,credential,workload,task,tool,action,resource,step,call,"
    "time,verdict,crossing,triad,details";

/// Binds all columns, beginning with parameter 1.
void bindRow(trace::Statement& insert, std::int64_t number, const decision::CallVerdict& row,
             NewTexts& texts);
/// Error: Malformed, when the store was damaged.
[[nodiscard]] Result<decision::CallVerdict> readRow(const trace::Statement& from,
                                                    const TextLookup& texts);

} // namespace remit::replay::store
