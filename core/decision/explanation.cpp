// SPDX-License-Identifier: Apache-2.0
#include "core/decision/explanation.h"

#include "core/decision/assemble.h"
#include "core/decision/evaluation_story.h"
#include "core/decision/explanation_steps.h"
#include "core/decision/messages.h"
#include "core/decision/policy_part.h"

#include <algorithm>

namespace remit::decision {

namespace {

using Reads = std::vector<cedar::ContextPath>;

/// One row for each member; records are opened, so that a row is what a policy can name.
void addRows(const cedar::Value& value, cedar::ContextPath& path, const Reads& reads,
             const Facts& facts, std::vector<FactRow>& rows)
{
    if (std::find(facts.unknown.begin(), facts.unknown.end(), path) != facts.unknown.end())
        return; // it has a row of its own
    if (value.is(cedar::ValueKind::Record) && !value.asRecord().empty()) {
        for (const auto& [name, member] : value.asRecord()) {
            path.push_back(name);
            addRows(member, path, reads, facts, rows);
            path.pop_back();
        }
        return;
    }
    const bool read =
        std::any_of(reads.begin(), reads.end(), [&](const auto& one) { return needs(one, path); });
    rows.push_back({factName(path), toText(value), true, read});
}

void addFacts(const Facts& facts, const Reads& reads, Explanation& explanation)
{
    for (const auto& [name, value] : facts.context.asRecord()) {
        cedar::ContextPath path{name};
        addRows(value, path, reads, facts,
                name == "input" ? explanation.arguments : explanation.facts);
    }
    for (const cedar::ContextPath& path : facts.unknown) {
        const bool read = std::any_of(reads.begin(), reads.end(),
                                      [&](const auto& one) { return needs(one, path); });
        std::vector<FactRow>& rows =
            path.front() == "input" ? explanation.arguments : explanation.facts;
        rows.push_back({factName(path), {}, false, read});
    }
}

/// Tells all evaluations of one decision, on the one context of its chain.
class Telling {
public:
    Telling(const CallInQuestion& call, const ChainDecision& decision)
        : m_call(call)
        , m_decision(decision)
        , m_question{{{},
                      call.presented.prepared.action,
                      call.presented.prepared.resource,
                      decision.facts().context},
                     true,
                     call.presented.prepared.resourceKnown,
                     &decision.facts().unknown}
    {}

    EvaluationStory scope(std::size_t hop)
    {
        const IndexedChain& chain = *m_decision.counting.chain;
        const GrantScope* scope = chain.scopes[hop];
        m_question.request.principal = chain.grants[hop]->to;
        m_question.principalKnown = true;
        EvaluationStory none;
        none.principal = toText(chain.grants[hop]->to);
        none.state = StepState::Fails;
        if (scope == nullptr)
            return none;
        return tell({scope->program.get(), &m_call.setup, scope, chain.grants[hop]->id},
                    *m_call.setup.entities, m_question, m_reads, m_call.scratch);
    }

    EvaluationStory principal(const PrincipalVerdict& verdict)
    {
        const bool isAgent = &verdict == &m_decision.principals.back();
        m_question.request.principal = verdict.principal;
        m_question.principalKnown = !isAgent || m_call.presented.prepared.principalKnown;
        if (verdict.assumed) {
            EvaluationStory assumed;
            assumed.principal = toText(verdict.principal);
            assumed.assumed = true;
            return assumed;
        }
        return tell(StorySource::workspace(m_call.setup), *m_call.setup.entities, m_question,
                    m_reads, m_call.scratch);
    }

