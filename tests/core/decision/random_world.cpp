// SPDX-License-Identifier: Apache-2.0
#include "tests/core/decision/random_world.h"

#include <array>

namespace remit::test {

namespace {

using authority::TaskEvent;

constexpr std::array kUsers{"u0", "u1", "u2"};
constexpr std::array kAgents{"a0", "a1", "a2"};
constexpr std::array kTasks{"t@1", "t@2", "sub@1"};

constexpr const char* kEntities = R"([
{"uid": {"type": "User", "id": "u0"}, "attrs": {}, "parents": []},
{"uid": {"type": "User", "id": "u1"}, "attrs": {}, "parents": [{"type": "Role", "id": "lead"}]},
{"uid": {"type": "User", "id": "u2"}, "attrs": {}, "parents": [{"type": "Role", "id": "lead"}]},
{"uid": {"type": "ServiceAccount", "id": "s0"}, "parents": [],
 "attrs": {"owner": {"__entity": {"type": "User", "id": "u0"}}}},
{"uid": {"type": "Agent", "id": "a0"}, "parents": [],
 "attrs": {"workloads": ["spiffe://x.example/a0"]}},
{"uid": {"type": "Agent", "id": "a1"}, "parents": [],
 "attrs": {"workloads": ["spiffe://x.example/a1", "spiffe://x.example/a1b"],
           "owner": {"__entity": {"type": "User", "id": "u2"}}}},
{"uid": {"type": "Agent", "id": "a2"}, "parents": [],
 "attrs": {"workloads": ["spiffe://x.example/a2"]}}
])";

const std::vector<Clauses>& scopePool()
{
    static const std::vector<Clauses> pool{
        {"all", false, "principal, action, resource", "", "", {}},
        {"read", false, "principal, action == Action::\"read\", resource", "", "", {}},
        {"plan", false, "principal, action, resource == Doc::\"plan\"", "", "", {}},
        {"few", false, "principal, action, resource", "when { context.input.pages < 100 }", "", {}},
        {"near",
         false,
         "principal, action, resource",
         "when { context.delegation.depth < 3 }",
         "",
         {"delegation"}},
        {"no", true, "principal, action, resource == Doc::\"secret\"", "", "", {}},
        {"odd", true, "principal, action, resource", "when { context.missing }", "", {}},
    };
    return pool;
}

const std::vector<Clauses>& policyPool()
{
    static const std::vector<Clauses> pool{
        {"any", false, "principal, action, resource", "", "", {}},
        {"people", false, "principal is User, action, resource", "", "", {}},
        {"agents", false, "principal is Agent, action, resource", "", "", {}},
        {"accounts", false, "principal is ServiceAccount, action, resource", "", "", {}},
        {"reading", false, "principal, action == Action::\"read\", resource", "", "", {}},
        {"task",
         false,
         "principal, action, resource",
         "when { context.task.id == \"t\" }",
         "",
         {"task"}},
        {"not-a1",
         true,
         "principal == Agent::\"a1\", action == Action::\"write\", resource",
         "",
         "",
         {}},
        {"keys",
         true,
         "principal, action, resource",
         "when { context has credential && context.credential.kind == \"api-key\" }",
         "",
         {"credential"}},
        {"deep",
         true,
         "principal is Agent, action, resource",
         "when { context has delegation && context.delegation.depth > 2 }",
         "",
         {"delegation"}},
        {"ask",
         true,
         "principal is Agent, action, resource",
         "when { context.input.pages > 200 } unless { context has approvals && "
         "context.approvals.contains(\"lead\") }",
         "lead",
         {"approvals"}},
        {"broken", true, "principal, action, resource", "when { context.nowhere.at }", "", {}},
    };
    return pool;
}

std::string joinedText(const std::vector<Clauses>& policies)
{
    std::string text;
    for (const Clauses& policy : policies)
        text += policy.text() + "\n";
    return text;
}

} // namespace

std::string Clauses::text() const
{
    std::string text = "@id(\"" + id + "\") ";
    if (!approval.empty())
        text += "@approval(\"" + approval + "\") ";
    return text + (forbid ? "forbid (" : "permit (") + scope + ") " + condition + ";";
}

std::string Clauses::scopeAlone() const
{
    return "permit (" + scope + ");";
}

Instant WorldMaker::hour(int first, int last)
{
    const Instant midnight = *parseRfc3339("2026-03-02T00:00:00Z");
    return {midnight.milliseconds + (first + pick(last - first + 1)) * 3'600'000LL};
}

