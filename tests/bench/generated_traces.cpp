// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/generated_traces.h"

#include "core/analysis/remedies/remedy.h"
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/syntax/parser.h"
#include "core/decision/decide.h"

#include <fmt/format.h>

#include <random>

namespace remit::bench {

namespace {

constexpr std::size_t kTools = 40;
constexpr std::size_t kVendors = 500;
constexpr std::size_t kAgents = 30;
constexpr std::int64_t kStart = 1'767'225'600'000; // 2026-01-01

std::string policy(std::size_t number, bool provenance)
{
    const std::size_t tool = number % kTools;
    const std::size_t vendor = number * 7 % kVendors;
    if (number % 100 == 0 && provenance)
        return fmt::format("@id(\"origin-{}\") forbid (principal, action == Action::\"tool{}\", "
                           "resource) when {{ context.provenance has iban && "
                           "context.provenance.iban.any.contains(\"label:mail\") }};\n",
                           number, tool);
    if (number % 50 == 0)
        return fmt::format("@id(\"often-{}\") forbid (principal, action == Action::\"tool{}\", "
                           "resource) when {{ context.session.callsOfTool > {} }};\n",
                           number, tool, 15 + number % 10);
    if (number % 3 == 0)
        return fmt::format("@id(\"vendor-{}\") permit (principal, action == Action::\"tool{}\", "
                           "resource == Vendor::\"v{}\") when {{ context.input.amount <= {} }};\n",
                           number, tool, vendor, 1'000 + number);
    return fmt::format("@id(\"tool-{}\") permit (principal == Agent::\"agent{}\", action == "
                       "Action::\"tool{}\", resource) when {{ context.input.amount <= {} && "
                       "!context.session.labels.contains(\"secret\") }};\n",
                       number, number % kAgents, tool, 500 + number);
}

} // namespace

GeneratedTraces::GeneratedTraces(std::size_t calls, std::size_t hops) : m_hops(hops)
{
    for (std::size_t i = 0; i < calls / kCallsPerSession; ++i)
        m_sessions.push_back({{fmt::format("run-{:08}", i)}});
}

Result<replay::Events> GeneratedTraces::events(std::size_t session) const
{
    std::mt19937 random(static_cast<std::uint32_t>(session));
    const std::string& run = m_sessions[session].runs.front();
    std::vector<trace::Event> events;
    events.reserve(2 + 2 * kCallsPerSession);
    const auto add = [&](auto body) {
        trace::Event& made = events.emplace_back();
        made.run = run;
        made.sequence = static_cast<std::int64_t>(events.size() - 1);
        made.time = Instant{kStart + made.sequence * 1'500};
        made.body.emplace<decltype(body)>(std::move(body));
    };
    trace::RunStart start;
    const std::string agent = fmt::format("agent{}", random() % kAgents);
    start.agent = trace::Field(agent);
    if (m_hops > 0) {
        start.onBehalfOf = trace::Field("person");
        start.task = trace::Field("pay@1");
        start.credential = trace::Field("of-" + agent);
        start.workload = trace::Field("spiffe://acme.example/" + agent);
    }
    start.format = "generated";
    add(std::move(start));
    add(trace::Message{trace::Role::User,
                       {},
                       {},
                       fmt::format("Pay the invoices of vendor v{} to DE8937040044053201{:04}, "
                                   "please, and tell me when it is done.",
                                   random() % kVendors, random() % 10'000)});
    for (std::size_t i = 0; i < kCallsPerSession; ++i) {
        trace::Call call;
        call.callId = fmt::format("call{}", i);
        call.tool = fmt::format("tool{}", random() % kTools);
        call.arguments = fmt::format(
            R"({{"vendor": "v{}", "iban": "DE8937040044053201{:04}", "amount": {}, "note": "Invoice INV-{} for March"}})",
            random() % kVendors, random() % 10'000, random() % 2'000, random() % 100'000);
        const std::string id = call.callId;
        add(std::move(call));
        add(trace::CallResult{
            id, true,
            fmt::format(
                R"({{"status": "ok", "balance": {}, "vendor": "v{}", "iban": "DE8937040044053201{:04}"}})",
                random() % 100'000, random() % kVendors, random() % 10'000)});
    }
    return std::make_shared<const std::vector<trace::Event>>(std::move(events));
}

namespace {

void setPolicies(decision::Setup& setup, const std::string& text)
{
    const auto source = std::make_shared<const SourceText>("generated.cedar", text);
    setup.policies = {};
    for (cedar::Policy& parsed : cedar::parsePolicies(text, source->name()).policies) {
        parsed.id = *parsed.annotation("id");
        setup.policySources[parsed.id] = source;
        (void)setup.policies.add(std::make_shared<const cedar::Policy>(std::move(parsed)));
    }
    setup.program = cedar::Program::compile(setup.policies);
    setup.revision = decision::revisionOf(setup);
}

} // namespace

std::shared_ptr<decision::Setup> generatedWorkspace(std::size_t policies, bool provenance)
{
    auto setup = std::make_shared<decision::Setup>();
    setup->entities = *cedar::EntityStore::build({});
    decision::ToolRule rule;
    rule.tool = "tool*";
    rule.resource = decision::ResourceRule{{}, "Vendor", "/vendor"};
    rule.labels = {"mail"};
    setup->toolRules.push_back(std::move(rule));
    std::string text;
    for (std::size_t i = 1; i <= policies; ++i)
        text += policy(i, provenance);
    setPolicies(*setup, text);
    return setup;
}

namespace {

constexpr std::int64_t kDay = 86'400'000;

/// From the person through "agent0-1", "agent0-2" … to "agent0".
void addChain(authority::Objects& objects, decision::Setup& setup, const std::string& agent,
              std::size_t hops)
{
    cedar::EntityUid from{"User", "person"};
    for (std::size_t hop = 1; hop <= hops; ++hop) {
        authority::Grant grant;
        grant.id = fmt::format("{}-grant-{}", agent, hop);
        grant.from = from;
        grant.to = {"Agent", hop == hops ? agent : fmt::format("{}-{}", agent, hop)};
        grant.task = {"pay", 1};
        grant.issuedAt = grant.notBefore = Instant{kStart - kDay};
        grant.expiresAt = Instant{kStart + kDay};
        grant.depth = static_cast<std::int64_t>(hops - hop);
        if (hop > 1)
            grant.parent = objects.grants.back().id;
        from = grant.to;
        const std::string text = fmt::format(
            "permit (principal, action, resource is Vendor) when {{ context.input.amount < {} }};",
            2'000 - hop);
        decision::GrantScope& scope = setup.scopes[grant.id];
        scope.source = std::make_shared<const SourceText>("scope.cedar", text);
        cedar::PolicySet set;
        for (cedar::Policy& policy : cedar::parsePolicies(text, "scope.cedar").policies) {
            policy.id = "#0";
            (void)set.add(std::make_shared<const cedar::Policy>(std::move(policy)));
        }
        scope.program = cedar::Program::compile(set);
        objects.grants.push_back(std::move(grant));
    }
    authority::Credential credential;
    credential.id = "of-" + agent;
    credential.kind = authority::CredentialKind::Svid;
    credential.holder = from;
    credential.boundTo = "spiffe://acme.example/" + agent;
    credential.issuedAt = Instant{kStart - kDay};
    credential.expiresAt = Instant{kStart + kDay};
    objects.credentials.push_back(credential);
    authority::Actor actor;
    actor.uid = from;
    actor.owner = cedar::EntityUid{"User", "owner"};
    actor.workloads = {*credential.boundTo};
    objects.actors.push_back(std::move(actor));
}

} // namespace

std::shared_ptr<const decision::Setup>
withChains(const std::shared_ptr<const decision::Setup>& setup, std::size_t hops)
{
    auto chained = std::make_shared<decision::Setup>(*setup);
    chained->authority = decision::Authority::Modelled;
    authority::Objects objects;
    authority::Task task;
    task.ref = {"pay", 1};
    task.owner = {"User", "person"};
    task.maxDuration = 2 * kDay;
    task.transitions = {{Instant{kStart - kDay}, authority::TaskEvent::Activate}};
    objects.tasks.push_back(std::move(task));
    for (std::size_t i = 0; i < kAgents; ++i)
        addChain(objects, *chained, fmt::format("agent{}", i), hops);
    Diagnostics diagnostics;
    chained->registry =
        std::make_shared<const authority::Registry>(std::move(objects), diagnostics);
    chained->revision = decision::revisionOf(*chained);
    return chained;
}

std::shared_ptr<const decision::Setup>
withEveryPolicyEdited(const std::shared_ptr<const decision::Setup>& setup)
{
    auto edited = std::make_shared<decision::Setup>(*setup);
    std::string text(setup->policySources.begin()->second->text());
    // One more digit would allow everything; the last one is another.
    for (std::size_t at = text.find(" }"); at != std::string::npos; at = text.find(" }", at + 1)) {
        char& last = text[at - 1];
        if (last >= '0' && last < '9')
            ++last;
        else if (last == ')')
            text.insert(at, " && true");
    }
    setPolicies(*edited, text);
    return edited;
}

std::shared_ptr<const decision::Setup>
withEditedPolicy(const std::shared_ptr<const decision::Setup>& setup)
{
    const cedar::PolicySet::PolicyPtr policy = setup->policies.find("often-50");
    const SourceText& source = *setup->policySources.find("often-50")->second;
    const std::string_view words = source.text(policy->span);
    const auto at = static_cast<std::uint32_t>(policy->span.begin + words.find("> ") + 2);
    WorkspaceEdit edit;
    edit.files[source.name()].push_back({{at, at + 2}, "1"});
    return analysis::editedSetup(setup, edit);
}

} // namespace remit::bench
