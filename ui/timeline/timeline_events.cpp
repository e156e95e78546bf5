// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_events.h"

#include "core/authority/registry.h"
#include "core/base/time.h"
#include "core/decision/decide.h"
#include "core/replay/event_source.h"
#include "ui/models/text.h"
#include "ui/models/translate.h"
#include "ui/shell/replay_result.h"

#include <map>

namespace remit::ui {

namespace {

/// Collects what the workspace's files say.
class FileEvents {
public:
    FileEvents(const authority::Registry& registry, TimelineEvents& events)
        : m_registry(registry), m_events(events)
    {}

    void collect()
    {
        for (const authority::Task& task : m_registry.tasks())
            addTask(task);
        for (const authority::Credential& credential : m_registry.credentials())
            addCredential(credential);
        for (const authority::Grant& grant : m_registry.grants()) {
            if (grant.revokedAt)
                happened(TimelineFlag::Kind::Revocation, *grant.revokedAt, toText(grant.to),
                         tr("Grant %1 is revoked").arg(toQString(grant.id)));
        }
    }

private:
    void happened(TimelineFlag::Kind kind, Instant at, std::string agent, const QString& text)
    {
        TimelineEvents::Happening one;
        one.kind = kind;
        one.time = at.milliseconds;
        one.agent = std::move(agent);
        one.text = text;
        m_events.happenings.push_back(std::move(one));
    }

    void addTask(const authority::Task& task)
    {
        using authority::TaskEvent;
        std::optional<std::int64_t> begun;
        const std::string title = toText(task.ref);
        const auto live = [&](std::int64_t end, const QString& how) {
            m_events.lives.push_back({TimelineBar::Kind::Task, title, *begun, end,
                                      tr("Task %1: %2").arg(toQString(title), how)});
            begun.reset();
        };
        for (const authority::Transition& transition : task.transitions) {
            const std::int64_t at = transition.at.milliseconds;
            if (transition.event == TaskEvent::Activate) {
                begun = at;
                continue;
            }
            const QString how = toQString(name(transition.event));
            if (begun)
                live(std::min(at, *begun + task.maxDuration), how);
            happened(TimelineFlag::Kind::Ending, transition.at, {},
                     tr("Task %1: %2").arg(toQString(title), how));
        }
        if (begun)
            live(*begun + task.maxDuration, tr("until it expires"));
    }

    void addCredential(const authority::Credential& credential)
    {
        std::optional<std::int64_t> end;
        if (credential.expiresAt)
            end = credential.expiresAt->milliseconds;
        if (credential.revokedAt && (!end || credential.revokedAt->milliseconds < *end))
            end = credential.revokedAt->milliseconds;
        const QString id = toQString(credential.id);
        m_events.lives.push_back(
            {TimelineBar::Kind::Credential, credential.id, credential.issuedAt.milliseconds, end,
             tr("Credential %1 of %2").arg(id, toQString(toText(credential.holder)))});
        if (credential.revokedAt)
            happened(TimelineFlag::Kind::Revocation, *credential.revokedAt,
                     toText(credential.holder), tr("Credential %1 is revoked").arg(id));
    }

    const authority::Registry& m_registry;
    TimelineEvents& m_events;
};

/// Collects what the traces say, session by session.
class RecordedEvents {
public:
    RecordedEvents(const decision::Setup& setup, TimelineEvents& events)
        : m_events(events)
        , m_agentType(setup.types.agents.empty() ? "Agent" : setup.types.agents.front())
    {}

    void collect(const std::vector<trace::Event>& events)
    {
        m_steps.clear();
        for (const trace::Event& event : events) {
            if (std::holds_alternative<trace::Call>(event.body))
                ++m_steps[event.run];
            else if (m_events.happenings.size() < kMostHappenings)
                add(event);
        }
    }

private:
    [[nodiscard]] std::string agentText(const std::string& recorded) const
    {
        return recorded.empty() ? std::string()
                                : toText(decision::principalOf(recorded, m_agentType));
    }

    void add(const trace::Event& event)
    {
        TimelineEvents::Happening one;
        if (const auto* approve = std::get_if<trace::Approve>(&event.body)) {
            one.kind = TimelineFlag::Kind::Approval;
            one.agent = agentText(approve->agent.text);
            one.text =
                tr("%1 approves as %2").arg(toQString(approve->approver), toQString(approve->role));
        } else if (const auto* delegate = std::get_if<trace::Delegate>(&event.body)) {
            one.isDelegation = true;
            one.agent = agentText(delegate->from);
            one.to = agentText(delegate->to);
            one.text =
                tr("%1 delegates to %2").arg(toQString(delegate->from), toQString(delegate->to));
        } else if (const auto* life = std::get_if<trace::Lifecycle>(&event.body)) {
            const bool revokes = life->event == "revoke" || life->event == "compromise";
            one.kind = revokes ? TimelineFlag::Kind::Revocation : TimelineFlag::Kind::Ending;
            one.text = tr("%1 %2: %3")
                           .arg(toQString(life->objectKind), toQString(life->objectId),
                                toQString(life->event));
            if (life->at)
                one.time = life->at->milliseconds;
        } else {
            return;
        }
        one.run = event.run;
        if (event.time && one.time == CallColumns::kNoTime)
            one.time = event.time->milliseconds;
        const auto step = m_steps.find(event.run);
        one.before = step == m_steps.end() ? 0 : step->second;
        m_events.happenings.push_back(std::move(one));
    }

    TimelineEvents& m_events;
    std::string m_agentType;
    std::map<std::string, std::int64_t, std::less<>> m_steps;
};

} // namespace

Result<std::shared_ptr<const TimelineEvents>> readTimelineEvents(const ReplayResult& replay,
                                                                 const JobControl& control)
{
    auto events = std::make_shared<TimelineEvents>();
    FileEvents(*replay.decider->registry(), *events).collect();
    RecordedEvents recorded(replay.decider->setup(), *events);
    const std::size_t sessions = replay.source->sessions().size();
    for (std::size_t i = 0; i < sessions; ++i) {
        if (control.cancelled())
            return failure(ErrorCode::Cancelled, "Reading the events was cancelled.");
        const auto read = replay.source->events(i);
        if (!read)
            return tl::unexpected<Error>(read.error());
        recorded.collect(**read);
        control.tell(i + 1, sessions);
    }
    return std::shared_ptr<const TimelineEvents>(std::move(events));
}

TimelineEvents withSupposed(const TimelineEvents* read, const TimelineEvents* supposed)
{
    TimelineEvents all = read == nullptr ? TimelineEvents() : *read;
    if (supposed != nullptr) {
        all.happenings.insert(all.happenings.end(), supposed->happenings.begin(),
                              supposed->happenings.end());
        all.lives.insert(all.lives.end(), supposed->lives.begin(), supposed->lives.end());
    }
    return all;
}

} // namespace remit::ui
