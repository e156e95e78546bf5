// SPDX-License-Identifier: Apache-2.0
#include "core/decision/decide.h"

#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"
#include "core/decision/index.h"
#include "core/decision/messages.h"
#include "core/decision/steps/principal.h"
#include "core/decision/steps/request.h"

#include <algorithm>
#include <utility>

namespace remit::decision {

namespace {

/// The call's own field where it was recorded, else the run's.
std::optional<std::string> textOf(const trace::Field& own, const trace::Field* ofRun)
{
    const trace::Field& field = own.isRecorded() || ofRun == nullptr ? own : *ofRun;
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

std::vector<std::string> ids(const Setup& setup, const std::vector<std::uint32_t>& policies)
{
    std::vector<std::string> names;
    for (const std::uint32_t i : policies)
        names.push_back(setup.program->policies()[i].id);
    return names;
}

/// R7: a skipped policy is reported, whatever the verdict.
void addSkipped(const Setup& setup, const cedar::Outcomes& outcomes, CallVerdict& verdict)
{
    bool forbid = false;
    for (const cedar::Outcomes::Failed& failed : outcomes.errors) {
        const cedar::ProgramPolicy& policy = setup.program->policies()[failed.policy];
        const bool isForbid = policy.effect == cedar::Effect::Forbid;
        verdict.skipped.push_back({policy.id, failed.error.message, isForbid});
        forbid = forbid || isForbid;
    }
    if (forbid)
        verdict.notes.emplace_back("skipped-forbid");
}

void addStepSix(const Setup& setup, const PrincipalStep& step, CallVerdict& verdict)
{
    switch (step.result) {
    case StepResult::Allowed:
        verdict.verdict = Verdict::Allow;
        verdict.triad.permitted = true;
        verdict.reasons = ids(setup, step.outcomes.satisfiedPermits);
        return;
    case StepResult::Undecidable:
        verdict.verdict = Verdict::Undecidable;
        verdict.undecidable = "missing-fact";
        verdict.unknown = step.unknown;
        return;
    case StepResult::Forbidden:
    case StepResult::NotPermitted:
        verdict.verdict = Verdict::Deny;
        verdict.triad.permitted = false;
        break;
    }
    Crossing crossing;
    const bool forbidden = step.result == StepResult::Forbidden;
    crossing.kind = forbidden ? CrossingKind::Forbidden : CrossingKind::NotPermitted;
    crossing.principal = verdict.agent;
    crossing.policies = ids(setup, step.outcomes.satisfiedForbids);
    crossing.message = forbidden ? forbiddenMessage(setup, step.outcomes.satisfiedForbids)
                                 : notPermittedMessage(verdict);
    verdict.crossings.push_back(std::move(crossing));
}

/// Arguments without a Cedar form: no policy could look at them, so the call never passes.
void holdBackUnrepresentable(const Facts& facts, CallVerdict& verdict)
{
    if (facts.unrepresentable.empty() || verdict.verdict != Verdict::Allow)
        return;
    verdict.verdict = Verdict::Undecidable;
    verdict.undecidable = "missing-fact";
    verdict.triad.permitted.reset();
    verdict.reasons.clear();
    for (const Unrepresentable& one : facts.unrepresentable)
        verdict.unknown.push_back(factName(one.path));
}

/// Step 0 comes first: it names the crossing, and nothing after it makes the call pass.
void putRequestFirst(const PreparedCall& prepared, CallVerdict& verdict)
{
    if (prepared.requestCrossings.empty())
        return;
    verdict.crossings.insert(verdict.crossings.begin(), prepared.requestCrossings.begin(),
                             prepared.requestCrossings.end());
    verdict.verdict = Verdict::Deny;
    verdict.undecidable.clear();
    verdict.unknown.clear();
    verdict.reasons.clear();
}

} // namespace

cedar::EntityUid principalOf(std::string_view recorded, std::string_view defaultType)
{
    if (auto uid = cedar::parseEntityUid(recorded))
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

const Decider::Index& Decider::index() const
{
    return *m_index;
}

KeepProvenance Decider::keepProvenance() const
{
    const std::vector<cedar::ContextPath> provenance{{"provenance"}};
    return m_index->needing(provenance).empty() ? KeepProvenance::No : KeepProvenance::Yes;
}

PreparedCall Decider::prepare(const RecordedCall& call, const SessionReducer& session) const
{
    PreparedCall prepared;
    const ReadArguments arguments = readArguments(call.call());
    prepareRequest(*m_setup, m_index->tools, call, arguments, prepared);
    prepareFacts(*m_setup, m_index->tools, call, arguments, session, prepared);
    if (prepared.principalKnown && !isVerified(*m_setup, call.start))
        prepared.notes.emplace_back("asserted-identity");
    return prepared;
}

CallVerdict Decider::decide(const RecordedCall& call, const PreparedCall& prepared,
                            cedar::Scratch& scratch) const
{
    CallVerdict verdict = recordedPart(*m_setup, call, prepared);
    const PrincipalStep step = evaluatePrincipal(*m_setup, *m_index, prepared, scratch);
    addStepSix(*m_setup, step, verdict);
    holdBackUnrepresentable(prepared.facts, verdict);
    putRequestFirst(prepared, verdict);
    addSkipped(*m_setup, step.outcomes, verdict);
    std::sort(verdict.notes.begin(), verdict.notes.end());
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
