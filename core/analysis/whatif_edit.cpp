// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/whatif.h"
#include "core/base/json_edit.h"
#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::analysis {
namespace {

using authority::LifecycleEvent;
using authority::ObjectKind;
using authority::Place;
using Kind = authority::LifecycleEvent::Kind;

Result<> unknown(std::string_view what, const std::string& id)
{
    return failure(ErrorCode::NotFound, fmt::format("The workspace has no {} {}.", what, id));
}

/// Collects the edits of several events; an object is revoked at the earliest of its times.
class EditMaker {
public:
    EditMaker(const decision::Setup& setup,
              const std::function<std::string(const std::string&)>& textOf)
        : m_setup(setup), m_textOf(textOf)
    {}

    Result<> add(const WhatIfEvent& event)
    {
        if (std::holds_alternative<trace::Approve>(event.what))
            return failure(ErrorCode::Usage, "An approval is an event of a run, not of a file.",
                           "Record it where the agent runs.");
        if (const auto* added = std::get_if<Redelegation>(&event.what))
            return addGrant(*added);
        return addLifecycle(std::get<LifecycleEvent>(event.what));
    }

    WorkspaceEdit finish(std::string title)
    {
        m_edit.title = std::move(title);
        return std::move(m_edit);
    }

private:
    const authority::Registry& registry() const { return *m_setup.registry; }

    Result<> addGrant(const Redelegation& added)
    {
        const std::string stem = "grants/" + added.grant.id;
        m_edit.files[stem + ".json"].push_back({{0, 0}, added.json + "\n"});
        m_edit.files[stem + ".cedar"].push_back({{0, 0}, added.scope + "\n"});
        return {};
    }

    Result<> addLifecycle(const LifecycleEvent& event)
    {
        if (event.kind == Kind::Compromise)
            return compromise(event);
        switch (event.objectKind) {
        case ObjectKind::Grant:
            if (const authority::Grant* grant = registry().grant(event.object))
                return end(grant->place, event, grant->revokedAt);
            return unknown("grant", event.object);
        case ObjectKind::Credential:
            if (const authority::Credential* credential = registry().credential(event.object))
                return end(credential->place, event, credential->revokedAt);
            return unknown("credential", event.object);
        case ObjectKind::Task:
            return transition(event);
        case ObjectKind::Workload:
        case ObjectKind::Principal:
            break;
        }
        return failure(ErrorCode::Usage,
                       "A workload or a principal can be compromised, and nothing else.");
    }

    /// A revocation, or an earlier end of validity.
    Result<> end(const Place& place, const LifecycleEvent& event,
                 const std::optional<Instant>& revokedAt)
    {
        if (event.kind == Kind::Expire)
            return set(place, "expiresAt", event.at);
        return set(place, "revokedAt", revokedAt ? std::min(*revokedAt, event.at) : event.at);
    }

    Result<> set(const Place& place, std::string_view key, Instant at)
    {
        const auto edit = memberSet(m_textOf(place.file), place.span, key, jsonQuoted(rfc3339(at)));
        if (!edit)
            return failure(ErrorCode::NotFound,
                           fmt::format("{} has changed since it was read.", place.file));
        auto& edits = m_edit.files[place.file];
        const bool known = std::any_of(edits.begin(), edits.end(), [&](const TextEdit& each) {
            return each.range == edit->range;
        });
        if (!known)
            edits.push_back(*edit);
        return {};
    }

    Result<> transition(const LifecycleEvent& event)
    {
        const auto ref = authority::parseTaskRef(event.object);
        const auto versions = registry().versions(event.object);
        const authority::Task* task = ref                ? registry().task(*ref)
                                      : versions.empty() ? nullptr
                                                         : versions.back();
        if (!task)
            return unknown("task", event.object);
        const std::string_view name = event.kind == Kind::Complete      ? "complete"
                                      : event.kind == Kind::Cancel      ? "cancel"
                                      : event.kind == Kind::ScopeChange ? "scope-change"
                                      : event.kind == Kind::Activate    ? "activate"
                                                                        : "cancel";
        const std::string text = m_textOf(task->place.file);
        const std::string value =
            fmt::format(R"({{"at": {}, "event": "{}"}})", jsonQuoted(rfc3339(event.at)), name);
        const auto list = memberSpan(text, task->place.span, "transitions");
        const auto edit = list
                              ? elementAdded(text, *list, value)
                              : memberSet(text, task->place.span, "transitions", "[" + value + "]");
        if (!edit)
            return failure(ErrorCode::NotFound,
                           fmt::format("{} has changed since it was read.", task->place.file));
        m_edit.files[task->place.file].push_back(*edit);
        return {};
    }

    /// R4: what it revokes, object by object.
    Result<> compromise(const LifecycleEvent& event)
    {
        const authority::History history(registry(), {event});
        for (const authority::Grant& grant : registry().grants()) {
            if (const auto removal =
                    history.grantRevoked(grant, event.at, authority::Knowledge::Effective);
                removal && removal->at == event.at && grant.revokedAt != event.at) {
                if (auto done = set(grant.place, "revokedAt", event.at); !done)
                    return done;
            }
        }
        for (const authority::Credential& credential : registry().credentials()) {
            if (const auto removal = history.credentialRevoked(credential, event.at,
                                                               authority::Knowledge::Effective);
                removal && removal->at == event.at && credential.revokedAt != event.at) {
                if (auto done = set(credential.place, "revokedAt", event.at); !done)
                    return done;
            }
        }
        return {};
    }

    const decision::Setup& m_setup;
    const std::function<std::string(const std::string&)>& m_textOf;
    WorkspaceEdit m_edit;
};

} // namespace

Result<WorkspaceEdit> editOf(const decision::Setup& setup, const std::vector<WhatIfEvent>& events,
                             const std::function<std::string(const std::string& file)>& textOf)
{
    EditMaker maker(setup, textOf);
    for (const WhatIfEvent& event : events) {
        if (const auto done = maker.add(event); !done)
            return tl::unexpected(done.error());
    }
    return maker.finish(events.size() == 1 ? "Apply what-if event" : "Apply what-if events");
}

} // namespace remit::analysis
