// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/mining/task_profile.h"

#include <algorithm>
#include <set>

namespace remit::analysis {
namespace {

std::string commonPrefix(const std::string& a, const std::string& b)
{
    const auto end = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first;
    return {a.begin(), end};
}

void addString(ArgumentEvidence& evidence, const std::string& text)
{
    evidence.prefix = evidence.calls == 1 ? text : commonPrefix(evidence.prefix, text);
    if (evidence.strings.contains(text) || evidence.strings.size() < ArgumentEvidence::kDistinct)
        ++evidence.strings[text];
    else
        evidence.manyStrings = true;
}

void addInteger(ArgumentEvidence& evidence, std::int64_t value)
{
    if (!evidence.least || value < *evidence.least)
        evidence.least = value, evidence.atLeast = 0;
    if (!evidence.most || value > *evidence.most)
        evidence.most = value, evidence.atMost = 0;
    evidence.atLeast += value == *evidence.least ? 1 : 0;
    evidence.atMost += value == *evidence.most ? 1 : 0;
}

void addValue(ArgumentEvidence& evidence, const JsonValue& value)
{
    ++evidence.calls;
    const auto integer = value.isNumber() ? value.asInt64() : std::nullopt;
    evidence.onlyStrings &= value.isString();
    evidence.onlyIntegers &= integer.has_value();
    if (value.isString())
        addString(evidence, value.text);
    if (integer)
        addInteger(evidence, *integer);
}

bool isRedacted(const ObservedCall& call, const std::string& argument)
{
    return std::any_of(call.redacted.begin(), call.redacted.end(), [&](const auto& pointer) {
        const std::string own = "/" + argument;
        return pointer.empty() || pointer == own || pointer.starts_with(own + "/");
    });
}

void addArgument(ActionEvidence& action, const ObservedCall& call, const JsonMember& member)
{
    ArgumentEvidence& evidence = action.arguments[member.key];
    if (isRedacted(call, member.key)) {
        ++evidence.redacted;
        return;
    }
    addValue(evidence, member.value);
    const auto sources = call.sources.find(member.key);
    if (sources == call.sources.end())
        return;
    ++evidence.withSources;
    if (evidence.sources.contains(sources->second) ||
        evidence.sources.size() < ArgumentEvidence::kDistinct)
        ++evidence.sources[sources->second];
}

/// One task while its calls are counted.
struct Counting {
    TaskProfile profile;
    std::set<std::string> runs;
    std::map<std::string, std::pair<ActionEvidence, std::set<std::string>>> actions;
};

void addEvidence(Counting& counting, const ObservedCall& call)
{
    auto& [evidence, runs] = counting.actions[call.verdict.action];
    evidence.action = call.verdict.action;
    ++evidence.calls;
    runs.insert(call.verdict.run);
    ++evidence.resources[call.verdict.resource];
    if (!call.arguments) {
        ++evidence.argumentsNotRecorded;
        return;
    }
    for (const JsonMember& member : call.arguments->members)
        if (!member.value.isNull())
            addArgument(evidence, call, member);
}

void addNotAllowed(TaskProfile& profile, decision::Verdict verdict)
{
    ++profile.notAllowed;
    profile.undecidable += verdict == decision::Verdict::Undecidable ? 1 : 0;
}

void count(Counting& counting, const ObservedCall& call)
{
    counting.runs.insert(call.verdict.run);
    ++counting.profile.calls;
    if (!call.succeeded)
        ++counting.profile.withoutResult;
    else if (!*call.succeeded)
        ++counting.profile.failed;
    else if (call.verdict.verdict != decision::Verdict::Allow)
        addNotAllowed(counting.profile, call.verdict.verdict);
    else
        addEvidence(counting, call);
}

TaskProfile finished(Counting counting)
{
    TaskProfile profile = std::move(counting.profile);
    profile.runs = static_cast<std::int64_t>(counting.runs.size());
    for (auto& [action, evidence] : counting.actions) {
        evidence.first.runs = static_cast<std::int64_t>(evidence.second.size());
        profile.actions.push_back(std::move(evidence.first));
    }
    return profile;
}

} // namespace

std::vector<TaskProfile> taskProfiles(const std::vector<ObservedCall>& calls)
{
    std::map<std::string, Counting> tasks;
    for (const ObservedCall& call : calls) {
        if (call.task.empty())
            continue;
        Counting& counting = tasks[call.task];
        counting.profile.task = call.task;
        count(counting, call);
    }
    std::vector<TaskProfile> profiles;
    for (auto& [task, counting] : tasks)
        profiles.push_back(finished(std::move(counting)));
    return profiles;
}

std::vector<GrantProfile> grantProfiles(const std::vector<ObservedCall>& calls)
{
    std::map<std::string, Counting> grants;
    for (const ObservedCall& call : calls) {
        for (const std::string& grant : call.verdict.chain) {
            grants[grant].profile.task = call.task;
            count(grants[grant], call);
        }
    }
    std::vector<GrantProfile> profiles;
    for (auto& [grant, counting] : grants)
        profiles.push_back({grant, finished(std::move(counting))});
    return profiles;
}

} // namespace remit::analysis
