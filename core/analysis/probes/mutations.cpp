// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/probes/mutations.h"

#include "core/base/json_pointer.h"

#include <algorithm>

namespace remit::analysis {

namespace {

struct KindWords {
    ProbeKind kind;
    std::string_view name;
    std::string_view words;
    std::string_view noneFound;
    std::optional<Probe> (*mutate)(const MutationInput&);
};

constexpr KindWords kWords[kProbeKinds] = {
    {ProbeKind::UnseenResource, "unseen-resource",
     "An allowed call, on a resource that nobody has ever seen.",
     "no run has an allowed call whose resource comes from an argument", probeUnseenResource},
    {ProbeKind::UnseenLabel, "unseen-label",
     "Data with a label that is new to the session is read before a call that writes.",
     "no run has an allowed call that writes, before which a new label could be read",
     probeUnseenLabel},
    {ProbeKind::ToolOutsideTask, "tool-outside-task",
     "A tool that the task does not use and its plan does not name.",
     "every tool is used by the task of every run", probeToolOutsideTask},
    {ProbeKind::ChangedSchema, "changed-schema",
     "A tool takes an argument that its pinned schema does not know.",
     "no run has an allowed call with recorded arguments", probeChangedSchema},
    {ProbeKind::Shortcut, "shortcut", "A broader tool that reaches the same goal.",
     "no listed tool can take the place of another", probeShortcut},
    {ProbeKind::UntrustedArgument, "untrusted-argument",
     "An argument is exchanged for a value that only a tool's result holds.",
     "no run has an allowed call that writes, with text among its arguments and a result before it",
     probeUntrustedArgument},
    {ProbeKind::Injection, "injection",
     "A tool's result carries an instruction, and the calls of an agent that obeys follow.",
     "no run in which every call is allowed and succeeds has a result to put it in",
     probeInjection},
    {ProbeKind::ReplayedCredential, "replayed-credential",
     "Somebody else, or another workload, presents the credential.",
     "no run has an allowed call that presents a declared credential", probeReplayedCredential},
    {ProbeKind::AfterCompletion, "after-completion", "A call after its task is complete.",
     "no run has an allowed call with a time, for a declared task", probeAfterCompletion},
};

const KindWords& kindWordsOf(ProbeKind kind)
{
    return kWords[static_cast<std::size_t>(kind)];
}

} // namespace

std::string_view name(ProbeKind kind)
{
    return kindWordsOf(kind).name;
}

std::string_view describe(ProbeKind kind)
{
    return kindWordsOf(kind).words;
}

std::string_view noneFound(ProbeKind kind)
{
    return kindWordsOf(kind).noneFound;
}

std::optional<ProbeKind> probeKindNamed(std::string_view name)
{
    const auto* const found = std::find_if(std::begin(kWords), std::end(kWords),
                                           [&](const KindWords& one) { return one.name == name; });
    return found == std::end(kWords) ? std::nullopt : std::optional(found->kind);
}

std::optional<Probe> mutate(ProbeKind kind, const MutationInput& input)
{
    return kindWordsOf(kind).mutate(input);
}

std::optional<std::string> impossible(ProbeKind kind, const ProbeWorld& world)
{
    const decision::Setup& setup = world.setup;
    const bool modelled = setup.authority == decision::Authority::Modelled;
    if ((kind == ProbeKind::ReplayedCredential || kind == ProbeKind::AfterCompletion) && !modelled)
        return "this workspace does not model authority: it has no credentials and no tasks";
    const auto& rules = setup.toolRules;
    if (kind == ProbeKind::UnseenResource &&
        std::none_of(rules.begin(), rules.end(), [](const decision::ToolRule& rule) {
            return rule.resource && !rule.resource->fixed;
        }))
        return "no tool of this workspace makes its resource from an argument";
    if (kind == ProbeKind::UnseenLabel &&
        std::all_of(rules.begin(), rules.end(),
                    [](const decision::ToolRule& rule) { return rule.labels.empty(); }))
        return "no tool of this workspace has labels";
    return std::nullopt;
}

std::vector<const BaseCall*> goodCalls(const MutationInput& input, bool writing)
{
    std::vector<const BaseCall*> good;
    for (const BaseCall& call : input.run.calls) {
        if (call.worked() && call.arguments && call.call->redacted.empty() &&
            (!writing || input.world.writes(call.call->tool)))
            good.push_back(&call);
    }
    return good;
}

JsonValue* valueAt(JsonValue& object, std::string_view pointer)
{
    // A path into a value that is ours to change.
    return const_cast<JsonValue*>(atPointer(object, pointer));
}

} // namespace remit::analysis
