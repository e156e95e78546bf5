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
                       number, number % 30, tool, 500 + number);
}

} // namespace

GeneratedTraces::GeneratedTraces(std::size_t calls)
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
    start.agent = trace::Field(fmt::format("agent{}", random() % 30));
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

std::shared_ptr<decision::Setup> generatedWorkspace(std::size_t policies, bool provenance)
{
    std::string text;
    for (std::size_t i = 1; i <= policies; ++i)
        text += policy(i, provenance);
    auto setup = std::make_shared<decision::Setup>();
    const auto source = std::make_shared<const SourceText>("generated.cedar", text);
    for (cedar::Policy& parsed : cedar::parsePolicies(text, source->name()).policies) {
        parsed.id = *parsed.annotation("id");
        setup->policySources[parsed.id] = source;
        (void)setup->policies.add(std::make_shared<const cedar::Policy>(std::move(parsed)));
    }
    setup->program = cedar::Program::compile(setup->policies);
    setup->entities = *cedar::EntityStore::build({});
    decision::ToolRule rule;
    rule.tool = "tool*";
    rule.resource = decision::ResourceRule{{}, "Vendor", "/vendor"};
    rule.labels = {"mail"};
    setup->toolRules.push_back(std::move(rule));
    setup->revision = decision::revisionOf(*setup);
    return setup;
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
