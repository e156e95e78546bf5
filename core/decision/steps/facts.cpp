// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/decision/arguments.h"
#include "core/decision/context_supply.h"
#include "core/decision/steps/request.h"

#include <algorithm>

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

} // namespace

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
    const auto tool =
        tools.facts(prepared.rule, prepared.resourceKnown ? &prepared.resource : nullptr);
    prepared.resultLabels = tool->labels;
    supply(members, context, "tool", tool->record);
    if (!prepared.resourceKnown && prepared.resourceMade) {
        facts.unknown.push_back({"tool", "resourceKnown"});
        if (!setup.resourceLabels.empty())
            facts.unknown.push_back({"tool", "labels"});
    }
    normalise(facts.unknown);
}

} // namespace remit::decision
