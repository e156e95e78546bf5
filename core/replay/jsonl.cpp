// SPDX-License-Identifier: Apache-2.0
#include "core/replay/jsonl.h"

#include "core/decision/facts.h"
#include "core/decision/json_text.h"
#include "core/decision/verdict_json.h"

namespace remit::replay {

using decision::JsonText;

std::string toJsonLine(const decision::CallVerdict& row, const LineConstants& constants)
{
    JsonText json;
    json.beginObject();
    decision::writeVerdict(json, row);
    json.key("revision").string(constants.revision).key("engine").string(constants.engine);
    json.key("semantics").string(decision::kSemanticsVersion);
    json.key("facts").string(decision::kFactsVersion);
    return json.endObject().take();
}

std::string toJsonLine(const decision::ReplaySummary& summary)
{
    JsonText json;
    json.beginObject().key("summary").beginObject();
    json.key("runs").number(summary.runs).key("calls").number(summary.calls);
    json.key("allow").number(summary.allow).key("deny").number(summary.deny);
    json.key("approval_required").number(summary.approvalRequired);
    json.key("undecidable").number(summary.undecidable);
    json.key("unreachable").number(summary.unreachable);
    json.key("allow_with_skipped_forbid").number(summary.allowWithSkippedForbid);
    json.key("authentic_not_authorised").numberOrNull(summary.authenticNotAuthorised);
    return json.endObject().endObject().take();
}

} // namespace remit::replay
