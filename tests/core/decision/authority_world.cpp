// SPDX-License-Identifier: Apache-2.0
#include "tests/core/decision/authority_world.h"

#include "core/authority/authority_json.h"
#include "core/base/hash.h"
#include "core/base/strict_json.h"
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/syntax/parser.h"
#include "core/decision/steps/approval.h"

#include <stdexcept>

namespace remit::test {

namespace {

constexpr const char* kPolicies = R"(
@id("people") permit (principal is User, action, resource);
@id("agents-read") permit (principal is Agent, action == Action::"read", resource is Doc);
@id("agents-write") permit (principal is Agent, action == Action::"write", resource is Doc);
@id("large") @approval("lead")
forbid (principal is Agent, action == Action::"read", resource)
when { context.input has pages && context.input.pages > 100 }
unless { context has approvals && context.approvals.contains("lead") };
@id("secret") forbid (principal is Agent, action, resource == Doc::"secret");
)";

constexpr const char* kEntities = R"([
{"uid": {"type": "User", "id": "alice"}, "attrs": {}, "parents": []},
{"uid": {"type": "User", "id": "bob"}, "attrs": {}, "parents": [{"type": "Role", "id": "lead"}]},
{"uid": {"type": "User", "id": "carol"}, "attrs": {}, "parents": [{"type": "Role", "id": "lead"}]},
{"uid": {"type": "Role", "id": "lead"}, "attrs": {}, "parents": []},
{"uid": {"type": "Agent", "id": "planner"}, "parents": [], "attrs": {
  "owner": {"__entity": {"type": "User", "id": "carol"}},
  "workloads": ["spiffe://acme.example/planner"]}},
{"uid": {"type": "Agent", "id": "researcher"}, "parents": [], "attrs": {
  "owner": {"__entity": {"type": "User", "id": "carol"}},
  "workloads": ["spiffe://acme.example/researcher", "spiffe://acme.example/researcher-2"]}},
{"uid": {"type": "Doc", "id": "plan"}, "attrs": {}, "parents": []},
{"uid": {"type": "Doc", "id": "secret"}, "attrs": {}, "parents": []}
])";

std::shared_ptr<const cedar::Program> compiled(const std::string& text, cedar::PolicySet& set,
                                               decision::Setup* named = nullptr)
{
    cedar::ParsedPolicies parsed = cedar::parsePolicies(text, "test.cedar");
    if (hasErrors(parsed.diagnostics))
        throw std::runtime_error(parsed.diagnostics.front().message);
    const auto source = std::make_shared<const SourceText>("test.cedar", text);
    std::size_t number = 0;
    for (cedar::Policy& policy : parsed.policies) {
        const std::string* id = policy.annotation("id");
        policy.id = id ? *id : "#" + std::to_string(number);
        ++number;
        if (named)
            named->policySources[policy.id] = source;
        (void)set.add(std::make_shared<const cedar::Policy>(std::move(policy)));
    }
    return cedar::Program::compile(set);
}

} // namespace

Instant clock(const char* time)
{
    return *parseRfc3339(std::string("2026-03-02T") + time + ":00Z");
}

cedar::EntityUid user(const char* id)
{
    return {"User", id};
}

cedar::EntityUid agent(const char* id)
{
    return {"Agent", id};
}

authority::Grant madeGrant(const char* id, cedar::EntityUid from, cedar::EntityUid to,
                           const char* parent, std::int64_t depth)
{
    authority::Grant grant;
    grant.id = id;
    grant.from = std::move(from);
    grant.to = std::move(to);
    grant.task = {"report", 1};
    grant.issuedAt = grant.notBefore = clock("09:00");
    grant.expiresAt = clock("16:00");
    grant.depth = depth;
    if (parent)
        grant.parent = parent;
    return grant;
}

World::World() : policies(kPolicies), entities(kEntities)
{
    authority::Task task;
    task.ref = {"report", 1};
    task.purpose = "Write the report";
    task.owner = user("alice");
    task.maxDuration = 8LL * 3600 * 1000;
    task.transitions = {{clock("09:00"), authority::TaskEvent::Activate}};
    objects.tasks = {task};
    authority::Credential credential;
    credential.id = "cred";
    credential.kind = authority::CredentialKind::Svid;
    credential.holder = agent("researcher");
    credential.boundTo = "spiffe://acme.example/researcher";
    credential.issuedAt = clock("09:00");
    credential.expiresAt = clock("15:00");
    credential.task = authority::TaskRef{"report", 1};
    objects.credentials = {credential};
    objects.grants = {madeGrant("g1", user("alice"), agent("planner"), nullptr, 2),
                      madeGrant("g2", agent("planner"), agent("researcher"), "g1", 1)};
    scopes = {{"g1", "permit (principal, action, resource is Doc);"},
              {"g2", "permit (principal, action == Action::\"read\", resource is Doc);"}};
    setup.authority = decision::Authority::Modelled;
    setup.authoritySources = {"trusted"};
    decision::ToolRule rule;
    rule.tool = "*";
    rule.resource = decision::ResourceRule{std::nullopt, "Doc", "/doc"};
    rule.audience = "documents";
    setup.toolRules = {rule};

    start.agent = trace::Field("researcher");
    start.onBehalfOf = trace::Field("alice");
    start.task = trace::Field("report@1");
    start.credential = trace::Field("cred");
    start.workload = trace::Field("spiffe://acme.example/researcher");
    start.format = "trusted";
    call.callId = "c1";
    call.tool = "read";
    call.arguments = R"({"doc": "plan"})";
    time = clock("12:00");
}

