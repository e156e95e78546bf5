// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/impact/impact.h"

#include "core/analysis/impact/edited_policies.h"
#include "core/analysis/impact/in_parallel.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace remit::analysis {

namespace {

/// Calls that one thread takes at a time.
constexpr std::size_t kChunk = 512;
/// A gigabyte of memory at the most, either way.
constexpr std::size_t kMostTaped = 4'000'000;
constexpr std::size_t kMostKept = 200'000;

/// What the threads of one question share.
struct Question {
    const decision::Decider& before;
    const decision::Decider& after;
    const EditedPolicies& edited;
    const std::vector<KeptCall>& calls;
    const JobControl& control;
};

/// Some calls of the question: a stretch, or one session whose calls use up approvals.
struct Portion {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::vector<std::size_t> session; ///< in its order; empty: the stretch
};

std::vector<Portion> portionsOf(const std::vector<KeptCall>& calls)
{
    std::vector<Portion> portions;
    for (std::size_t begin = 0; begin < calls.size(); begin += kChunk)
        portions.push_back({begin, std::min(calls.size(), begin + kChunk), {}});
    std::map<std::uint32_t, std::vector<std::size_t>> sessions;
    for (std::size_t i = 0; i < calls.size(); ++i) {
        if (calls[i].usesApprovals)
            sessions[calls[i].session].push_back(i);
    }
    for (auto& [number, session] : sessions) {
        std::sort(session.begin(), session.end(), [&](std::size_t a, std::size_t b) {
            return calls[a].position < calls[b].position;
        });
        portions.push_back({0, 0, std::move(session)});
    }
    return portions;
}

struct Found {
    std::size_t number = 0; ///< of the call
    decision::Verdict before{};
    decision::Verdict after{};
    /// Where calls use up approvals; others are decided in full when they are listed.
    std::unique_ptr<CallChange> full;
};

struct Part {
    std::vector<Found> changes;
    std::size_t decided = 0;
};

/// Asks for one portion after the other; one for each thread.
class Asking {
public:
    explicit Asking(const Question& question) : m_question(question) {}

    /// Both rows of a call that was found.
    CallChange listed(Found found)
    {
        if (found.full)
            return std::move(*found.full);
        const KeptCall& call = m_question.calls[found.number];
        const decision::AuthorityContext& context = call.authority->context;
        return {inFull(m_question.before, call, context), inFull(m_question.after, call, context)};
    }

    Part ask(const Portion& portion)
    {
        m_part = {};
        for (std::size_t i = portion.begin; i < portion.end; ++i) {
            const KeptCall& call = m_question.calls[i];
            if (!call.usesApprovals && mayDiffer(call))
                askCall(i, call);
        }
        askSession(portion.session);
        return std::move(m_part);
    }

private:
    [[nodiscard]] bool differsFor(const KeptCall& call, const cedar::EntityUid& principal)
    {
        const cedar::EntityStore& entities = *m_question.before.setup().entities;
        statesOf(*m_question.edited.before, entities, call, principal, m_scratch, m_before);
        statesOf(*m_question.edited.after, entities, call, principal, m_scratch, m_after);
        return m_before != m_after;
    }

    [[nodiscard]] bool differsOn(const KeptCall& call, const decision::IndexedChain& chain)
    {
        return differsFor(call, chain.root()) ||
               std::any_of(chain.grants.begin(), chain.grants.end(),
                           [&](const auto* grant) { return differsFor(call, grant->to); });
    }

    /// May the verdict of the call differ? Where an entity is not known, policies are tried
    /// otherwise than here; facts of authority are not at hand here.
    [[nodiscard]] bool mayDiffer(const KeptCall& call)
    {
        if (!call.prepared.principalKnown || !call.prepared.resourceKnown)
            return true;
        if (m_question.edited.readsAuthority)
            return true;
        const decision::AuthorityPart& part = call.authority->part;
        if (part.nearest && part.nearest->chain != nullptr && differsOn(call, *part.nearest->chain))
            return true;
        return differsFor(call, call.request.principal) ||
               std::any_of(part.chains.begin(), part.chains.end(),
                           [&](const auto& chain) { return differsOn(call, *chain.chain); });
    }

    void askCall(std::size_t number, const KeptCall& call)
    {
        ++m_part.decided;
        const decision::AuthorityContext& context = call.authority->context;
        const decision::CallVerdict after = m_question.after.decide(
            call.recorded(), call.prepared, call.authority->part, context, m_scratch);
        if (after.verdict == call.verdict)
            return;
        m_part.changes.push_back({number, call.verdict, after.verdict, nullptr});
    }

    /// The row, as a replay of that timing has it.
    [[nodiscard]] decision::CallVerdict inFull(const decision::Decider& decider,
                                               const KeptCall& call,
                                               const decision::AuthorityContext& context)
    {
        return call.authority->frontLoaded
                   ? decider.decide(call.recorded(), call.prepared, call.authority->part, context,
                                    m_scratch)
                   : decider.decide(call.recorded(), call.prepared, context, m_scratch);
    }

