// SPDX-License-Identifier: Apache-2.0
#include "core/decision/decide.h"

#include "core/base/text.h"
#include "core/cedar/engine/observer.h"
#include "core/cedar/syntax/parser.h"
#include "core/decision/assemble.h"
#include "core/decision/authority_facts.h"
#include "core/decision/index.h"
#include "core/decision/policy_part.h"
#include "core/decision/steps/authority_steps.h"
#include "core/decision/steps/chain.h"
#include "core/decision/steps/request.h"

#include <algorithm>
#include <utility>

namespace remit::decision {

namespace {

std::optional<std::string> textOf(const trace::Field& own, const trace::Field* ofRun)
{
    const trace::Field& field = ownOrRun(own, ofRun);
    return field.isPresent() ? std::optional(field.text) : std::nullopt;
}

/// What the trace says about the call, whatever is decided.
CallVerdict recordedPart(const Setup& setup, const RecordedCall& recorded,
                         const PreparedCall& prepared)
{
    const trace::Call& call = recorded.call();
    const trace::RunStart* start = recorded.start;
    CallVerdict verdict;
    verdict.run = recorded.event->run;
    verdict.session = recorded.event->session;
    verdict.step = recorded.step;
    verdict.call = call.callId;
    verdict.time = recorded.event->time;
    if (prepared.principalKnown)
        verdict.agent = toText(prepared.principal);
    if (start != nullptr && start->onBehalfOf.isPresent()) {
        const auto& humans = setup.types.humans;
        verdict.onBehalfOf =
            toText(principalOf(start->onBehalfOf.text, humans.empty() ? "User" : humans.front()));
    }
    verdict.credential = textOf(call.credential, start == nullptr ? nullptr : &start->credential);
    verdict.workload = textOf(call.workload, start == nullptr ? nullptr : &start->workload);
    verdict.task = textOf(call.task, start == nullptr ? nullptr : &start->task);
    verdict.tool = call.tool;
    verdict.action = toText(prepared.action);
    if (prepared.resourceKnown)
        verdict.resource = toText(prepared.resource);
    verdict.notes = prepared.notes;
    return verdict;
}

bool isVerified(const Setup& setup, const trace::RunStart* start)
{
    if (start == nullptr)
        return false;
    return std::any_of(setup.verifiedSources.begin(), setup.verifiedSources.end(),
                       [&](const std::string& source) {
                           return source == start->format || globMatches(source, start->file);
                       });
}

void addOffPlan(const Presented& presented, const AuthorityPart& part, CallVerdict& verdict)
{
    const authority::Task* task = part.task ? presented.registry.task(*part.task) : nullptr;
    if (task != nullptr && !isOnPlan(*task, presented.tool))
        verdict.notes.emplace_back("off-plan");
}

} // namespace

cedar::EntityUid principalOf(std::string_view recorded, std::string_view defaultType)
{
    const bool named = recorded.find('"') != std::string_view::npos; // as the id of each uid
    if (auto uid = named ? cedar::parseEntityUid(recorded) : std::nullopt)
        return *std::move(uid);
    return {std::string(defaultType), std::string(recorded)};
}

Decider::Decider(std::shared_ptr<const Setup> setup)
    : m_setup(std::move(setup)), m_index(std::make_unique<Index>(*m_setup))
{}
Decider::~Decider() = default;
Decider::Decider(Decider&&) noexcept = default;
Decider& Decider::operator=(Decider&&) noexcept = default;

const Setup& Decider::setup() const
{
    return *m_setup;
}

std::shared_ptr<const authority::Registry> Decider::registry() const
{
    return m_index->registry;
}

bool Decider::looksAtAuthority() const
{
    return m_setup->authority == Authority::Modelled || m_index->needs.reads({"approvals"});
}

const Decider::Index& Decider::index() const
{
    return *m_index;
}

KeepProvenance Decider::keepProvenance() const
{
    return m_index->readsProvenance ? KeepProvenance::Yes : KeepProvenance::No;
}

PreparedCall Decider::prepare(const RecordedCall& call, const SessionReducer& session) const
{
    PreparedCall prepared;
    const ReadArguments arguments = readArguments(call.call());
    prepareRequest(*m_setup, m_index->tools, call, arguments, prepared);
    cedar::Attributes members;
    prepareFacts(*m_setup, m_index->tools, call, arguments, session, prepared, members);
    const trace::Field* ofRun = call.start == nullptr ? nullptr : &call.start->task;
    addUnmodelledFacts(*m_setup, prepared.action, ownOrRun(call.call().task, ofRun), prepared.facts,
                       members);
    prepared.facts.context = cedar::Value::record(std::move(members));
    if (prepared.principalKnown && !isVerified(*m_setup, call.start))
        prepared.notes.emplace_back("asserted-identity");
    return prepared;
}

Presented Decider::presented(const RecordedCall& call, const PreparedCall& prepared,
                             const AuthorityContext& context) const
{
    const authority::History& history = context.history ? *context.history : *m_index->history;
    return presentedBy(call, prepared, *m_setup, m_index->tools, *m_index->registry, history,
                       context.knowledge);
}

AuthorityPart Decider::decideAuthority(const RecordedCall& call, const PreparedCall& prepared,
                                       const AuthorityContext& context) const
{
    const Presented presented = this->presented(call, prepared, context);
    AuthorityPart part;
    const CalledTask task = calledTask(presented);
    part.task = task.ref;
    part.taskKnown = task.known;
    part.modelled = m_setup->authority == Authority::Modelled;
    if (!part.modelled)
        return part;
    part.credential = presented.knownCredential();
    part.named = namedFor(presented, context.named);
    part.identity = judgeIdentity(presented);
    part.credentialTime = judgeCredential(presented);
    part.credentialTask = judgeCredentialTask(presented, task);
    part.taskActive = judgeTask(presented, task);
    judgeChains(presented, m_index->chains, part);
    return part;
}

CallVerdict Decider::decide(const RecordedCall& call, const PreparedCall& prepared,
                            const AuthorityPart& part, const AuthorityContext& context,
                            cedar::Scratch& scratch) const
{
    const Presented presented = this->presented(call, prepared, context);
    const CallInQuestion question{*m_setup, *m_index, call, presented, part, context, scratch};
    CallVerdict verdict = recordedPart(*m_setup, call, prepared);
    assemble(question, decideOnBestChain(question), verdict);
    addOffPlan(presented, part, verdict);
    std::sort(verdict.notes.begin(), verdict.notes.end());
    return verdict;
}

CallVerdict Decider::decide(const RecordedCall& call, const PreparedCall& prepared,
                            const AuthorityContext& context, cedar::Scratch& scratch) const
{
    const AuthorityPart part = decideAuthority(call, prepared, context);
    CallVerdict verdict = decide(call, prepared, part, context, scratch);
    if (!context.history || !context.history->anyRecordedLate() ||
        context.knowledge == authority::Knowledge::AsKnownThen)
        return verdict;
    const cedar::Unobserved beside(scratch);
    AuthorityContext then = context;
    then.knowledge = authority::Knowledge::AsKnownThen;
    const CallVerdict known =
        decide(call, prepared, decideAuthority(call, prepared, then), then, scratch);
    if (known.verdict != verdict.verdict)
        verdict.asKnownThen = known.verdict;
    return verdict;
}

CallVerdict Decider::unreachable(const RecordedCall& call, const PreparedCall& prepared) const
{
    CallVerdict verdict = recordedPart(*m_setup, call, prepared);
    verdict.verdict = Verdict::Unreachable;
    std::sort(verdict.notes.begin(), verdict.notes.end());
    return verdict;
}

} // namespace remit::decision
