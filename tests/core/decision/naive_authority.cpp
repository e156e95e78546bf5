// SPDX-License-Identifier: Apache-2.0
#include "tests/core/decision/naive_authority.h"

#include "core/base/hash.h"
#include "core/base/strict_json.h"
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/reference/reference_evaluator.h"
#include "core/cedar/syntax/parser.h"

#include <algorithm>
#include <optional>
#include <set>

namespace remit::test {

namespace {

using authority::Credential;
using authority::Grant;
using authority::Task;
using authority::TaskRef;
using Chain = std::vector<const Grant*>;

/// Yes, no or not known, with the words of a failure.
struct Outcome {
    char state = 'y'; ///< y, n, ?
    std::string kind;
};
const Outcome kYes{'y', ""};
const Outcome kUnknown{'?', ""};
Outcome no(std::string kind)
{
    return {'n', std::move(kind)};
}

struct LifeEvent {
    std::string object;
    std::string id;
    std::string event;
    std::optional<Instant> at; ///< nothing: within this run, at once
};

class Model {
public:
    explicit Model(const RandomWorld& made) : m_made(made), m_world(made.world)
    {
        cedar::ParsedEntities read = cedar::parseEntities(m_world.entities, "");
        m_entities = cedar::EntityStore::build(std::move(read.entities)).value();
        m_trusted = m_world.start.format == "trusted";
        for (const trace::Event& event : m_world.before) {
            if (const auto* life = std::get_if<trace::Lifecycle>(&event.body))
                addLife(event, *life);
        }
    }

    NaiveVerdict decide();

private:
    // Facts of the world
    void addLife(const trace::Event& event, const trace::Lifecycle& life)
    {
        LifeEvent one{life.objectKind, life.objectId, life.event, life.at ? life.at : event.time};
        if (one.event == "activate" && (!m_trusted || !one.at))
            return;
        m_life.push_back(one);
    }
    bool has(const cedar::EntityUid& who, const std::string& workload) const
    {
        const cedar::Entity* entity = m_entities->find(who);
        if (!entity || entity->attributes.count("workloads") == 0)
            return false;
        const auto& set = entity->attributes.at("workloads").asSet();
        return std::find(set.begin(), set.end(), cedar::Value::string(workload)) != set.end();
    }
    std::optional<cedar::EntityUid> ownerOf(const cedar::EntityUid& who) const
    {
        const cedar::Entity* entity = m_entities->find(who);
        if (!entity || entity->attributes.count("owner") == 0)
            return std::nullopt;
        return entity->attributes.at("owner").asEntity();
    }
    /// At or before the call; within this run where there are no times.
    bool counts(const std::optional<Instant>& at) const
    {
        return !at || (m_world.time && *at <= *m_world.time);
    }
    static bool issuedSince(const Grant& grant, const std::optional<Instant>& at)
    {
        return !at || grant.issuedAt >= *at;
    }
    bool revoked(const Grant& grant) const;
    bool revoked(const Credential& credential) const;
    const Task* task(const TaskRef& ref) const;
    std::string phase(const TaskRef& ref) const;
    std::string ownPhase(const Task& task) const;

    // Steps
    Outcome identity() const;
    Outcome credentialTime() const;
    Outcome credentialTask() const;
    Outcome holder(const Chain* chain) const;
    Outcome taskActive() const;
    std::vector<Chain> allChains() const;
    bool wellFormed(const Chain& chain) const;
    bool rightRequester(const Chain& chain) const;
    Outcome active(const Chain& chain) const;
    void resolveTask();
    void collectNamed();

    // Policies
    struct Known {
        std::set<std::string> unknown;
        cedar::Value context;
    };
    Known contextOf(const Chain& chain, bool chainKnown, const std::set<std::string>& roles,
                    bool rolesKnown) const;
    char ask(const std::vector<Clauses>& policies, const cedar::EntityUid& principal,
             const Known& known) const;
    bool holds(const std::string& text, const cedar::EntityUid& principal,
               const Known& known) const;
    std::set<std::string> rolesAtHand(const Chain& chain, bool& known) const;
    std::vector<cedar::EntityUid> principals(const Chain& chain) const;