    /// What earlier calls use up, later ones have not: all are decided, under both.
    void askSession(const std::vector<std::size_t>& session)
    {
        ApprovalsLeft leftBefore;
        ApprovalsLeft leftAfter;
        for (const std::size_t i : session) {
            const KeptCall& call = m_question.calls[i];
            ++m_part.decided;
            const decision::AuthorityContext& all = call.authority->context;
            CallChange change{inFull(m_question.before, call, leftBefore.at(all)),
                              inFull(m_question.after, call, leftAfter.at(all))};
            leftBefore.settle(change.before);
            leftAfter.settle(change.after);
            if (change.before.verdict != change.after.verdict)
                m_part.changes.push_back({i, change.before.verdict, change.after.verdict,
                                          std::make_unique<CallChange>(std::move(change))});
        }
    }

    const Question& m_question;
    cedar::Scratch m_scratch;
    PolicyStates m_before;
    PolicyStates m_after;
    Part m_part;
};

std::vector<Part> askAll(const Question& question)
{
    const std::vector<Portion> portions = portionsOf(question.calls);
    std::vector<Part> parts(portions.size());
    inParallel(parts.size(), question.control, [&] {
        return [&, asking = Asking(question)](std::size_t i) mutable {
            parts[i] = asking.ask(portions[i]);
        };
    });
    return parts;
}

/// All changes are counted, the first listed, in the order of the calls.
void gather(std::vector<Part> parts, const Question& question, std::size_t mostListed,
            Impact& impact)
{
    std::vector<Found> changes;
    for (Part& part : parts) {
        impact.decided += part.decided;
        std::move(part.changes.begin(), part.changes.end(), std::back_inserter(changes));
    }
    for (const Found& found : changes)
        impact.counts.add(changeKind(found.before, found.after));
    std::sort(changes.begin(), changes.end(),
              [](const Found& a, const Found& b) { return a.number < b.number; });
    impact.changes.resize(std::min(changes.size(), mostListed));
    inParallel(impact.changes.size(), question.control, [&] {
        return [&, asking = Asking(question)](std::size_t i) mutable {
            impact.changes[i] = asking.listed(std::move(changes[i]));
        };
    });
}

} // namespace

ImpactAnalysis::ImpactAnalysis(std::shared_ptr<const decision::Setup> baseline,
                               std::shared_ptr<const replay::EventSource> source)
    : m_decider(std::move(baseline))
    , m_source(std::move(source))
    , m_factsRevision(factsRevision(m_decider.setup()))
{}

Result<std::shared_ptr<const ImpactAnalysis>>
ImpactAnalysis::prepare(std::shared_ptr<const decision::Setup> baseline,
                        std::shared_ptr<const replay::EventSource> source,
                        const JobControl& control, replay::Timing timing)
{
    std::shared_ptr<ImpactAnalysis> analysis(
        new ImpactAnalysis(std::move(baseline), std::move(source)));
    const decision::Decider& decider = analysis->m_decider;
    if (decider.looksAtAuthority()) {
        auto calls = recordedCalls(decider, *analysis->m_source, timing, control);
        if (!calls)
            return tl::unexpected<Error>(calls.error());
        analysis->m_calls = std::move(*calls);
    } else {
        auto taped = tapeCalls(decider, *analysis->m_source, control);
        if (!taped)
            return tl::unexpected<Error>(taped.error());
        analysis->m_taped = std::move(*taped);
    }
    return analysis;
}

std::size_t ImpactAnalysis::mostCalls(const decision::Setup& setup)
{
    return setup.authority == decision::Authority::Modelled ? kMostKept : kMostTaped;
}

std::size_t ImpactAnalysis::tapeBytes() const
{
    return std::accumulate(
        m_taped.tapes.begin(), m_taped.tapes.end(), std::size_t{0},
        [](std::size_t sum, const std::string& tape) { return sum + tape.capacity(); });
}

Result<Impact> ImpactAnalysis::of(std::shared_ptr<const decision::Setup> edited,
                                  const JobControl& control, std::size_t mostListed) const
{
    const decision::Setup& before = m_decider.setup();
    if (before.schema != edited->schema || before.entities != edited->entities ||
        m_factsRevision != factsRevision(*edited))
        return failure(ErrorCode::Usage, "The edit changes the facts of the recorded calls.",
                       "Replay the traces again.");
    const EditedPolicies policies = editedPolicies(before, *edited);
    Impact impact;
    impact.policies = policies.ids;
    impact.calls = calls();
    if (policies.ids.empty())
        return impact;
    // What was kept of authority points into the objects of the baseline; these are the same.
    auto decided = std::make_shared<decision::Setup>(*edited);
    decided->registry = before.registry;
    const decision::Decider after(std::move(decided));
    if (after.looksAtAuthority() && !m_decider.looksAtAuthority())
        return failure(ErrorCode::Usage,
                       "The edit makes verdicts depend on what the traces say about authority.",
                       "Replay the traces again.");
    if (m_decider.looksAtAuthority()) {
        const Question question{m_decider, after, policies, m_calls, control};
        gather(askAll(question), question, mostListed, impact);
    } else {
        impact.decided = m_taped.calls;
        auto changed = changedVerdicts(m_taped, after, control);
        for (const ChangedVerdict& one : changed)
            impact.counts.add(changeKind(one.before, one.after));
        changed.resize(std::min(changed.size(), mostListed));
        auto changes = changesInFull(changed, m_decider, after, *m_source, control);
        if (!changes)
            return tl::unexpected<Error>(changes.error());
        impact.changes = std::move(*changes);
    }
    if (control.cancelled())
        return failure(ErrorCode::Cancelled, "The question was withdrawn.");
    return impact;
}

} // namespace remit::analysis
