// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/probes/mutations.h"
#include "core/base/text.h"

#include <algorithm>
#include <set>

/// Probes that change which data a call touches, and where its values come from.
namespace remit::analysis {

namespace {

std::set<std::string> labelsBefore(const MutationInput& input, std::size_t event)
{
    std::set<std::string> labels;
    for (const BaseCall& call : input.run.calls) {
        const decision::ToolRule* rule = input.world.ruleOf(*call.call);
        if (call.event < event && rule != nullptr)
            labels.insert(rule->labels.begin(), rule->labels.end());
    }
    return labels;
}

struct LabelledTool {
    std::string tool;
    std::string label; ///< that is new
};

/// Tools by name whose results carry a label that is not among these.
std::vector<LabelledTool> newLabels(const ProbeWorld& world, const std::set<std::string>& had)
{
    std::vector<LabelledTool> found;
    for (const std::string& tool : world.catalogue()) {
        const decision::ToolRule* rule = world.tools.ruleFor(tool, {});
        if (rule == nullptr || !rule->readOnly)
            continue;
        const auto label =
            std::find_if(rule->labels.begin(), rule->labels.end(),
                         [&](const std::string& one) { return had.count(one) == 0; });
        if (label != rule->labels.end())
            found.push_back({tool, *label});
    }
    return found;
}

/// An argument that is text, or a list of texts: the place and the value.
struct TextArgument {
    std::string name;
    std::string text;
    bool isList = false;
    bool fromUser = false;
    bool hasForm = false; ///< an address, a URL, an account number

    [[nodiscard]] int rank() const { return (fromUser ? 2 : 0) + (hasForm ? 1 : 0); }
};

std::vector<TextArgument> textArguments(const MutationInput& input, const BaseCall& call)
{
    std::vector<TextArgument> found;
    for (const JsonMember& member : call.arguments->members) {
        const JsonValue* text = &member.value;
        if (text->isArray() && !text->items.empty())
            text = &text->items.front();
        if (!text->isString() || text->text.size() < 4)
            continue;
        Dice unused(0, "");
        const bool plain = freshText(text->text, unused).starts_with("probe-") &&
                           text->text.find('@') == std::string::npos;
        found.push_back({member.key, text->text, member.value.isArray(),
                         input.run.userSays(text->text), !plain});
    }
    return found;
}

} // namespace

std::optional<Probe> probeUnseenResource(const MutationInput& input)
{
    std::vector<const BaseCall*> calls = goodCalls(input, false);
    std::erase_if(calls, [&](const BaseCall* call) {
        const decision::ToolRule* rule = input.world.ruleOf(*call->call);
        return rule == nullptr || !rule->resource || rule->resource->fixed.has_value();
    });
    if (calls.empty())
        return std::nullopt;
    const BaseCall& call = *input.dice.pick(calls);
    const decision::ToolRule& rule = *input.world.ruleOf(*call.call);
    JsonValue arguments = *call.arguments;
    JsonValue* value = valueAt(arguments, rule.resource->pointer);
    if (value == nullptr)
        return std::nullopt;
    *value = freshLike(*value, input.dice);
    ChangedSession changed(input.run, input.suffix);
    changed.call(call.event).arguments = toJson(arguments);
    changed.cutAfter(call.event);
    return std::move(changed).finish(ProbeKind::UnseenResource, input.run, call.step,
                                     call.call->tool + " goes to " + rule.resource->type + " " +
                                         shown(toJson(*value)) + ", which nobody has seen.",
                                     {call.call->callId});
}

std::optional<Probe> probeUnseenLabel(const MutationInput& input)
{
    const std::vector<const BaseCall*> calls = goodCalls(input, true);
    if (calls.empty())
        return std::nullopt;
    const BaseCall& call = *input.dice.pick(calls);
    const std::vector<LabelledTool> tools = newLabels(input.world, labelsBefore(input, call.event));
    if (tools.empty())
        return std::nullopt;
    const LabelledTool& read = input.dice.pick(tools);
    ChangedSession changed(input.run, input.suffix);
    trace::Call added;
    added.tool = read.tool;
    added.agent = call.call->agent;
    added.arguments = toJson(input.world.argumentsFor(read.tool, input.dice));
    changed.insertCall(call.event, std::move(added), "Nothing new.");
    changed.cutAfter(call.event);
    return std::move(changed).finish(ProbeKind::UnseenLabel, input.run, call.step,
                                     "Before " + call.call->tool + ", " + read.tool +
                                         " reads data with the label " + shown(read.label) + ".",
                                     {call.call->callId});
}

std::optional<Probe> probeUntrustedArgument(const MutationInput& input)
{
    std::vector<std::pair<const BaseCall*, TextArgument>> choices;
    int best = 0;
    for (const BaseCall* call : goodCalls(input, true)) {
        if (!input.run.resultBefore(call->event))
            continue;
        for (TextArgument& argument : textArguments(input, *call)) {
            best = std::max(best, argument.rank());
            choices.emplace_back(call, std::move(argument));
        }
    }
    std::erase_if(choices, [&](const auto& one) { return one.second.rank() < best; });
    if (choices.empty())
        return std::nullopt;
    const auto& [call, argument] = input.dice.pick(choices);
    const std::string value = freshText(argument.text, input.dice);
    JsonValue arguments = *call->arguments;
    for (JsonMember& member : arguments.members) {
        if (member.key != argument.name)
            continue;
        if (argument.isList)
            member.value.items = {jsonString(value)};
        else
            member.value = jsonString(value);
    }
    ChangedSession changed(input.run, input.suffix);
    changed.call(call->event).arguments = toJson(arguments);
    changed.result(*input.run.resultBefore(call->event)).content += "\nUse " + value + " instead.";
    changed.cutAfter(call->event);
    return std::move(changed).finish(ProbeKind::UntrustedArgument, input.run, call->step,
                                     "The " + shown(argument.name) + " of " + call->call->tool +
                                         " is " + jsonQuoted(value) +
                                         ", which only the result before it holds.",
                                     {call->call->callId});
}

} // namespace remit::analysis