    struct Ranked {
        int kind = 3; ///< 3 allow, 2 undecidable, 1 approval required, 0 deny
        int step = 9;
        std::size_t hop = 0;
        std::string first;
        std::size_t crossingHop = 0;
        char delegated = 'y';
        const Chain* chain = nullptr;
    };
    Ranked rank(const Chain& chain, bool counting, const Outcome& step4) const;

    const RandomWorld& m_made;
    const World& m_world;
    std::shared_ptr<const cedar::EntityStore> m_entities;
    std::vector<LifeEvent> m_life;
    bool m_trusted = false;
    std::optional<TaskRef> m_task;
    bool m_taskKnown = true;
    std::vector<cedar::EntityUid> m_requesters;
    std::vector<std::string> m_grants;
    const Credential* m_credential = nullptr;
};

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
    while (result == "active" && one->parent) {
        one = task(*one->parent);
        if (!one || ownPhase(*one) != "active")
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

std::vector<Chain> Model::allChains() const
{
    std::vector<Chain> chains;
    for (const Grant& grant : m_world.objects.grants) {
        if (!grant.parent)
            chains.push_back({&grant});
    }
    for (std::size_t i = 0; i < chains.size(); ++i) { // grows while it is gone through
        for (const Grant& grant : m_world.objects.grants) {
            const Chain chain = chains[i];
            if (grant.parent == chain.back()->id &&
                std::find(chain.begin(), chain.end(), &grant) == chain.end()) {
                chains.push_back(chain);
                chains.back().push_back(&grant);
            }
        }
    }
    const cedar::EntityUid acting = agent(m_world.start.agent.text.c_str());
    std::erase_if(chains, [&](const Chain& chain) {
        return chain.back()->to != acting || !m_task || chain.back()->task != *m_task ||
               !wellFormed(chain) || !rightRequester(chain);
    });
    std::sort(chains.begin(), chains.end(), [](const Chain& a, const Chain& b) {
        const auto key = [](const Chain& chain) {
            std::vector<std::string> ids{toText(chain.front()->from)};
            for (const Grant* grant : chain)
                ids.push_back(grant->id);
            return ids;
        };
        return key(a) < key(b);
    });
    return chains;
}

bool Model::wellFormed(const Chain& chain) const
{
    const Grant& first = *chain.front();
    const Task* ofFirst = task(first.task);
    const auto owner = ownerOf(first.from);
    const bool account = first.from.type == "ServiceAccount" && ofFirst &&
                         ofFirst->profile == authority::Profile::Batch && owner &&
                         owner->type == "User";
    if (first.from.type != "User" && !account)
        return false;
    std::set<cedar::EntityUid> seen{first.from};
    for (std::size_t i = 0; i < chain.size(); ++i) {
        if (!seen.insert(chain[i]->to).second)
            return false;
        if (i == 0)
            continue;
        const Grant& above = *chain[i - 1];
        const Grant& below = *chain[i];
        const Task* sub = task(below.task);
        if (below.from != above.to || below.depth > above.depth - 1 ||
            below.issuedAt < above.notBefore || below.issuedAt >= above.expiresAt ||
            (below.task != above.task && !(sub && sub->parent == above.task)))
            return false;
    }
    return true;
}

bool Model::rightRequester(const Chain& chain) const
{
    for (const cedar::EntityUid& requester : m_requesters) {
        if (chain.front()->from != requester)
            return false;
    }
    for (const std::string& grant : m_grants) {
        if (chain.back()->id != grant)
            return false;
    }
    return true;
}

void Model::collectNamed()
{
    if (m_world.start.onBehalfOf.isPresent())
        m_requesters.push_back(user(m_world.start.onBehalfOf.text.c_str()));
    if (m_credential && m_credential->holder.type == "User")
        m_requesters.push_back(m_credential->holder);
    std::vector<const trace::Delegate*> delegates;
    for (const trace::Event& event : m_world.before) {
        const auto* delegate = std::get_if<trace::Delegate>(&event.body);
        if (delegate && delegate->to == m_world.start.agent.text)
            delegates.push_back(delegate);
    }
    if (m_trusted && delegates.size() > 1)
        delegates.erase(delegates.begin(), delegates.end() - 1);
    for (const trace::Delegate* delegate : delegates) {
        if (delegate->requester.isPresent())
            m_requesters.push_back(user(delegate->requester.text.c_str()));
        if (delegate->grant.isPresent())
            m_grants.push_back(delegate->grant.text);
    }
}

Outcome Model::active(const Chain& chain) const
{
    Outcome result = m_world.time ? kYes : kUnknown;
    for (const Grant* grant : chain) {
        if (revoked(*grant))
            return no("");
        const std::int64_t skew = m_world.setup.clockSkew;
        const Instant begins = std::max(grant->issuedAt, grant->notBefore);
        if (m_world.time && (m_world.time->milliseconds < begins.milliseconds - skew ||
                             m_world.time->milliseconds >= grant->expiresAt.milliseconds + skew))
            return no("");
        const std::string now = phase(grant->task);
        if (m_world.time ? now != "active" : now == "ended" || now == "unknown")
            return no("");
        if (grant->boundTo && !has(grant->to, *grant->boundTo))
            return no("");
        if (grant->audience && *grant->audience != "documents")
            return no("");
    }
    const auto& bound = chain.back()->boundTo;
    if (!bound)
        return result;
    const trace::Field& workload = m_world.start.workload;
    if (!workload.isRecorded())
        return kUnknown;
    return workload.isPresent() && workload.text == *bound ? result : no("");
}

std::vector<cedar::EntityUid> Model::principals(const Chain& chain) const
{
    if (chain.empty())
        return {agent(m_world.start.agent.text.c_str())};
    std::vector<cedar::EntityUid> all{chain.front()->from};
    for (const Grant* grant : chain)
        all.push_back(grant->to);
    return all;
}

Model::Known Model::contextOf(const Chain& chain, bool chainKnown,
                              const std::set<std::string>& roles, bool rolesKnown) const
{
    using cedar::Value;
    Known known;
    const JsonValue arguments = *parseJson(*m_world.call.arguments).root;
    cedar::Attributes context{
        {"input", Value::record({{"doc", Value::string(arguments.find("doc")->text)},
                                 {"pages", Value::integer(*arguments.find("pages")->asInt64())}})}};
    if (!m_taskKnown)
        known.unknown.insert("task");
    else if (m_task && task(*m_task))
        context.emplace("task", Value::record({{"id", Value::string(m_task->id)}}));
    if (!m_world.start.credential.isRecorded())
        known.unknown.insert("credential");
    else if (m_credential)
        context.emplace(
            "credential",
            Value::record({{"kind", Value::string(std::string(name(m_credential->kind)))}}));
    if (!chain.empty())
        context.emplace(
            "delegation",
            Value::record({{"depth", Value::integer(static_cast<std::int64_t>(chain.size()))}}));
    else if (!chainKnown)
        known.unknown.insert("delegation");
    std::vector<Value> list;
    for (const std::string& role : roles)
        list.push_back(Value::string(role));
    if (rolesKnown)
        context.emplace("approvals", Value::set(list));
    else
        known.unknown.insert("approvals");
    known.context = Value::record(context);
    return known;
}

/// Each text is parsed once: the worlds are made from few policies.
const cedar::PolicySet& asPermit(const std::string& text)
{
    static std::map<std::string, cedar::PolicySet> known;
    const auto [place, isNew] = known.try_emplace(text);
    if (isNew) {
        cedar::ParsedPolicies parsed = cedar::parsePolicies(text, "");
        cedar::Policy one = std::move(parsed.policies.front());
        one.effect = cedar::Effect::Permit;
        (void)place->second.add(std::make_shared<const cedar::Policy>(std::move(one)));
    }
    return place->second;
}

bool Model::holds(const std::string& text, const cedar::EntityUid& principal,
                  const Known& known) const
{
    const std::string doc = known.context.asRecord().at("input").asRecord().at("doc").asString();
    const cedar::Request request{
        principal, {"Action", m_world.call.tool}, {"Doc", doc}, known.context};
    return cedar::reference::authorize(asPermit(text), *m_entities, request).decision ==
           cedar::Decision::Allow;
}

/// R6 by the letter: a (llow), f (orbidden), n (ot permitted), ? (undecidable).
char Model::ask(const std::vector<Clauses>& policies, const cedar::EntityUid& principal,
                const Known& known) const
{
    bool forbidden = false;
    bool permitted = false;
    bool forbidAside = false;
    bool permitAside = false;
    for (const Clauses& policy : policies) {
        const bool needsUnknown =
            std::any_of(policy.reads.begin(), policy.reads.end(),
                        [&](const std::string& fact) { return known.unknown.count(fact) > 0; });
        if (needsUnknown) {
            const bool matches = holds(policy.scopeAlone(), principal, known);
            (policy.forbid ? forbidAside : permitAside) |= matches;
        } else if (holds(policy.text(), principal, known)) {
            (policy.forbid ? forbidden : permitted) = true;
        }
    }
    if (forbidden)
        return 'f';
    if (forbidAside)
        return '?';
    if (permitted)
        return 'a';
    return permitAside ? '?' : 'n';
}

std::set<std::string> Model::rolesAtHand(const Chain& chain, bool& known) const
{
    known = true;
    std::set<std::string> roles;
    const cedar::EntityUid acting = agent(m_world.start.agent.text.c_str());
    for (const trace::Event& event : m_world.before) {
        const auto* approve = std::get_if<trace::Approve>(&event.body);
        if (!approve || !m_trusted || approve->agent.text != acting.id)
            continue;
        const auto ref = authority::parseTaskRef(approve->task.text);
        const JsonValue arguments = *parseJson(*m_world.call.arguments).root;
        if (!ref || m_task != ref ||
            approve->action.text != "Action::\"" + m_world.call.tool + "\"" ||
            approve->resource.text != "Doc::\"" + arguments.find("doc")->text + "\"" ||
            approve->argsHash.text != sha256Text(canonicalJson(arguments)) ||
            (m_world.time && *m_world.time >= *approve->expires))
            continue;
        if (!m_world.time) {
            known = false;
            continue;
        }
        const cedar::EntityUid approver = user(approve->approver.c_str());
        const std::vector<cedar::EntityUid> all = principals(chain);
        if (std::find(all.begin(), all.end(), approver) == all.end() &&
            ownerOf(acting) != approver &&
            m_entities->isDescendant(approver, {"Role", approve->role}))
            roles.insert(approve->role);
    }
    return roles;
}

/// Steps 1 to 7 on one chain. `counting`: it is one; else it only explains.
Model::Ranked Model::rank(const Chain& chain, bool counting, const Outcome& step4) const
{
    Ranked ranked;
    ranked.chain = &chain;
    const auto see = [&](int step, std::size_t hop, char state, const std::string& kind) {
        if (state == 'y' || ranked.kind == 0)
            return;
        if (state == 'n') {
            ranked.kind = 0;
            ranked.step = step;
            ranked.hop = hop;
            ranked.first = kind;
            ranked.crossingHop = kind == "outside-grant" ? hop : 0;
        } else if (ranked.kind == 3) {
            ranked.kind = 2;
            ranked.step = step;
            ranked.hop = hop;
        }
    };
    const auto delegated = [&](char state) {
        if (state == 'n' || ranked.delegated == 'n')
            ranked.delegated = 'n';
        else if (state == '?')
            ranked.delegated = '?';
    };
    const Outcome ofHolder = holder(chain.empty() ? nullptr : &chain);
    see(1, 0, identity().state, identity().kind);
    see(2, 0, credentialTime().state, credentialTime().kind);
    for (const Outcome& one : {credentialTask(), ofHolder}) {
        see(2, 0, one.state, one.kind);
        delegated(one.state);
    }
    see(3, 0, taskActive().state, taskActive().kind);
    see(4, 0, step4.state, step4.kind);
    delegated(taskActive().state);
    delegated(step4.state);
    bool rolesKnown = true;
    const std::set<std::string> roles = rolesAtHand(chain, rolesKnown);
    const bool chainKnown = counting || step4.state != '?';
    const Known known = contextOf(chain, chainKnown, roles, rolesKnown);
    for (std::size_t i = 0; i < chain.size(); ++i) {
        const auto scope = m_made.scopes.find(chain[i]->id);
        const char said =
            scope == m_made.scopes.end() ? 'n' : ask(scope->second, chain[i]->to, known);
        const char state = said == 'a' ? 'y' : said == '?' ? '?' : 'n';
        see(5, i + 1, state, "outside-grant");
        delegated(state);
    }
    // R5: R are the roles of the approval rules that forbid with the approvals at hand.
    const std::vector<cedar::EntityUid> all = principals(chain);
    const bool assumed =
        !chain.empty() && m_world.setup.rootEntitlement == decision::RootEntitlement::Assumed;
    std::set<std::string> demanded;
    for (std::size_t i = assumed ? 1 : 0; i < all.size(); ++i) {
        for (const Clauses& policy : m_made.policies) {
            if (!policy.approval.empty() && rolesKnown && holds(policy.text(), all[i], known))
                demanded.insert(policy.approval);
        }
    }
    std::set<std::string> together = roles;
    together.insert(demanded.begin(), demanded.end());
    const Known approved = demanded.empty() ? known : contextOf(chain, chainKnown, together, true);
    for (std::size_t i = assumed ? 1 : 0; i < all.size(); ++i) {
        const char said = ask(m_made.policies, all[i], approved);
        see(6, i,
            said == 'a'   ? 'y'
            : said == '?' ? '?'
                          : 'n',
            said == 'f' ? "forbidden" : "not-permitted");
    }
    if (!demanded.empty() && ranked.kind == 3) {
        ranked.kind = 1;
        ranked.step = 7;
        ranked.first = "approval-missing";
    }
    return ranked;
}

NaiveVerdict Model::decide()
{
    for (const Credential& one : m_world.objects.credentials) {
        if (m_world.start.credential.isPresent() && one.id == m_world.start.credential.text)
            m_credential = &one;
    }
    resolveTask();
    collectNamed();
    const std::vector<Chain> right = m_taskKnown ? allChains() : std::vector<Chain>();
    std::vector<std::pair<Chain, Outcome>> counting;
    for (const Chain& chain : right) {
        const Outcome now = active(chain);
        if (now.state != 'n')
            counting.emplace_back(chain, now);
    }
    std::set<cedar::EntityUid> roots;
    for (const auto& [chain, now] : counting)
        roots.insert(chain.front()->from);

    NaiveVerdict result;
    Ranked best;
    const Chain nobody;
    Chain shown;
    if (!m_taskKnown) {
        best = rank(nobody, false, kUnknown);
    } else if (counting.empty()) {
        const auto find = [&](auto fits) { return std::find_if(right.begin(), right.end(), fits); };
        const auto anyRevoked = [&](const Chain& chain) {
            return std::any_of(chain.begin(), chain.end(),
                               [&](const Grant* grant) { return revoked(*grant); });
        };
        const auto anyExpired = [&](const Chain& chain) {
            return std::any_of(chain.begin(), chain.end(), [&](const Grant* grant) {
                return m_world.time && m_world.time->milliseconds >=
                                           grant->expiresAt.milliseconds + m_world.setup.clockSkew;
            });
        };
        std::string kind = "undelegated";
        auto at = find(anyRevoked);
        if (at != right.end()) {
            kind = "grant-revoked";
        } else if ((at = find(anyExpired)) != right.end()) {
            kind = "grant-expired";
        } else {
            at = right.begin();
        }
        if (at != right.end())
            shown = *at;
        best = rank(shown, false, no(kind));
    } else if (m_requesters.empty() && m_grants.empty() && roots.size() > 1) {
        // Undecidable, unless a step before fails.
        result.delegated = "?";
        std::vector<Outcome> before{identity(), credentialTime(), credentialTask(), taskActive()};
        bool anyHolder = false;
        for (const auto& [chain, now] : counting)
            anyHolder = anyHolder || holder(&chain).state == 'y';
        result.verdict = "undecidable";
        if (!anyHolder)
            before.insert(before.begin() + 3, no("credential-misused"));
        for (const Outcome& one : before) {
            if (one.state == 'n' && result.crossing.empty()) {
                result.verdict = "deny";
                result.crossing = one.kind;
            }
        }
        if (credentialTask().state == 'n' || taskActive().state == 'n' || !anyHolder)
            result.delegated = "no";
    } else {
        std::vector<Ranked> all;
        for (const auto& [chain, now] : counting)
            all.push_back(rank(chain, true, now));
        best = *std::max_element(all.begin(), all.end(), [](const Ranked& a, const Ranked& b) {
            return std::tie(a.kind, a.step, a.hop) < std::tie(b.kind, b.step, b.hop);
        });
    }
    const auto word = [](char state) {
        return std::string(state == 'y' ? "yes" : state == 'n' ? "no" : "?");
    };
    const char first = identity().state;
    const char second = credentialTime().state;
    result.authenticated = word(first == 'n' || second == 'n'   ? 'n'
                                : first == '?' || second == '?' ? '?'
                                                                : 'y');
    if (!result.verdict.empty())
        return result;
    constexpr std::array kVerdicts{"deny", "approval_required", "undecidable", "allow"};
    result.verdict = kVerdicts.at(static_cast<std::size_t>(best.kind));
    result.crossing = best.first;
    result.hop = best.crossingHop;
    result.delegated = word(best.delegated);
    if (best.kind == 3) {
        for (const Grant* grant : *best.chain)
            result.chain.push_back(grant->id);
    }
    return result;
}

} // namespace

std::string NaiveVerdict::text() const
{
    std::string words = verdict + " " + crossing + " " + std::to_string(hop) + " " + authenticated +
                        "/" + delegated;
    for (const std::string& grant : chain)
        words += " " + grant;
    return words;
}

NaiveVerdict naiveVerdict(const RandomWorld& made)
{
    return Model(made).decide();
}

NaiveVerdict inNaiveTerms(const decision::CallVerdict& verdict)
{
    const auto word = [](decision::Tristate state) {
        return std::string(!state ? "?" : *state ? "yes" : "no");
    };
    NaiveVerdict result;
    result.verdict = name(verdict.verdict);
    if (!verdict.crossings.empty()) {
        result.crossing = name(verdict.crossings.front().kind);
        result.hop = static_cast<std::size_t>(verdict.crossings.front().hop.value_or(0));
    }
    if (verdict.verdict == decision::Verdict::Allow)
        result.chain = verdict.chain;
    result.authenticated = word(verdict.triad.authenticated);
    result.delegated = word(verdict.triad.delegated);
    return result;
}

} // namespace remit::test
