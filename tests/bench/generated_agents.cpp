// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/workload.h"

#include <fmt/format.h>

#include <map>
#include <random>

namespace remit::bench {

namespace {

using cedar::EntityUid;
using cedar::Value;

constexpr std::array<const char*, 4> kActions = {"read", "write", "pay", "delete"};

constexpr const char* kSchema = R"(
entity Team, ToolSet;
entity Agent in [Team] { level: Long, suspended: Bool };
entity Tool in [ToolSet] { risk: Long };
type Call = { amount: Long, now: datetime, expires: datetime };
action read, write, pay, "delete"
    appliesTo { principal: [Agent], resource: [Tool], context: Call };
)";

class AgentsGenerator {
public:
    AgentsGenerator(std::size_t policies, std::size_t entities)
        : m_policies(policies)
        , m_agents(std::max<std::size_t>(100, entities * 6 / 10))
        , m_tools(std::max<std::size_t>(100, entities * 3 / 10))
        , m_teams(std::max<std::size_t>(10, entities / 40))
    {}

    Workload run(std::size_t requests)
    {
        Workload workload;
        workload.name = fmt::format("agents-{}", m_policies);
        workload.policyText = policyText();
        workload.policies = parsedSet(workload.policyText);
        workload.program = cedar::Program::compile(workload.policies);
        workload.schema = cedar::readSchema(kSchema).schema;
        auto store = cedar::EntityStore::build(entityList());
        workload.entities = store ? *store : nullptr;
        for (std::size_t i = 0; i < requests; ++i)
            workload.requests.push_back(request());
        return workload;
    }

private:
    std::size_t below(std::size_t limit) { return m_random() % limit; }

    std::string policyText()
    {
        std::string text = R"(forbid (principal, action, resource) when { principal.suspended };
forbid (principal, action, resource) when { context.now >= context.expires };
forbid (principal, action == Action::"pay", resource) when { context.amount > 900 };
)";
        while (m_written < m_policies)
            text += policy(m_written++);
        return text;
    }

    std::string policy(std::size_t number)
    {
        const std::size_t kind = number % 20;
        const std::size_t amount = 50 + below(400);
        const char* action = kActions[below(kActions.size())];
        if (kind < 13)
            return fmt::format(
                "permit (principal == Agent::\"agent-{}\", action == Action::\"{}\", "
                "resource == Tool::\"tool-{}\") when {{ context.amount <= {} }};\n",
                below(m_agents), action, below(m_tools), amount);
        if (kind < 18)
            return fmt::format("permit (principal in Team::\"team-{}\", action == Action::\"{}\", "
                               "resource in ToolSet::\"set-{}\") when {{ context.amount <= {} && "
                               "principal.level >= {} }};\n",
                               below(m_teams), action, below(m_teams), amount, below(10));
        return fmt::format("forbid (principal, action == Action::\"{}\", resource == "
                           "Tool::\"tool-{}\") when {{ context.amount > {} }};\n",
                           action, below(m_tools), amount);
    }

    std::vector<cedar::Entity> entityList()
    {
        std::vector<cedar::Entity> entities;
        entities.reserve(m_agents + m_tools + 2 * m_teams);
        for (std::size_t i = 0; i < m_teams; ++i) {
            entities.push_back({uid("Team", "team", i), {}, {}, {}});
            entities.push_back({uid("ToolSet", "set", i), {}, {}, {}});
        }
        for (std::size_t i = 0; i < m_agents; ++i)
            entities.push_back({uid("Agent", "agent", i),
                                {{"level", Value::integer(static_cast<std::int64_t>(below(10)))},
                                 {"suspended", Value::boolean(below(50) == 0)}},
                                {uid("Team", "team", below(m_teams))},
                                {}});
        for (std::size_t i = 0; i < m_tools; ++i)
            entities.push_back({uid("Tool", "tool", i),
                                {{"risk", Value::integer(static_cast<std::int64_t>(below(10)))}},
                                {uid("ToolSet", "set", below(m_teams))},
                                {}});
        return entities;
    }

    cedar::Request request()
    {
        const auto now = static_cast<std::int64_t>(below(1'000'000'000));
        return {uid("Agent", "agent", below(m_agents)),
                {"Action", kActions[below(kActions.size())]},
                uid("Tool", "tool", below(m_tools)),
                Value::record({{"amount", Value::integer(static_cast<std::int64_t>(below(1000)))},
                               {"now", Value::datetime({now})},
                               {"expires", Value::datetime({now + 1000})}})};
    }

    static EntityUid uid(const char* type, const char* start, std::size_t number)
    {
        return {type, fmt::format("{}-{}", start, number)};
    }

    std::size_t m_policies;
    std::size_t m_agents;
    std::size_t m_tools;
    std::size_t m_teams;
    std::size_t m_written = 3;
    std::mt19937_64 m_random{42};
};

} // namespace

Workload generatedAgents(std::size_t policies, std::size_t entities, std::size_t requests)
{
    return AgentsGenerator(policies, entities).run(requests);
}

const Workload& agentsOf(std::int64_t policies)
{
    constexpr std::size_t kEntities = 10'000;
    static std::map<std::int64_t, Workload> made;
    const auto found = made.find(policies);
    if (found != made.end())
        return found->second;
    const auto count = static_cast<std::size_t>(policies);
    return made.emplace(policies, generatedAgents(count, kEntities, kGeneratedRequests))
        .first->second;
}

} // namespace remit::bench
