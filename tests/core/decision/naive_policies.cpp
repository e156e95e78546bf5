// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"
#include "core/base/strict_json.h"
#include "core/cedar/reference/reference_evaluator.h"
#include "core/cedar/syntax/parser.h"
#include "tests/core/decision/naive_model.h"

#include <algorithm>

/// What scopes and policies say of one chain: steps 5 to 7.
namespace remit::test::naive {

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

} // namespace remit::test::naive
