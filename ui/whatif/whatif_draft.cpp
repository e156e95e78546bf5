// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/whatif/whatif_draft.h"

#include "core/authority/grant_edits.h"
#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"
#include "core/decision/steps/approval.h"
#include "ui/models/text.h"
#include "ui/models/translate.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace remit::ui {
namespace {

struct KindWords {
    WhatIfKind kind;
    const char* words;
    const char* sentence; ///< of the object, and the time
    const char* event;    ///< as core reads it; none for what is made here
    const char* object;
};

constexpr std::array<KindWords, 11> kDraftKinds{{
    {WhatIfKind::RevokeGrant, QT_TRANSLATE_NOOP("Studio", "Revoke a grant"),
     QT_TRANSLATE_NOOP("Studio", "Revoke the grant %1 at %2"), "revoke", "grant"},
    {WhatIfKind::ExpireGrant, QT_TRANSLATE_NOOP("Studio", "Let a grant expire"),
     QT_TRANSLATE_NOOP("Studio", "Let the grant %1 expire at %2"), "expire", "grant"},
    {WhatIfKind::RevokeCredential, QT_TRANSLATE_NOOP("Studio", "Revoke a credential"),
     QT_TRANSLATE_NOOP("Studio", "Revoke the credential %1 at %2"), "revoke", "credential"},
    {WhatIfKind::CompromiseCredential, QT_TRANSLATE_NOOP("Studio", "A credential is compromised"),
     QT_TRANSLATE_NOOP("Studio", "The credential %1 is compromised from %2"), "compromise",
     "credential"},
    {WhatIfKind::CompromiseWorkload, QT_TRANSLATE_NOOP("Studio", "A workload is compromised"),
     QT_TRANSLATE_NOOP("Studio", "The workload %1 is compromised from %2"), "compromise",
     "workload"},
    {WhatIfKind::CompromisePrincipal, QT_TRANSLATE_NOOP("Studio", "A principal is compromised"),
     QT_TRANSLATE_NOOP("Studio", "%1 is compromised from %2"), "compromise", "principal"},
    {WhatIfKind::CompleteTask, QT_TRANSLATE_NOOP("Studio", "Complete a task"),
     QT_TRANSLATE_NOOP("Studio", "Complete the task %1 at %2"), "complete", "task"},
    {WhatIfKind::CancelTask, QT_TRANSLATE_NOOP("Studio", "Cancel a task"),
     QT_TRANSLATE_NOOP("Studio", "Cancel the task %1 at %2"), "cancel", "task"},
    {WhatIfKind::ChangeTask, QT_TRANSLATE_NOOP("Studio", "Change a task's scope"),
     QT_TRANSLATE_NOOP("Studio", "Change the scope of the task %1 at %2"), "scope-change", "task"},
    {WhatIfKind::Approve, QT_TRANSLATE_NOOP("Studio", "Approve the selected call"),
     QT_TRANSLATE_NOOP("Studio", "Approve %1 at %2"), nullptr, nullptr},
    {WhatIfKind::Redelegate, QT_TRANSLATE_NOOP("Studio", "Delegate further"),
     QT_TRANSLATE_NOOP("Studio", "Hand on %1 at %2"), nullptr, nullptr},
}};

const KindWords& entryOf(WhatIfKind kind)
{
    return kDraftKinds.at(static_cast<std::size_t>(kind));
}

Result<analysis::WhatIfEvent> lifecycleEvent(const WhatIfDraft& draft, const decision::Setup& setup)
{
    const KindWords& words = entryOf(draft.kind);
    const std::string json = std::string(R"({"event":")") + words.event + R"(","object":")" +
                             words.object + R"(","id":)" + jsonQuoted(draft.object) + R"(,"at":)" +
                             jsonQuoted(rfc3339(draft.at)) + "}";
    Diagnostics diagnostics;
    auto events = analysis::readWhatIfEvents(json, "what-if", setup, diagnostics);
    if (events.empty())
        return failure(ErrorCode::NotFound,
                       diagnostics.empty() ? "This event cannot be inserted."
                                           : diagnostics.front().message,
                       diagnostics.empty() ? "" : diagnostics.front().help);
    return std::move(events.front());
}

/// The recorded call of that step: calls of a run are counted from 0.
std::optional<trace::Call> recordedCall(const replay::EventSource& source, const std::string& run,
                                        std::int64_t step)
{
    for (std::size_t i = 0; i < source.sessions().size(); ++i) {
        const auto& runs = source.sessions()[i].runs;
        if (std::find(runs.begin(), runs.end(), run) == runs.end())
            continue;
        const auto events = source.events(i);
        if (!events)
            return std::nullopt;
        std::int64_t seen = 0;
        for (const trace::Event& event : **events) {
            const auto* call = std::get_if<trace::Call>(&event.body);
            if (call != nullptr && event.run == run && seen++ == step)
                return *call;
        }
    }
    return std::nullopt;
}

