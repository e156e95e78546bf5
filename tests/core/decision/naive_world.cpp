// SPDX-License-Identifier: Apache-2.0
#include "tests/core/decision/naive_model.h"

#include <algorithm>

/// What the world says, each question by itself: steps 1 to 3.
namespace remit::test::naive {

bool Model::revoked(const Grant& grant) const
{
    if (grant.revokedAt && counts(*grant.revokedAt) && m_world.time)
        return true;
    for (const LifeEvent& event : m_life) {
        if (!counts(event.at))
            continue;
        if (event.object == "grant" && event.id == grant.id)
            return true;
        if (event.object == "principal" && event.event == "compromise") {
            const cedar::EntityUid who = agent(event.id.c_str());
            if (grant.to == who || (grant.from == who && issuedSince(grant, event.at)))
                return true;
        }
        if (event.object == "workload" && event.event == "compromise" &&
            (grant.boundTo == event.id ||
             (has(grant.from, event.id) && issuedSince(grant, event.at))))
            return true;
    }
    return false;
}

bool Model::revoked(const Credential& credential) const
{
    if (credential.revokedAt && m_world.time && counts(*credential.revokedAt))
        return true;
    for (const LifeEvent& event : m_life) {
        if (!counts(event.at))
            continue;
        if (event.object == "credential" && event.id == credential.id)
            return true;
        if (event.event != "compromise")
            continue;
        if (event.object == "principal" && credential.holder == agent(event.id.c_str()))
            return true;
        if (event.object == "workload" && credential.boundTo == event.id)
            return true;
    }
    return false;
}

const Task* Model::task(const TaskRef& ref) const
{
    for (const Task& one : m_world.objects.tasks) {
        if (one.ref == ref)
            return &one;
    }
    return nullptr;
}

std::string Model::ownPhase(const Task& one) const
{
    struct Step {
        std::optional<Instant> at;
        std::string event;
    };
    std::vector<Step> steps;
    for (const authority::Transition& transition : one.transitions)
        steps.push_back({transition.at, std::string(name(transition.event))});
    for (const LifeEvent& event : m_life) {
        if (event.object == "task" && (event.id == one.ref.id || event.id == toText(one.ref)))
            steps.push_back({event.at, event.event});
    }
    std::stable_sort(steps.begin(), steps.end(),
                     [](const Step& a, const Step& b) { return a.at < b.at; });
    std::string phase = "waiting";
    Instant ends;
    for (const Step& step : steps) {
        if (!counts(step.at) || (step.at && !m_world.time))
            continue;
        if (phase == "active" && step.at && *step.at >= ends)
            phase = "ended";
        if (phase == "waiting" && step.event == "activate") {
            phase = "active";
            ends = {step.at->milliseconds + one.maxDuration};
        } else if (phase != "ended" && step.event != "activate") {
            phase = "ended";
        }
    }
    return phase == "active" && m_world.time && *m_world.time >= ends ? "ended" : phase;
}

std::string Model::phase(const TaskRef& ref) const
{
    const Task* one = task(ref);
    if (!one)
        return "unknown";
    std::string result = ownPhase(*one);
    while (result != "ended" && one->parent) { // it ends with its parent, begun or not
        one = task(*one->parent);
        const std::string above = one ? ownPhase(*one) : "ended";
        if (above == "ended" || (result == "active" && above != "active"))
            return "ended";
    }
    return result;
}

void Model::resolveTask()
{
    const trace::Field& field = m_world.start.task;
    m_taskKnown = field.isRecorded();
    if (!field.isPresent())
        return;
    std::vector<TaskRef> versions;
    std::vector<TaskRef> live;
    for (const Task& one : m_world.objects.tasks) {
        if (one.ref.id == field.text)
            versions.push_back(one.ref);
    }
    std::sort(versions.begin(), versions.end());
    if (versions.empty()) {
        m_task = authority::parseTaskRef(field.text);
        if (!m_task)
            m_task = TaskRef{field.text, 0};
        return;
    }
    for (const TaskRef& ref : versions) {
        if (phase(ref) == "active")
            live.push_back(ref);
    }
    if (versions.size() > 1 && (!m_world.time || live.size() > 1))
        m_taskKnown = false;
    else
        m_task = versions.size() > 1 && live.size() == 1 ? live[0] : versions.back();
}

Outcome Model::identity() const
{
    const trace::Field& presented = m_world.start.credential;
    if (!presented.isRecorded())
        return kUnknown;
    if (!m_credential)
        return no("unauthenticated");
    if (m_credential->audience && *m_credential->audience != "documents")
        return no("unauthenticated");
    if (!m_credential->boundTo)
        return kYes;
    const trace::Field& workload = m_world.start.workload;
    if (!workload.isRecorded())
        return kUnknown;
    const bool right = workload.isPresent() && workload.text == *m_credential->boundTo &&
                       has(agent(m_world.start.agent.text.c_str()), workload.text);
    return right ? kYes : no("unauthenticated");
}

Outcome Model::credentialTime() const
{
    if (!m_world.start.credential.isRecorded())
        return kUnknown;
    if (!m_credential || revoked(*m_credential))
        return no("credential-expired");
    if (!m_world.time)
        return kUnknown;
    const std::int64_t t = m_world.time->milliseconds;
    const std::int64_t skew = m_world.setup.clockSkew;
    const bool valid =
        t >= m_credential->issuedAt.milliseconds - skew &&
        (!m_credential->expiresAt || t < m_credential->expiresAt->milliseconds + skew);
    return valid ? kYes : no("credential-expired");
}

Outcome Model::credentialTask() const
{
    if (!m_world.start.credential.isRecorded())
        return kUnknown;
    if (!m_credential)
        return no("credential-misused");
    if (!m_credential->task)
        return kYes;
    if (!m_taskKnown)
        return kUnknown;
    return m_task == m_credential->task ? kYes : no("credential-misused");
}

Outcome Model::holder(const Chain* chain) const
{
    if (!m_credential || m_credential->holder == agent(m_world.start.agent.text.c_str()))
        return kYes;
    if (chain) {
        for (const cedar::EntityUid& principal : principals(*chain)) {
            if (principal == m_credential->holder)
                return kYes;
        }
    }
    return m_taskKnown ? no("credential-misused") : kUnknown;
}

Outcome Model::taskActive() const
{
    if (!m_taskKnown)
        return kUnknown;
    if (!m_task || !task(*m_task))
        return no("task-inactive");
    const std::string now = phase(*m_task);
    if (!m_world.time)
        return now == "ended" ? no("task-inactive") : kUnknown;
    return now == "active" ? kYes : no("task-inactive");
}

} // namespace remit::test::naive
