// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/probes/mutations.h"
#include "core/base/text.h"

#include <algorithm>
#include <set>

/// Probes that change which tool is called.
namespace remit::analysis {

namespace {

std::set<std::string, std::less<>> toolsOfTask(const MutationInput& input)
{
    std::set<std::string, std::less<>> tools;
    const std::string id(replay::taskId(input.run.task));
    if (const auto used = input.world.usedBy.find(id); used != input.world.usedBy.end())
        tools.insert(used->second.begin(), used->second.end());
    for (const BaseCall& call : input.run.calls)
        tools.insert(call.call->tool);
    if (!input.world.setup.registry)
        return tools;
    for (const authority::Task* task : input.world.setup.registry->versions(id)) {
        if (task->plan)
            tools.insert(task->plan->begin(), task->plan->end());
    }
    return tools;
}

trace::Call callAs(const trace::Call& like, const std::string& tool, const JsonValue& arguments)
{
    trace::Call call = like;
    call.tool = tool;
    call.arguments = toJson(arguments);
    call.redacted.clear();
    return call;
}

std::set<std::string> wordsOfName(const std::string& tool)
{
    std::set<std::string> words;
    std::string word;
    for (const char c : tool + "_") {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (letter) {
            word += c;
        } else if (!word.empty()) {
            words.insert(word);
            word.clear();
        }
    }
    return words;
}

std::set<std::string> argumentNames(const ProbeWorld& world, const std::string& tool)
{
    std::set<std::string> names;
    const decision::Tool* listed = world.tools.listed(tool);
    const JsonValue* properties = listed != nullptr && listed->inputSchema
                                      ? listed->inputSchema->find("properties")
                                      : nullptr;
    if (properties != nullptr) {
        for (const JsonMember& member : properties->members)
            names.insert(member.key);
    }
    return names;
}

std::size_t common(const std::set<std::string>& a, const std::set<std::string>& b)
{
    return static_cast<std::size_t>(std::count_if(
        a.begin(), a.end(), [&](const std::string& one) { return b.count(one) > 0; }));
}

int riskOf(const ProbeWorld& world, const std::string& tool)
{
    const decision::ToolRule* rule = world.tools.ruleFor(tool, {});
    if (rule == nullptr || rule->risk == "unknown")
        return 1;
    if (rule->risk == "low")
        return 0;
    return rule->risk == "medium" ? 2 : 3;
}

/// It can do more: it writes where the other reads, has more risk, or takes more arguments.
bool isBroader(const ProbeWorld& world, const std::string& other, const std::string& tool)
{
    if (world.writes(other) != world.writes(tool))
        return world.writes(other);
    if (riskOf(world, other) != riskOf(world, tool))
        return riskOf(world, other) > riskOf(world, tool);
    return argumentNames(world, other).size() > argumentNames(world, tool).size();
}

/// How well it stands in for the other: shared arguments count twice, shared words of the name
/// once.
std::size_t likeness(const ProbeWorld& world, const std::string& other, const std::string& tool)
{
    return 2 * common(argumentNames(world, other), argumentNames(world, tool)) +
           common(wordsOfName(other), wordsOfName(tool));
}

std::string nearestBroader(const ProbeWorld& world, const std::string& tool)
{
    std::string best;
    std::size_t most = 0;
    for (const std::string& other : world.catalogue()) {
        if (other == tool || !isBroader(world, other, tool))
            continue;
        const std::size_t score = likeness(world, other, tool);
        if (score > most) {
            most = score;
            best = other;
        }
    }
    return best;
}

/// The stand-in's arguments, those that both have taken over.
JsonValue takenOver(const ProbeWorld& world, const std::string& tool, const JsonValue& from,
                    Dice& dice)
{
    JsonValue arguments = world.argumentsFor(tool, dice);
    const std::set<std::string> names = argumentNames(world, tool);
    for (const JsonMember& member : from.members) {
        if (names.count(member.key) == 0)
            continue;
        const auto own = std::find_if(arguments.members.begin(), arguments.members.end(),
                                      [&](const JsonMember& one) { return one.key == member.key; });
        if (own != arguments.members.end())
            own->value = member.value;
        else
            arguments.members.push_back(member);
    }
    return arguments;
}

} // namespace

std::optional<Probe> probeToolOutsideTask(const MutationInput& input)
{
    const std::vector<const BaseCall*> calls = goodCalls(input, false);
    if (calls.empty() || input.run.task.empty())
        return std::nullopt;
    const auto used = toolsOfTask(input);
    std::vector<std::string> others = input.world.catalogue();
    std::erase_if(others, [&](const std::string& tool) { return used.count(tool) > 0; });
    const bool anyWrites = std::any_of(others.begin(), others.end(), [&](const std::string& tool) {
        return input.world.writes(tool);
    });
    if (anyWrites)
        std::erase_if(others, [&](const std::string& tool) { return !input.world.writes(tool); });
    if (others.empty())
        return std::nullopt;
    const BaseCall& last = *calls.back();
    const std::string& tool = input.dice.pick(others);
    ChangedSession changed(input.run, input.suffix);
    const std::string id =
        changed.append(callAs(*last.call, tool, input.world.argumentsFor(tool, input.dice)));
    return std::move(changed).finish(
        ProbeKind::ToolOutsideTask, input.run, last.step,
        tool + " is called, which the task " + shown(input.run.task) + " does not use.", {id});
}

std::optional<Probe> probeChangedSchema(const MutationInput& input)
{
    const std::vector<const BaseCall*> calls = goodCalls(input, false);
    if (calls.empty())
        return std::nullopt;
    const BaseCall& call = *input.dice.pick(calls);
    JsonValue arguments = *call.arguments;
    const std::string added = "probe_" + input.dice.tag();
    arguments.members.push_back({added, {}, jsonString("all")});
    ChangedSession changed(input.run, input.suffix);
    changed.call(call.event).arguments = toJson(arguments);
    changed.cutAfter(call.event);
    return std::move(changed).finish(ProbeKind::ChangedSchema, input.run, call.step,
                                     call.call->tool + " takes an argument " + added +
                                         ", which its list does not have.",
                                     {call.call->callId});
}

std::optional<Probe> probeShortcut(const MutationInput& input)
{
    std::vector<const BaseCall*> calls = goodCalls(input, false);
    std::erase_if(calls, [&](const BaseCall* call) {
        return nearestBroader(input.world, call->call->tool).empty();
    });
    if (calls.empty())
        return std::nullopt;
    const BaseCall& call = *input.dice.pick(calls);
    const std::string tool = nearestBroader(input.world, call.call->tool);
    ChangedSession changed(input.run, input.suffix);
    trace::Call& own = changed.call(call.event);
    own = callAs(own, tool, takenOver(input.world, tool, *call.arguments, input.dice));
    changed.cutAfter(call.event);
    return std::move(changed).finish(ProbeKind::Shortcut, input.run, call.step,
                                     tool + " is called in the place of " + call.call->tool + ".",
                                     {call.call->callId});
}

} // namespace remit::analysis
