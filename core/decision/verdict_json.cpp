// SPDX-License-Identifier: Apache-2.0
#include "core/decision/verdict_json.h"

namespace remit::decision {

namespace {

/// Texts that are empty where nothing was recorded.
void textOrNull(JsonText& json, const std::string& text)
{
    text.empty() ? json.null() : json.string(text);
}

void writeRecorded(JsonText& json, const CallVerdict& verdict)
{
    json.key("run").string(verdict.run).key("step").number(verdict.step);
    json.key("call").string(verdict.call);
    json.key("time");
    verdict.time ? json.string(rfc3339(*verdict.time)) : json.null();
    json.key("agent");
    textOrNull(json, verdict.agent);
    json.key("onBehalfOf").stringOrNull(verdict.onBehalfOf);
    json.key("credential").stringOrNull(verdict.credential);
    json.key("workload").stringOrNull(verdict.workload);
    json.key("task").stringOrNull(verdict.task);
    json.key("action").string(verdict.action).key("resource");
    textOrNull(json, verdict.resource);
}

void writeCrossings(JsonText& json, const CallVerdict& verdict)
{
    json.key("crossings").beginArray();
    for (const Crossing& crossing : verdict.crossings) {
        json.beginObject().key("kind").string(name(crossing.kind));
        json.key("hop").numberOrNull(crossing.hop).key("principal");
        textOrNull(json, crossing.principal);
        json.key("policies").strings(crossing.policies);
        json.key("message").string(crossing.message).endObject();
    }
    json.endArray();
}

void writeSkipped(JsonText& json, const CallVerdict& verdict)
{
    json.key("skipped").beginArray();
    for (const SkippedPolicy& skipped : verdict.skipped) {
        json.beginObject().key("policy").string(skipped.policy);
        json.key("error").string(skipped.error).endObject();
    }
    json.endArray();
}

} // namespace

void writeVerdict(JsonText& json, const CallVerdict& verdict)
{
    writeRecorded(json, verdict);
    json.key("verdict").string(name(verdict.verdict));
    json.key("triad").beginObject();
    json.key("authenticated").booleanOrNull(verdict.triad.authenticated);
    json.key("delegated").booleanOrNull(verdict.triad.delegated);
    json.key("permitted").booleanOrNull(verdict.triad.permitted).endObject();
    writeCrossings(json, verdict);
    json.key("notes").strings(verdict.notes).key("chain").strings(verdict.chain);
    json.key("reasons").strings(verdict.reasons);
    json.key("approvalsUsed").strings(verdict.approvalsUsed);
    json.key("unknown").strings(verdict.unknown).key("undecidable");
    textOrNull(json, verdict.undecidable);
    writeSkipped(json, verdict);
}

} // namespace remit::decision