Result<analysis::WhatIfEvent>
approveEvent(const WhatIfDraft& draft, const replay::EventSource& source, const RowOfCall& rowOf)
{
    constexpr std::int64_t kHour = 3'600'000;
    const std::optional<decision::CallVerdict> row = rowOf(draft.run, draft.step);
    const auto call = recordedCall(source, draft.run, draft.step);
    if (!row || !call)
        return failure(ErrorCode::NotFound,
                       "The call that would be approved is not there any more.",
                       "Replay (F5), select a call and add the approval again.");
    const auto hash = decision::argumentsHash(*call);
    const auto task = row->task ? authority::parseTaskRef(*row->task) : std::nullopt;
    if (!hash || !task)
        return failure(ErrorCode::Usage,
                       hash ? "An approval binds a task version, and the call names none."
                            : "An approval binds the arguments, and the call records none.");
    trace::Approve approve;
    approve.approver = draft.other;
    approve.role = draft.role;
    approve.agent = trace::Field(row->agent);
    approve.task = trace::Field(task->id);
    approve.taskVersion = task->version;
    approve.action = trace::Field(row->action);
    approve.resource = trace::Field(row->resource);
    approve.argsHash = trace::Field(*hash);
    approve.expires = Instant{draft.at.milliseconds + kHour};
    return analysis::WhatIfEvent{draft.at, std::move(approve)};
}

Result<analysis::WhatIfEvent> redelegateEvent(const WhatIfDraft& draft,
                                              const decision::Setup& setup)
{
    const authority::Grant* parent = setup.registry->grant(draft.object);
    const auto to = cedar::parseEntityUid(draft.other);
    if (parent == nullptr || !to)
        return failure(ErrorCode::NotFound, parent == nullptr
                                                ? "There is no grant " + draft.object + "."
                                                : draft.other + " is no principal.");
    analysis::Redelegation added;
    added.grant = authority::grantBelow(*setup.registry, parent, parent->to, *to, draft.at);
    added.grant.issuedAt = added.grant.notBefore = draft.at;
    added.json = authority::toJson(added.grant);
    added.scope = draft.scope;
    const cedar::ParsedPolicies parsed = cedar::parsePolicies(added.scope);
    if (parsed.policies.empty() || hasErrors(parsed.diagnostics))
        return failure(ErrorCode::Usage, "The scope of the further grant is no Cedar policy.",
                       "Write what it hands on, as permit (principal, action, resource);");
    return analysis::WhatIfEvent{draft.at, std::move(added)};
}

} // namespace

const std::vector<WhatIfKind>& whatIfKinds()
{
    static const std::vector<WhatIfKind> kinds = [] {
        std::vector<WhatIfKind> all;
        for (const KindWords& each : kDraftKinds)
            all.push_back(each.kind);
        return all;
    }();
    return kinds;
}

QString wordsOf(WhatIfKind kind)
{
    return tr(entryOf(kind).words);
}

QString sentenceOf(const WhatIfDraft& draft)
{
    const QString at = toQString(rfc3339(draft.at));
    const QString sentence = tr(entryOf(draft.kind).sentence);
    if (draft.kind == WhatIfKind::Approve)
        return sentence.arg(tr("%1 step %2").arg(toQString(draft.run)).arg(draft.step), at) +
               tr(" by %1 as %2").arg(toQString(draft.other), toQString(draft.role));
    if (draft.kind == WhatIfKind::Redelegate)
        return sentence.arg(toQString(draft.object), at) + tr(" to %1").arg(toQString(draft.other));
    return sentence.arg(toQString(draft.object), at);
}

std::vector<std::string> objectsFor(WhatIfKind kind, const decision::Setup& setup)
{
    std::vector<std::string> ids;
    if (!setup.registry)
        return ids;
    const authority::Registry& registry = *setup.registry;
    const std::string_view object = entryOf(kind).object ? entryOf(kind).object : "";
    if (object == "grant" || kind == WhatIfKind::Redelegate) {
        for (const authority::Grant& grant : registry.grants())
            ids.push_back(grant.id);
    } else if (object == "credential") {
        for (const authority::Credential& credential : registry.credentials())
            ids.push_back(credential.id);
    } else if (object == "task") {
        for (const authority::Task& task : registry.tasks())
            ids.push_back(toText(task.ref));
    } else if (object == "workload") {
        for (const authority::Actor& actor : registry.actors())
            ids.insert(ids.end(), actor.workloads.begin(), actor.workloads.end());
    } else if (object == "principal") {
        for (const authority::Actor& actor : registry.actors())
            ids.push_back(toText(actor.uid));
    }
    std::vector<std::string> once;
    for (std::string& id : ids) {
        if (std::find(once.begin(), once.end(), id) == once.end())
            once.push_back(std::move(id));
    }
    return once;
}

Result<std::vector<analysis::WhatIfEvent>> eventsOf(const std::vector<WhatIfDraft>& drafts,
                                                    const decision::Setup& setup,
                                                    const replay::EventSource& source,
                                                    const RowOfCall& rowOf)
{
    std::vector<analysis::WhatIfEvent> events;
    for (const WhatIfDraft& draft : drafts) {
        auto event = draft.kind == WhatIfKind::Approve      ? approveEvent(draft, source, rowOf)
                     : draft.kind == WhatIfKind::Redelegate ? redelegateEvent(draft, setup)
                                                            : lifecycleEvent(draft, setup);
        if (!event)
            return tl::unexpected<Error>(event.error());
        events.push_back(std::move(*event));
    }
    return events;
}

} // namespace remit::ui