std::shared_ptr<const decision::Setup> World::made() const
{
    auto result = std::make_shared<decision::Setup>(setup);
    result->program = compiled(policies, result->policies, result.get());
    cedar::ParsedEntities read = cedar::parseEntities(entities, "test.json");
    if (hasErrors(read.diagnostics))
        throw std::runtime_error(read.diagnostics.front().message);
    result->entities = cedar::EntityStore::build(std::move(read.entities)).value();
    Diagnostics diagnostics;
    authority::Objects all = objects;
    if (all.actors.empty())
        all.actors =
            authority::readActors(*result->entities, {"Agent", "ServiceAccount"}, diagnostics);
    result->registry = std::make_shared<const authority::Registry>(std::move(all), diagnostics);
    std::map<std::string, std::shared_ptr<const cedar::Program>> programs;
    for (const auto& [grant, text] : scopes) {
        cedar::PolicySet set;
        auto& program = programs[text];
        if (!program)
            program = compiled(text, set);
        result->scopes[grant] = {"grants/" + grant + ".cedar",
                                 std::make_shared<const SourceText>(grant + ".cedar", text),
                                 program};
    }
    result->revision = decision::revisionOf(*result);
    return result;
}

void World::add(trace::EventBody body, const char* at)
{
    trace::Event event;
    event.run = "run";
    event.sequence = static_cast<std::int64_t>(before.size()) + 1;
    if (at)
        event.time = clock(at);
    event.body = std::move(body);
    before.push_back(std::move(event));
}

void World::addLifecycle(const char* kind, const char* id, const char* event, const char* recorded,
                         const char* at)
{
    trace::Lifecycle lifecycle;
    lifecycle.objectKind = kind;
    lifecycle.objectId = id;
    lifecycle.event = event;
    if (at)
        lifecycle.at = clock(at);
    add(std::move(lifecycle), recorded);
}

void World::ask(const char* tool, const char* doc, int pages)
{
    call.tool = tool;
    call.arguments = R"({"doc": ")" + std::string(doc) + "\"";
    if (pages > 0)
        *call.arguments += ", \"pages\": " + std::to_string(pages);
    *call.arguments += "}";
}

void World::addBobsChain()
{
    objects.grants.push_back(madeGrant("h1", user("bob"), agent("planner"), nullptr, 2));
    objects.grants.push_back(madeGrant("h2", agent("planner"), agent("researcher"), "h1", 1));
    scopes["h1"] = scopes["g1"];
    scopes["h2"] = scopes["g2"];
}

std::vector<trace::Event> World::events() const
{
    std::vector<trace::Event> all;
    trace::Event event;
    event.run = "run";
    event.time = time ? std::optional(clock("09:00")) : std::nullopt;
    event.body = start;
    all.push_back(event);
    all.insert(all.end(), before.begin(), before.end());
    event.sequence = 1'000'000;
    event.time = time;
    event.body = call;
    all.push_back(event);
    return all;
}

trace::Approve World::approval() const
{
    trace::Approve approve;
    approve.approver = "bob";
    approve.role = "lead";
    approve.agent = trace::Field("researcher");
    approve.task = trace::Field("report");
    approve.taskVersion = 1;
    approve.action = trace::Field(R"(Action::"read")");
    approve.resource = trace::Field(R"(Doc::"plan")");
    approve.argsHash = trace::Field("sha256:" + *decision::argumentsHash(call));
    approve.expires = clock("13:00");
    return approve;
}

Decided::Decided(const World& world) : events(world.events()), decider(world.made())
{
    std::vector<decision::SourcedEvent> sourced;
    for (const trace::Event& event : events) {
        if (const auto* start = std::get_if<trace::RunStart>(&event.body))
            call.start = start;
        sourced.push_back({&event, call.start});
    }
    auto log = std::make_shared<decision::AuthorityLog>(decider, sourced);
    for (std::size_t i = 0; i < log->approvals().size(); ++i)
        log->assign(i, 0);
    decision::SessionAuthority known(decider, std::move(log), 0);
    for (std::size_t i = 0; i + 1 < events.size(); ++i) {
        known.add(events[i], call.start);
        session.add(events[i]);
    }
    call.event = &events.back();
    authority = known.at(call);
    authority.ignored = known.ignored();
    verdict = decider.decide(call, decider.prepare(call, session), authority, scratch);
}

std::string Decided::text() const
{
    std::string text(name(verdict.verdict));
    for (const decision::Crossing& crossing : verdict.crossings)
        text += " " + std::string(name(crossing.kind));
    if (!verdict.undecidable.empty())
        text += " " + verdict.undecidable;
    return text;
}

std::string Decided::headline() const
{
    std::string text(name(verdict.verdict));
    if (!verdict.crossings.empty())
        text += " " + std::string(name(verdict.crossings.front().kind));
    if (!verdict.undecidable.empty())
        text += " " + verdict.undecidable;
    for (const std::string& fact : verdict.unknown)
        text += " " + fact;
    return text;
}

} // namespace remit::test