cedar::EntityUid WorldMaker::anybody()
{
    switch (pick(8)) {
    case 0:
        return {"ServiceAccount", "s0"};
    case 1:
    case 2:
    case 3:
        return user(oneOf(kUsers));
    default:
        return agent(oneOf(kAgents));
    }
}

void WorldMaker::makeTasks(World& world)
{
    world.objects.tasks.clear();
    for (const char* name : kTasks) {
        if (chance(5))
            continue;
        authority::Task task;
        task.ref = *authority::parseTaskRef(name);
        task.owner = user("u0");
        task.profile = chance(30) ? authority::Profile::Batch : authority::Profile::Exploratory;
        task.maxDuration = (4 + pick(12)) * 3'600'000LL;
        if (task.ref.id == "sub" && chance(80))
            task.parent = authority::TaskRef{"t", 1};
        if (chance(95))
            task.transitions.push_back({hour(7, 9), TaskEvent::Activate});
        if (chance(20))
            task.transitions.push_back(
                {hour(10, 16), chance(50) ? TaskEvent::Complete : TaskEvent::ScopeChange});
        world.objects.tasks.push_back(std::move(task));
    }
}

void WorldMaker::makeCredentials(World& world)
{
    world.objects.credentials.clear();
    for (const char* id : {"c0", "c1"}) {
        authority::Credential credential;
        credential.id = id;
        credential.kind =
            chance(30) ? authority::CredentialKind::ApiKey : authority::CredentialKind::OAuth;
        credential.holder = chance(75) ? agent(oneOf(kAgents)) : anybody();
        if (chance(30))
            credential.boundTo = std::string("spiffe://x.example/") + oneOf(kAgents);
        if (chance(15))
            credential.audience = chance(70) ? "documents" : "mail";
        if (chance(20))
            credential.task = authority::parseTaskRef(oneOf(kTasks));
        credential.issuedAt = hour(6, 9);
        if (chance(80))
            credential.expiresAt = hour(12, 19);
        if (chance(8))
            credential.revokedAt = hour(9, 16);
        world.objects.credentials.push_back(std::move(credential));
    }
}

/// Mostly below an earlier grant, and mostly as the rules want it.
authority::Grant WorldMaker::grantBelow(const World& world, std::size_t number)
{
    authority::Grant grant;
    grant.id = "g" + std::to_string(number);
    grant.to = agent(oneOf(kAgents));
    grant.task = *authority::parseTaskRef(chance(80) ? "t@1" : oneOf(kTasks));
    grant.from = chance(85) ? user(oneOf(kUsers)) : anybody();
    grant.depth = pick(4);
    if (!world.objects.grants.empty() && chance(65)) {
        const authority::Grant& above = oneOf(world.objects.grants);
        grant.parent = above.id;
        grant.from = chance(92) ? above.to : anybody();
        grant.depth = chance(90) ? std::max<std::int64_t>(0, above.depth - 1) : pick(4);
        if (chance(80))
            grant.task = above.task;
        else if (chance(70))
            grant.task = {"sub", 1};
    } else if (chance(4)) {
        grant.parent = "g" + std::to_string(pick(9));
    }
    grant.issuedAt = hour(7, 9);
    grant.notBefore = chance(80) ? grant.issuedAt : hour(7, 12);
    grant.expiresAt = hour(12, 20);
    if (chance(10))
        grant.boundTo = std::string("spiffe://x.example/") + oneOf(kAgents);
    if (chance(10))
        grant.audience = chance(70) ? "documents" : "mail";
    if (chance(8))
        grant.revokedAt = hour(9, 16);
    return grant;
}

void WorldMaker::makeGrants(RandomWorld& made)
{
    made.world.objects.grants.clear();
    made.world.scopes.clear();
    const int count = 1 + pick(8);
    for (int i = 0; i < count; ++i) {
        authority::Grant grant = grantBelow(made.world, static_cast<std::size_t>(i));
        if (!chance(4)) {
            auto& scope = made.scopes[grant.id];
            scope.push_back(scopePool()[static_cast<std::size_t>(chance(60) ? 0 : pick(5))]);
            if (chance(20))
                scope.push_back(scopePool()[static_cast<std::size_t>(5 + pick(2))]);
            made.world.scopes[grant.id] = joinedText(scope);
        }
        made.world.objects.grants.push_back(std::move(grant));
    }
}

