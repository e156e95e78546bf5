// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/coverage/coverage.h"
#include "core/decision/json_text.h"

namespace remit::analysis {

namespace {

using decision::JsonText;

void writeCount(JsonText& json, std::string_view key, std::uint64_t count)
{
    json.key(key).number(static_cast<std::int64_t>(count));
}

/// Line and column, where the text is known.
void writePlace(JsonText& json, const SourceText* source, Span span)
{
    if (source == nullptr) {
        json.key("line").null().key("column").null();
        return;
    }
    const Position place = source->position(span.begin);
    json.key("line").number(place.line).key("column").number(place.column);
}

void writeWhy(JsonText& json, std::string_view key, const std::optional<Why>& why,
              const SourceText* source)
{
    json.key(key);
    if (!why) {
        json.null();
        return;
    }
    json.beginObject().key("reason").string(name(why->reason)).key("text").string(why->text);
    if (why->cause) {
        json.key("cause").beginObject();
        writePlace(json, source, *why->cause);
        json.endObject();
    }
    json.endObject();
}

void writeNode(JsonText& json, const CoveredNode& node, const SourceText* source)
{
    json.beginObject().key("node").number(node.id).key("kind").string(node.kind);
    writePlace(json, source, node.span);
    writeCount(json, "true", node.counts.isTrue);
    writeCount(json, "false", node.counts.isFalse);
    writeCount(json, "error", node.counts.failed + node.counts.other);
    writeWhy(json, "neverTrue", node.neverTrue, source);
    writeWhy(json, "neverFalse", node.neverFalse, source);
    json.endObject();
}

void writeClause(JsonText& json, const CoveredClause& clause, const SourceText* source)
{
    json.beginObject().key("kind").string(clause.unless ? "unless" : "when");
    writePlace(json, source, clause.span);
    writeCount(json, "held", clause.held);
    writeCount(json, "notHeld", clause.failedToHold);
    writeCount(json, "error", clause.errors);
    writeWhy(json, "neverHeld", clause.neverHeld, source);
    writeWhy(json, "neverNotHeld", clause.neverFailed, source);
    json.key("conditions").beginArray();
    for (const CoveredNode& node : clause.nodes)
        writeNode(json, node, source);
    json.endArray().endObject();
}

void writePolicy(JsonText& json, const CoveredPolicy& policy)
{
    const SourceText* source = policy.source.get();
    json.beginObject().key("id").string(policy.id).key("grants").strings(policy.grants);
    json.key("file");
    source == nullptr ? json.null() : json.string(source->name());
    writePlace(json, source, policy.effectSpan);
    json.key("effect").string(policy.effect == cedar::Effect::Permit ? "permit" : "forbid");
    writeCount(json, "evaluations", policy.evaluations);
    writeCount(json, "inScope", policy.inScope);
    writeCount(json, "setAside", policy.setAside);
    writeCount(json, "satisfied", policy.satisfied);
    writeCount(json, "error", policy.failed);
    writeWhy(json, "neverInScope", policy.neverInScope, source);
    writeWhy(json, "neverSatisfied", policy.neverSatisfied, source);
    json.key("clauses").beginArray();
    for (const CoveredClause& clause : policy.clauses)
        writeClause(json, clause, source);
    json.endArray().key("links").beginArray();
    for (const CoveredLink& link : policy.links) {
        json.beginObject().key("id").string(link.id);
        writeCount(json, "inScope", link.inScope);
        writeCount(json, "satisfied", link.satisfied);
        json.endObject();
    }
    json.endArray().endObject();
}

void writeThings(JsonText& json, std::string_view key, const std::vector<CoveredThing>& things,
                 bool findings)
{
    json.key(key).beginArray();
    for (const CoveredThing& thing : things) {
        json.beginObject().key("id").string(thing.id);
        if (findings)
            json.key("message").string(thing.message);
        else
            json.key("calls")
                .number(thing.verdicts.calls)
                .key("allowed")
                .number(thing.verdicts.allowed)
                .key("crossings")
                .number(thing.verdicts.crossed);
        writeWhy(json, "uncovered", thing.uncovered, nullptr);
        json.endObject();
    }
    json.endArray();
}

void writeShare(JsonText& json, std::string_view key, const CoverageShare& share)
{
    json.key(key)
        .beginObject()
        .key("covered")
        .number(share.covered)
        .key("total")
        .number(share.total);
    json.endObject();
}

} // namespace

std::string coverageJson(const CoverageReport& report)
{
    JsonText json;
    json.beginObject().key("evidence").string(report.evidence).key("calls").number(report.calls);
    json.key("summary").beginObject();
    writeShare(json, "policies", report.summary.policies);
    writeShare(json, "clauses", report.summary.clauses);
    writeShare(json, "conditions", report.summary.conditions);
    writeShare(json, "actions", report.summary.actions);
    writeShare(json, "grants", report.summary.grants);
    writeShare(json, "findings", report.summary.findings);
    json.endObject().key("policies").beginArray();
    for (const CoveredPolicy& policy : report.policies)
        writePolicy(json, policy);
    json.endArray();
    writeThings(json, "actions", report.actions, false);
    writeThings(json, "grants", report.grants, false);
    writeThings(json, "findings", report.findings, true);
    return json.endObject().take();
}

} // namespace remit::analysis
