// SPDX-License-Identifier: Apache-2.0
#include "core/decision/steps/request.h"

#include "core/base/text.h"
#include "core/decision/arguments.h"
#include "core/decision/input_schema.h"

#include <algorithm>

namespace remit::decision {

namespace {

/// Stands in for an entity that the trace does not name. No trace can name it: ids are shown text.
constexpr const char* kUnknownId = "\x01unknown";

void cross(PreparedCall& prepared, CrossingKind kind, std::string message)
{
    Crossing crossing;
    crossing.kind = kind;
    crossing.message = std::move(message);
    prepared.requestCrossings.push_back(std::move(crossing));
}

void prepareResource(const ToolRule* rule, const trace::Call& call, const ReadArguments& arguments,
                     std::string_view actionNamespace, PreparedCall& prepared)
{
    if (rule == nullptr || !rule->resource) {
        const std::string space(actionNamespace);
        prepared.resource = {space.empty() ? "Tool" : space + "::Tool", call.tool};
        return;
    }
    if (rule->resource->fixed) {
        prepared.resource = *rule->resource->fixed;
        return;
    }
    prepared.resource = {rule->resource->type, kUnknownId};
    if (!arguments.recorded) {
        prepared.resourceKnown = false;
        return;
    }
    const JsonValue* value =
        arguments.object ? atPointer(*arguments.object, rule->resource->pointer) : nullptr;
    if (value != nullptr && arguments.withheld.count(value) > 0) {
        prepared.resourceKnown = false;
        return;
    }
    if (value != nullptr && (value->isString() || value->isNumber())) {
        prepared.resource.id = value->text;
        return;
    }
    prepared.resourceKnown = false;
    prepared.resourceMade = false;
    cross(prepared, CrossingKind::InvalidRequest,
          "The resource cannot be named: the argument `" + rule->resource->pointer + "` is " +
              (value == nullptr ? "missing." : std::string(jsonKindName(value->kind)) + "."));
}

std::string unknownTool(const ToolMap& tools, const std::string& tool)
{
    std::string message = "The tool `" + shown(tool) + "` is not declared in this workspace.";
    if (const auto near = nearest(tool, tools.names()))
        message += " Did you mean `" + shown(*near) + "`?";
    return message;
}

void judgeTool(const ToolMap& tools, const trace::Call& call, const ToolRule* rule,
               PreparedCall& prepared)
{
    if (!tools.isDeclared(call.tool, rule, prepared.action))
        cross(prepared, CrossingKind::UnknownTool, unknownTool(tools, call.tool));
    const Tool* listed = tools.listed(call.tool);
    if (listed != nullptr && listed->pinned && *listed->pinned != listed->digest)
        cross(prepared, CrossingKind::InvalidRequest,
              "The tool `" + shown(call.tool) +
                  "` is not the one that was pinned: its definition has changed.");
}

void judgeArguments(const Tool* listed, const ReadArguments& arguments, PreparedCall& prepared)
{
    if (!arguments.recorded)
        return;
    if (!arguments.object) {
        cross(prepared, CrossingKind::InvalidRequest, "The arguments are not one JSON object.");
        return;
    }
    if (listed == nullptr || !listed->inputSchema)
        return;
    const std::vector<std::string> wrong =
        misfits(*arguments.object, *listed->inputSchema, arguments.withheld);
    if (!wrong.empty())
        cross(prepared, CrossingKind::InvalidRequest,
              "The arguments are not what the tool takes: " + joined(wrong, "; ") + ".");
}

} // namespace

ReadArguments readArguments(const trace::Call& call)
{
    ReadArguments read;
    const bool whole =
        std::find(call.redacted.begin(), call.redacted.end(), "") != call.redacted.end();
    if (!call.arguments || whole)
        return read;
    read.recorded = true;
    JsonDocument document = parseJson(*call.arguments, "arguments");
    if (document.root && document.root->isObject() && !hasErrors(document.diagnostics))
        read.object = std::move(document.root);
    for (const std::string& pointer : call.redacted) {
        const JsonValue* value = read.object ? atPointer(*read.object, pointer) : nullptr;
        if (value != nullptr)
            read.withheld.insert(value);
    }
    return read;
}

const trace::Field& agentOf(const RecordedCall& call)
{
    if (call.call().agent.isRecorded() || call.start == nullptr)
        return call.call().agent;
    return call.start->agent;
}

void prepareRequest(const Setup& setup, const ToolMap& tools, const RecordedCall& recorded,
                    const ReadArguments& arguments, PreparedCall& prepared)
{
    const trace::Call& call = recorded.call();
    const ToolRule* rule = tools.ruleFor(call.tool, call.server);
    prepared.rule = rule;
    const std::string agentType = setup.types.agents.empty() ? "Agent" : setup.types.agents.front();
    const trace::Field& agent = agentOf(recorded);
    prepared.principalKnown = agent.isPresent();
    prepared.principal = prepared.principalKnown ? principalOf(agent.text, agentType)
                                                 : cedar::EntityUid{agentType, kUnknownId};
    prepared.action = tools.actionOf(call.tool, rule);
    if (!call.redacted.empty())
        prepared.notes.emplace_back("redacted");
    if (recorded.start != nullptr && recorded.start->timeAssumed)
        prepared.notes.emplace_back("time-assumed");
    judgeTool(tools, call, rule, prepared);
    judgeArguments(tools.listed(call.tool), arguments, prepared);
    prepareResource(rule, call, arguments, setup.actionNamespace, prepared);
    const bool fromArgument = rule != nullptr && rule->resource && !rule->resource->fixed;
    if (fromArgument && prepared.resourceKnown && !setup.entities->find(prepared.resource))
        prepared.notes.emplace_back("novel-data");
}

} // namespace remit::decision
