// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/impact/impact.h"

#include "core/analysis/impact/edited_policies.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace remit::analysis {

namespace {

/// Calls that one thread takes at a time.
constexpr std::size_t kChunk = 512;

/// What the threads of one question share.
struct Question {
    const decision::Decider& before;
    const decision::Decider& after;
    const EditedPolicies& edited;
    const std::vector<KeptCall>& calls;
};

/// May the verdict of the call differ? Where an entity is not known, policies are tried otherwise
/// than here.
bool mayDiffer(const Question& question, const KeptCall& call, cedar::Scratch& scratch,
               PolicyStates& before, PolicyStates& after)
{
    if (!call.prepared.principalKnown || !call.prepared.resourceKnown)
        return true;
    const cedar::EntityStore& entities = *question.before.setup().entities;
    statesOf(*question.edited.before, entities, call, scratch, before);
    statesOf(*question.edited.after, entities, call, scratch, after);
    return before != after;
}

struct Part {
    std::vector<CallChange> changes;
    std::size_t decided = 0;
};

Part askChunk(const Question& question, std::size_t begin, std::size_t end, cedar::Scratch& scratch)
{
    Part part;
    PolicyStates before;
    PolicyStates after;
    for (std::size_t i = begin; i < end; ++i) {
        const KeptCall& call = question.calls[i];
        if (!mayDiffer(question, call, scratch, before, after))
            continue;
        ++part.decided;
        CallChange change{question.before.decide(call.recorded(), call.prepared, scratch),
                          question.after.decide(call.recorded(), call.prepared, scratch)};
        if (change.before.verdict != change.after.verdict)
            part.changes.push_back(std::move(change));
    }
    return part;
}

} // namespace

std::size_t Impact::count(ChangeKind kind) const
{
    return static_cast<std::size_t>(std::count_if(
        changes.begin(), changes.end(), [&](const auto& change) { return change.kind() == kind; }));
}

ImpactAnalysis::ImpactAnalysis(std::shared_ptr<const decision::Setup> baseline)
    : m_decider(std::move(baseline))
{}

Result<std::shared_ptr<const ImpactAnalysis>>
ImpactAnalysis::prepare(std::shared_ptr<const decision::Setup> baseline,
                        const replay::EventSource& source, const JobControl& control)
{
    std::shared_ptr<ImpactAnalysis> analysis(new ImpactAnalysis(std::move(baseline)));
    Result<std::vector<KeptCall>> calls = recordedCalls(analysis->m_decider, source, control);
    if (!calls)
        return tl::unexpected<Error>(calls.error());
    analysis->m_calls = std::move(*calls);
    return analysis;
}

Result<Impact> ImpactAnalysis::of(std::shared_ptr<const decision::Setup> edited,
                                  const JobControl& control) const
{
    const decision::Setup& before = m_decider.setup();
    const decision::Decider after(edited);
    if (m_decider.looksAtAuthority() || after.looksAtAuthority())
        return failure(ErrorCode::Usage, "Verdicts depend on what the traces say about authority.",
                       "Compare two replays.");
    if (!sharesFacts(before, *edited))
        return failure(ErrorCode::Usage, "The edit changes the facts of the recorded calls.",
                       "Replay the traces again.");
    const EditedPolicies policies = editedPolicies(before, *edited);
    Impact impact;
    impact.policies = policies.ids;
    impact.calls = m_calls.size();
    if (policies.ids.empty())
        return impact;
    const Question question{m_decider, after, policies, m_calls};
    std::vector<Part> parts((m_calls.size() + kChunk - 1) / kChunk);
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        cedar::Scratch scratch;
        for (std::size_t i = next++; i < parts.size() && !control.cancelled(); i = next++)
            parts[i] =
                askChunk(question, i * kChunk, std::min(m_calls.size(), (i + 1) * kChunk), scratch);
    };
    {
        std::vector<std::jthread> threads;
        const unsigned machine = std::max(1U, std::thread::hardware_concurrency());
        for (std::size_t i = 1; i < std::min<std::size_t>(machine, parts.size()); ++i)
            threads.emplace_back(work);
        work();
    }
    if (control.cancelled())
        return failure(ErrorCode::Cancelled, "The question was withdrawn.");
    for (Part& part : parts) {
        impact.decided += part.decided;
        std::move(part.changes.begin(), part.changes.end(), std::back_inserter(impact.changes));
    }
    return impact;
}

} // namespace remit::analysis
