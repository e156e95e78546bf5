// SPDX-License-Identifier: Apache-2.0
#include "core/decision/explanation.h"
#include "core/decision/json_text.h"
#include "core/decision/verdict_json.h"

namespace remit::decision {

namespace {

std::string_view outcomeName(ClauseOutcome outcome)
{
    switch (outcome) {
    case ClauseOutcome::Holds:
        return "holds";
    case ClauseOutcome::Fails:
        return "fails";
    case ClauseOutcome::Error:
        return "error";
    case ClauseOutcome::NotReached:
        return "not-reached";
    case ClauseOutcome::SetAside:
        return "set-aside";
    }
    return "not-reached";
}

std::string_view outcomeName(cedar::PolicyOutcome outcome)
{
    switch (outcome) {
    case cedar::PolicyOutcome::Satisfied:
        return "satisfied";
    case cedar::PolicyOutcome::NotSatisfied:
        return "not-satisfied";
    case cedar::PolicyOutcome::Error:
        return "error";
    case cedar::PolicyOutcome::SetAside:
        return "set-aside";
    }
    return "not-satisfied";
}

std::string_view placeName(Clause::Place place)
{
    switch (place) {
    case Clause::Place::Principal:
        return "principal";
    case Clause::Place::Action:
        return "action";
    case Clause::Place::Resource:
        return "resource";
    case Clause::Place::When:
        return "when";
    case Clause::Place::Unless:
        return "unless";
    }
    return "when";
}

void writeSpan(JsonText& json, Span span)
{
    json.key("begin").number(span.begin).key("end").number(span.end);
}

void writeClause(JsonText& json, const Clause& clause)
{
    json.beginObject().key("place").string(placeName(clause.place));
    json.key("text").string(clause.text).key("outcome").string(outcomeName(clause.outcome));
    writeSpan(json, clause.span);
    json.key("values").beginArray();
    for (const NamedValue& value : clause.values) {
        json.beginObject().key("text").string(value.text);
        json.key(value.error ? "error" : "value").string(value.value);
        writeSpan(json, value.span);
        json.endObject();
    }
    json.endArray().key("unknown").strings(clause.unknown).endObject();
}

void writeStories(JsonText& json, std::string_view name, const std::vector<PolicyStory>& stories)
{
    json.key(name).beginArray();
    for (const PolicyStory& story : stories) {
        json.beginObject().key("policy").string(story.id).key("title").string(story.title);
        json.key("reason").string(story.reason).key("file").string(story.file);
        writeSpan(json, story.span);
        json.key("line").number(story.position.line).key("column").number(story.position.column);
        json.key("effect").string(story.forbid ? "forbid" : "permit");
        json.key("outcome").string(outcomeName(story.outcome));
        json.key("error");
        story.error.empty() ? json.null() : json.string(story.error);
        json.key("clauses").beginArray();
        for (const Clause& clause : story.clauses)
            writeClause(json, clause);
        json.endArray().endObject();
    }
    json.endArray();
}

std::string_view stateName(StepState state)
{
    switch (state) {
    case StepState::Holds:
        return "holds";
    case StepState::Fails:
        return "fails";
    case StepState::Unknown:
        return "unknown";
    case StepState::NotDecided:
        break;
    }
    return "not-decided";
}

void writeEvaluation(JsonText& json, const EvaluationStory& story)
{
    json.key("principal").string(story.principal).key("state").string(stateName(story.state));
    json.key("assumed").boolean(story.assumed);
    writeStories(json, "deciding", story.deciding);
    writeStories(json, "nearest", story.nearest);
    writeStories(json, "setAside", story.setAside);
    writeStories(json, "skipped", story.skipped);
}

void writeSteps(JsonText& json, const std::vector<StepStory>& steps)
{
    json.key("steps").beginArray();
    for (const StepStory& step : steps) {
        json.beginObject().key("step").number(step.step).key("name").string(step.name);
        json.key("state").string(stateName(step.state));
        json.key("message").string(step.message).endObject();
    }
    json.endArray();
}

void writeChain(JsonText& json, const std::vector<HopStory>& chain)
{
    json.key("chain").beginArray();
    for (const HopStory& hop : chain) {
        json.beginObject().key("hop").number(static_cast<std::int64_t>(hop.hop));
        json.key("grant").string(hop.grant).key("from").string(hop.from).key("to").string(hop.to);
        json.key("task").string(hop.task).key("begins").string(rfc3339(hop.begins));
        json.key("ends").string(rfc3339(hop.ends)).key("active").boolean(hop.active);
        json.key("activity").string(hop.activity).key("scope").beginObject();
        writeEvaluation(json, hop.scope);
        json.endObject().endObject();
    }
    json.endArray();
}

void writePrincipals(JsonText& json, const std::vector<EvaluationStory>& principals)
{
    json.key("principals").beginArray();
    for (const EvaluationStory& one : principals) {
        json.beginObject();
        writeEvaluation(json, one);
        json.endObject();
    }
    json.endArray();
}

void writeRows(JsonText& json, std::string_view name, const std::vector<FactRow>& rows)
{
    json.key(name).beginArray();
    for (const FactRow& row : rows) {
        json.beginObject().key("name").string(row.name).key("value");
        row.known ? json.string(row.value) : json.null();
        json.key("known").boolean(row.known).key("read").boolean(row.read).endObject();
    }
    json.endArray();
}

void writeOrigins(JsonText& json, const std::vector<ValueOrigins>& values)
{
    json.key("origins").beginArray();
    for (const ValueOrigins& value : values) {
        json.beginObject().key("name").string(value.name).key("value").string(value.value);
        json.key("sources").strings(value.sources).key("texts").beginArray();
        for (const Origin& origin : value.origins) {
            json.beginObject().key("source").string(origin.source);
            json.key("labels").strings(origin.labels);
            json.key("event").number(static_cast<std::int64_t>(origin.event));
            json.key("run").string(origin.run).key("call");
            origin.call.empty() ? json.null() : json.string(origin.call);
            writeSpan(json, origin.span);
            json.key("before").string(origin.before).key("text").string(origin.text);
            json.key("after").string(origin.after).endObject();
        }
        json.endArray().key("more").number(static_cast<std::int64_t>(value.more)).endObject();
    }
    json.endArray();
}

void writeModes(JsonText& json, const ModesStory& modes)
{
    json.key("mode").string(modes.consequential ? "consequential" : "isolated");
    json.key("decide").string(modes.frontLoaded ? "front-loaded" : "continuous");
    json.key("stoppedBy");
    if (modes.stoppedBy) {
        json.beginObject().key("run").string(modes.stoppedBy->run);
        json.key("step").number(modes.stoppedBy->step);
        json.key("agent").string(modes.stoppedBy->agent).endObject();
    } else {
        json.null();
    }
    json.key("authorityOf");
    if (modes.authorityStep)
        json.beginObject()
            .key("run")
            .string(modes.authorityRun)
            .key("step")
            .number(*modes.authorityStep)
            .endObject();
    else
        json.null();
}

} // namespace

std::string toJson(const Explanation& explanation, const Setup& setup)
{
    JsonText json;
    json.beginObject().key("sentence").string(explanation.sentence);
    json.key("call").beginObject();
    writeVerdict(json, explanation.verdict);
    json.endObject();
    writeModes(json, explanation.modes);
    json.key("triad").strings(explanation.triad);
    json.key("asKnownThen");
    explanation.verdict.asKnownThen ? json.string(name(*explanation.verdict.asKnownThen))
                                    : json.null();
    writeSteps(json, explanation.steps);
    writeChain(json, explanation.chain);
    writePrincipals(json, explanation.principals);
    writeStories(json, "deciding", explanation.deciding);
    writeStories(json, "nearest", explanation.nearest);
    writeStories(json, "setAside", explanation.setAside);
    writeStories(json, "skipped", explanation.skipped);
    json.key("ignored").strings(explanation.ignored);
    writeRows(json, "arguments", explanation.arguments);
    writeRows(json, "facts", explanation.facts);
    writeOrigins(json, explanation.origins);
    json.key("revision").string(setup.revision);
    json.key("semantics").string(kSemanticsVersion).key("factsVersion").string(kFactsVersion);
    return json.endObject().take();
}

} // namespace remit::decision
