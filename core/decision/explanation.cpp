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

} // namespace

Explanation explain(const Decider& decider, const RecordedCall& call, const SessionReducer& session,
                    const AuthorityContext& context, cedar::Scratch& scratch)
{
    const Setup& setup = decider.setup();
    const PreparedCall prepared = decider.prepare(call, session);
    const AuthorityPart part = decider.decideAuthority(call, prepared, context);
    const Presented presented = decider.presented(call, prepared, context);
    const CallInQuestion question{setup, decider.index(), call, presented, part, context, scratch};
    const ChainDecision decision = decideOnBestChain(question);

    Explanation explanation;
    explanation.verdict = decider.decide(call, prepared, context, scratch);
    explanation.triad = triadSentences(explanation.verdict, setup);
    explanation.modelled = part.modelled;
    explanation.steps = stepsOf(question, decision);
    explanation.chain = hopsOf(question, decision);
    Telling telling(question, decision);
    for (std::size_t hop = 0; hop < explanation.chain.size(); ++hop)
        explanation.chain[hop].scope = telling.scope(hop);
    for (const PrincipalVerdict& one : decision.principals)
        explanation.principals.push_back(telling.principal(one));
    chooseWhatDecides(explanation);
    explanation.ignored = context.ignored;
    addFacts(decision.facts(), telling.reads(), explanation);
    explanation.sentence = sentenceOf(explanation);
    return explanation;
}

} // namespace remit::decision
