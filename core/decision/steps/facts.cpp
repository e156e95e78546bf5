// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/decision/arguments.h"
#include "core/decision/context_supply.h"
#include "core/decision/steps/request.h"

#include <algorithm>
#include <set>

namespace remit::decision {

namespace {

using cedar::Value;

void supplyInput(const cedar::Type* context, const ReadArguments& arguments, PreparedCall& prepared,
                 cedar::Attributes& members)
{
    if (!arguments.recorded) {
        prepared.facts.unknown.push_back({"input"});
        return;
    }
    if (!arguments.object)
        return;
    const cedar::Type* declared = memberType(context, "input");
    const bool typed = declared != nullptr && declared->kind == cedar::TypeKind::Record;
    Arguments values = typed ? typedArguments(*arguments.object, *declared, arguments.withheld)
                             : untypedArguments(*arguments.object, arguments.withheld);
    for (const Unrepresentable& one : values.unrepresentable)
        prepared.facts.unknown.push_back(one.path);
    prepared.facts.unrepresentable = std::move(values.unrepresentable);
    prepared.facts.unknown.insert(prepared.facts.unknown.end(), values.withheld.begin(),
                                  values.withheld.end());
    if (!values.misfits.empty()) {
        Crossing crossing;
        crossing.kind = CrossingKind::InvalidRequest;
        crossing.message =
            "The arguments are not of the declared type: " + joined(values.misfits, "; ") + ".";
        prepared.requestCrossings.push_back(std::move(crossing));
    }
    supply(members, context, "input", Value::record(std::move(values.values)));
}

void supplyProvenance(const cedar::Type* context, const ToolMap& tools,
                      const RecordedCall& recorded, const ReadArguments& arguments,
                      const ProvenanceIndex* session, PreparedCall& prepared,
                      cedar::Attributes& members)
{
    if (!arguments.recorded) {
        prepared.facts.unknown.push_back({"provenance"});
        return;
    }
    if (session == nullptr || !arguments.object)
        return;
    for (const std::string& pointer : recorded.call().redacted) {
        const std::string_view name = split(std::string_view(pointer).substr(1), '/').front();
        prepared.facts.unknown.push_back({"provenance", unescapedToken(name)});
    }
    prepared.values = std::make_shared<const ArgumentValues>(argumentValues(*arguments.object));
    const Asker asker{recorded.event->run, agentOf(recorded).text};
    const SchemaValues* schema = tools.schemaValues(recorded.call().tool);
    ProvenanceFact fact = session->factOf(*prepared.values, asker, schema);
    for (std::string& argument : fact.uncertain)
        prepared.facts.unknown.push_back({"provenance", std::move(argument)});
    supply(members, context, "provenance", std::move(fact.record));
}

Value toolRecord(const Setup& setup, const ToolRule* rule, const PreparedCall& prepared)
{
    std::vector<Value> labels;
    for (const std::string& label : prepared.resultLabels)
        labels.push_back(Value::string(label));
    return Value::record({
        {"risk", Value::string(rule == nullptr ? "unknown" : rule->risk)},
        {"readOnly", Value::boolean(rule != nullptr && rule->readOnly)},
        {"labels", Value::set(std::move(labels))},
        {"resourceKnown",
         Value::boolean(prepared.resourceKnown && setup.entities->find(prepared.resource))},
    });
}

} // namespace

std::vector<std::string> declaredLabels(const Setup& setup, const ToolRule* rule,
                                        const cedar::EntityUid* resource)
{
    std::set<std::string> labels;
    if (rule != nullptr)
        labels.insert(rule->labels.begin(), rule->labels.end());
    if (resource != nullptr && !setup.resourceLabels.empty()) {
        const std::string text = toText(*resource);
        for (const ResourceLabels& one : setup.resourceLabels) {
            if (one.resource == text || one.resource == resource->type)
                labels.insert(one.labels.begin(), one.labels.end());
        }
    }
    return {labels.begin(), labels.end()};
}

void prepareFacts(const Setup& setup, const ToolMap& tools, const RecordedCall& recorded,
                  const ReadArguments& arguments, const SessionReducer& session,
                  PreparedCall& prepared, cedar::Attributes& members)
{
    const trace::Call& call = recorded.call();
    const std::optional<Instant> time = recorded.event->time;
    const cedar::Type* context = contextType(setup, prepared.action);
    Facts& facts = prepared.facts;
    supplyInput(context, arguments, prepared, members);
    if (time)
        supply(members, context, "now", Value::datetime({time->milliseconds}));
    else
        facts.unknown.push_back({"now"});
    const trace::Field& agent = agentOf(recorded);
    supply(members, context, "session", session.record(call.tool, agent.text, time));
    for (cedar::ContextPath& path : session.unknown(time))
        facts.unknown.push_back(std::move(path));
    supplyProvenance(context, tools, recorded, arguments, session.provenance(), prepared, members);
    const ToolRule* rule = prepared.rule;
    prepared.resultLabels =
        declaredLabels(setup, rule, prepared.resourceKnown ? &prepared.resource : nullptr);
    supply(members, context, "tool", toolRecord(setup, rule, prepared));
    if (!prepared.resourceKnown && prepared.resourceMade) {
        facts.unknown.push_back({"tool", "resourceKnown"});
        if (!setup.resourceLabels.empty())
            facts.unknown.push_back({"tool", "labels"});
    }
    normalise(facts.unknown);
}

} // namespace remit::decision