void WorldMaker::makePolicies(RandomWorld& made)
{
    made.policies.clear();
    for (const Clauses& policy : policyPool()) {
        const bool broad = policy.id == "any" || policy.id == "people" || policy.id == "agents";
        if (chance(broad ? 60 : 25))
            made.policies.push_back(policy);
    }
    made.world.policies = joinedText(made.policies);
}

RandomWorld WorldMaker::make()
{
    RandomWorld made;
    World& world = made.world;
    world.entities = kEntities;
    world.setup.rootEntitlement =
        chance(30) ? decision::RootEntitlement::Assumed : decision::RootEntitlement::Policies;
    world.setup.clockSkew = chance(20) ? 1'800'000 : 0;
    makeTasks(world);
    makeCredentials(world);
    makeGrants(made);
    makePolicies(made);
    changeCall(made);
    return made;
}

void WorldMaker::changeCall(RandomWorld& made)
{
    World& world = made.world;
    const auto field = [this](std::string text, int unknown, int none) {
        if (chance(unknown))
            return trace::Field();
        return chance(none) ? trace::Field::none() : trace::Field(std::move(text));
    };
    // Mostly by the receiver of a grant, with a credential of its own.
    const authority::Grant& grant = oneOf(world.objects.grants);
    const std::string acting = chance(90) ? grant.to.id : oneOf(kAgents);
    world.start = {};
    world.start.format = chance(70) ? "trusted" : "elsewhere";
    world.start.agent = trace::Field(acting);
    world.start.onBehalfOf = field(oneOf(kUsers), 60, 5);
    world.start.task = field(chance(85) ? toText(grant.task) : std::string(oneOf(kTasks)), 4, 2);
    if (chance(10))
        world.start.task = trace::Field(chance(80) ? "t" : "nothing@1");
    world.start.credential = field(chance(50) ? "c0" : "c1", 4, 3);
    world.start.workload = field("spiffe://x.example/" + acting, 4, 4);
    world.ask(chance(70) ? "read" : "write", chance(75) ? "plan" : "secret", 50 + 100 * pick(3));
    world.time = chance(94) ? std::optional(hour(8, 17)) : std::nullopt;
    world.before.clear();
    addEvidence(world);
}

void WorldMaker::addEvidence(World& world)
{
    static constexpr std::array kHours{"08:30", "09:30", "10:30", "11:30", "13:30"};
    const auto at = [this] { return chance(90) ? oneOf(kHours) : nullptr; };
    if (chance(15))
        world.addLifecycle("grant", oneOf(world.objects.grants).id.c_str(), "revoke", at());
    if (chance(6))
        world.addLifecycle("credential", chance(50) ? "c0" : "c1", "revoke", at());
    if (chance(8))
        world.addLifecycle("task", chance(50) ? "t" : "t@1", chance(50) ? "cancel" : "activate",
                           at());
    if (chance(8))
        world.addLifecycle("principal", oneOf(kAgents), "compromise", "13:30", oneOf(kHours));
    if (chance(4))
        world.addLifecycle("workload", "spiffe://x.example/a1", "compromise", "13:30",
                           oneOf(kHours));
    for (int i = pick(3); i > 0; --i) {
        trace::Delegate delegate;
        delegate.from = "a0";
        delegate.to = chance(80) ? world.start.agent.text : std::string(oneOf(kAgents));
        if (chance(50))
            delegate.requester = trace::Field(oneOf(kUsers));
        if (chance(25))
            delegate.grant = trace::Field(oneOf(world.objects.grants).id);
        world.add(std::move(delegate), at());
    }
    if (chance(40))
        addApproval(world);
}

void WorldMaker::addApproval(World& world)
{
    trace::Approve approve = world.approval();
    approve.approver = oneOf(kUsers);
    approve.agent = world.start.agent;
    approve.task = trace::Field(world.start.task.isPresent() ? world.start.task.text : "t@1");
    approve.taskVersion.reset();
    approve.action = trace::Field("Action::\"" + world.call.tool + "\"");
    if (chance(50))
        approve.resource = trace::Field(world.call.arguments->find("secret") == std::string::npos
                                            ? "Doc::\"plan\""
                                            : "Doc::\"secret\"");
    approve.expires = hour(9, 20);
    world.add(std::move(approve), chance(90) ? "08:30" : nullptr);
}

} // namespace remit::test