    [[nodiscard]] const Reads& reads() const { return m_reads; }

private:
    const CallInQuestion& m_call;
    const ChainDecision& m_decision;
    Question m_question;
    Reads m_reads;
};

void append(const std::vector<PolicyStory>& more, std::vector<PolicyStory>& list)
{
    for (const PolicyStory& story : more) {
        const bool told = std::any_of(list.begin(), list.end(), [&](const PolicyStory& other) {
            return other.id == story.id && other.file == story.file;
        });
        if (!told)
            list.push_back(story);
    }
}

/// The first evaluation that fails, else the first that is unknown, else the agent's.
const EvaluationStory& speaking(const Explanation& explanation)
{
    std::vector<const EvaluationStory*> all;
    for (const HopStory& hop : explanation.chain)
        all.push_back(&hop.scope);
    for (const EvaluationStory& one : explanation.principals)
        all.push_back(&one);
    for (const StepState state : {StepState::Fails, StepState::Unknown}) {
        for (const EvaluationStory* one : all) {
            if (one->state == state)
                return *one;
        }
    }
    return *all.back();
}

void chooseWhatDecides(Explanation& explanation)
{
    const EvaluationStory& speaker = speaking(explanation);
    explanation.deciding = speaker.deciding;
    explanation.nearest = speaker.nearest;
    for (const HopStory& hop : explanation.chain) {
        append(hop.scope.setAside, explanation.setAside);
        append(hop.scope.skipped, explanation.skipped);
    }
    for (const EvaluationStory& one : explanation.principals) {
        append(one.setAside, explanation.setAside);
        append(one.skipped, explanation.skipped);
    }
}

ModesStory modesOf(const ReplayStory& replay)
{
    ModesStory modes{replay.consequential, replay.frontLoaded, replay.stoppedBy, {}, {}};
    if (replay.first != nullptr) {
        modes.authorityRun = replay.first->call.event->run;
        modes.authorityStep = replay.first->call.step;
    }
    return modes;
}

/// The verdict that the replay gave.
CallVerdict verdictOf(const Decider& decider, const RecordedCall& call,
                      const PreparedCall& prepared, const AuthorityContext& context,
                      cedar::Scratch& scratch, const ReplayStory& replay)
{
    if (replay.stoppedBy)
        return decider.unreachable(call, prepared);
    if (replay.first != nullptr)
        return decider.decide(call, prepared, replay.first->part, context, scratch);
    return decider.decide(call, prepared, context, scratch);
}

/// The eight steps, the chain and the policies of a call that was decided.
void tellDecision(const Decider& decider, const CallInQuestion& question,
                  const ChainDecision& decision, const ReplayStory& replay,
                  Explanation& explanation)
{
    explanation.steps = stepsOf(question, decision);
    const FirstCall* first = replay.first.get();
    explanation.chain =
        hopsOf(first == nullptr ? question.presented
                                : decider.presented(first->call, first->prepared, first->authority),
               decision);
    Telling telling(question, decision);
    for (std::size_t hop = 0; hop < explanation.chain.size(); ++hop)
        explanation.chain[hop].scope = telling.scope(hop);
    for (const PrincipalVerdict& one : decision.principals)
        explanation.principals.push_back(telling.principal(one));
    chooseWhatDecides(explanation);
    addFacts(decision.facts(), telling.reads(), explanation);
}

} // namespace

Explanation explain(const Decider& decider, const RecordedCall& call, const SessionReducer& session,
                    const AuthorityContext& context, cedar::Scratch& scratch,
                    const ReplayStory& replay)
{
    const Setup& setup = decider.setup();
    const PreparedCall prepared = decider.prepare(call, session);
    const AuthorityPart part = replay.first == nullptr
                                   ? decider.decideAuthority(call, prepared, context)
                                   : replay.first->part;
    const Presented presented = decider.presented(call, prepared, context);
    const CallInQuestion question{setup, decider.index(), call, presented, part, context, scratch};
    const ChainDecision decision = decideOnBestChain(question);

    Explanation explanation;
    explanation.verdict = verdictOf(decider, call, prepared, context, scratch, replay);
    explanation.modes = modesOf(replay);
    explanation.triad = triadSentences(explanation.verdict, setup);
    if (replay.stoppedBy) {
        addFacts(decision.facts(), {}, explanation);
    } else {
        explanation.modelled = part.modelled;
        tellDecision(decider, question, decision, replay, explanation);
    }
    explanation.ignored = context.ignored;
    explanation.sentence = sentenceOf(explanation);
    return explanation;
}

} // namespace remit::decision
