// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/export/gateway_policy.h"

#include "core/base/text.h"
#include "core/bundle/export/gateway_expression.h"
#include "core/cedar/syntax/printer.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace remit::bundle {

namespace {

using Op = cedar::ScopeConstraint::Op;
using Tools = std::vector<const GatewayTool*>;

/// What a constraint on the resource comes to for one tool.
struct ResourceTest {
    enum class Kind : std::uint8_t { Always, Never, Argument, Unknown };
    Kind kind = Kind::Always;
    std::string argument; ///< Argument: it must equal the entity's id

    bool operator==(const ResourceTest&) const = default;
};

bool isOneOf(const std::vector<std::string>& types, const std::string& type)
{
    return std::find(types.begin(), types.end(), type) != types.end();
}

class GatewayTranslation {
public:
    GatewayTranslation(const cedar::ProgramPolicy& policy, const decision::Setup& setup,
                       const GatewayTools& tools, const workspace::ExportProfile& profile,
                       Misfits& misfits)
        : m_written(policy)
        , m_setup(setup)
        , m_tools(tools)
        , m_profile(profile)
        , m_misfits(misfits)
        , m_policy(policy.link == nullptr ? cedar::clone(*policy.source)
                                          : cedar::linked(*policy.source, *policy.link))
    {
        m_principalType = profile.principal == workspace::GatewayPrincipal::OAuthUser
                              ? "AgentCore::OAuthUser"
                              : "AgentCore::IamEntity";
    }

    std::optional<cedar::Policy> run()
    {
        m_policy.id = m_written.id;
        translateAction();
        if (m_fits)
            translateResource();
        translatePrincipal();
        translateConditions();
        if (!m_fits)
            return std::nullopt;
        if (!m_profile.keepAnnotations.value_or(false))
            m_policy.annotations.clear();
        cedar::numberNodes(m_policy);
        return std::move(m_policy);
    }

private:
    void fail(std::string code, Span span, std::string message, std::string help)
    {
        m_fits = false;
        m_misfits.add(std::move(code), m_written, span, std::move(message), std::move(help));
    }

    void translateAction()
    {
        if (m_policy.action.op == cedar::ActionConstraint::Op::Any) {
            m_actionTools = m_tools.all();
            return;
        }
        std::set<std::string> names;
        for (std::size_t i = 0; i < m_policy.action.entities.size(); ++i) {
            const cedar::EntityUid& action = m_policy.action.entities[i];
            const Tools tools = m_tools.toolsOf(action);
            if (tools.empty())
                unknownTool(action, i < m_policy.action.entitySpans.size()
                                        ? m_policy.action.entitySpans[i]
                                        : Span{});
            for (const GatewayTool* tool : tools) {
                names.insert(tool->action);
                m_actionTools.push_back(tool);
            }
        }
        std::vector<cedar::EntityUid> actions;
        for (const std::string& name : names)
            actions.push_back({"AgentCore::Action", name});
        m_policy.action.op = actions.size() == 1 ? cedar::ActionConstraint::Op::Equal
                                                 : cedar::ActionConstraint::Op::InSet;
        m_policy.action.entities = std::move(actions);
        m_policy.action.entitySpans.clear();
    }

    void unknownTool(const cedar::EntityUid& action, Span span)
    {
        const auto meant = nearest(toText(action), m_tools.actionNames());
        fail("export/unknown-tool", span,
             fmt::format("no tool of this workspace is {}, so the gateway has no action for it",
                         toText(action)),
             (meant ? fmt::format("Did you mean {}? ", *meant) : std::string()) +
                 "Add the list of the gateway's tools below tools/, or name the tool in the "
                 "mapping of remit.json.");
    }

    /// The entity that a call to the tool is about, as far as the mapping says.
    [[nodiscard]] ResourceTest testFor(const GatewayTool& tool) const
    {
        const cedar::ScopeConstraint& wanted = m_policy.resource;
        const decision::ResourceRule* rule = tool.resource;
        const std::string type = rule == nullptr ? "Tool"
                                 : rule->fixed   ? rule->fixed->type
                                                 : rule->type;
        const bool typeFits = (wanted.op != Op::Is && wanted.op != Op::IsIn) || wanted.type == type;
        if (!typeFits)
            return {ResourceTest::Kind::Never, {}};
        if (wanted.op == Op::Any || wanted.op == Op::Is)
            return {};
        if (rule != nullptr && !rule->fixed)
            return fromArgument(wanted, *rule);
        const cedar::EntityUid fixed =
            rule == nullptr ? cedar::EntityUid{"Tool", tool.name} : *rule->fixed;
        const bool matches =
            fixed == wanted.entity ||
            (wanted.op != Op::Equal && m_setup.entities->isDescendant(fixed, wanted.entity));
        return {matches ? ResourceTest::Kind::Always : ResourceTest::Kind::Never, {}};
    }

    static ResourceTest fromArgument(const cedar::ScopeConstraint& wanted,
                                     const decision::ResourceRule& rule)
    {
        if (wanted.op != Op::Equal)
            return {ResourceTest::Kind::Unknown, {}};
        if (wanted.entity.type != rule.type)
            return {ResourceTest::Kind::Never, {}};
        const bool member =
            rule.pointer.size() > 1 && rule.pointer.find_first_of("/~", 1) == std::string::npos;
        return member ? ResourceTest{ResourceTest::Kind::Argument, rule.pointer.substr(1)}
                      : ResourceTest{ResourceTest::Kind::Unknown, {}};
    }

    void translateResource()
    {
        const cedar::EntityUid wanted = m_policy.resource.entity;
        keepToolsThatMatch();
        m_policy.resource = {};
        m_policy.resource.op = Op::Equal;
        m_policy.resource.entity = {"AgentCore::Gateway", m_profile.gateway};
        if (m_test.kind == ResourceTest::Kind::Argument)
            m_policy.conditions.insert(
                m_policy.conditions.begin(),
                argumentCondition(m_policy.effect, m_test.argument, wanted.id));
    }

    /// The tools of which the constraint holds, or may hold by the value of one argument.
    void keepToolsThatMatch()
    {
        if (m_policy.resource.op == Op::Any)
            return;
        std::set<std::string> matching;
        for (const GatewayTool* tool : m_actionTools) {
            const ResourceTest test = testFor(*tool);
            if (test.kind == ResourceTest::Kind::Never)
                continue;
            if (test.kind == ResourceTest::Kind::Unknown || (!matching.empty() && test != m_test)) {
                fail("export/needs-entities", m_policy.resource.span,
                     fmt::format("{} is for some resources only, and the gateway knows no resource "
                                 "but itself",
                                 jsonQuoted(m_written.id)),
                     "Test the argument that names the resource: context.input.ARGUMENT.");
                return;
            }
            m_test = test;
            matching.insert(tool->action);
        }
        if (matching.empty()) {
            fail("export/needs-entities", m_policy.resource.span,
                 fmt::format("no tool that {} is for is about such a resource",
                             jsonQuoted(m_written.id)),
                 "By the mapping of remit.json it never applies. Look at its scope.");
            return;
        }
        if (matching.size() == m_actionTools.size() &&
            m_policy.action.op != cedar::ActionConstraint::Op::Any)
            return;
        m_policy.action.entities.clear();
        for (const std::string& name : matching)
            m_policy.action.entities.push_back({"AgentCore::Action", name});
        m_policy.action.op = matching.size() == 1 ? cedar::ActionConstraint::Op::Equal
                                                  : cedar::ActionConstraint::Op::InSet;
    }

    void translatePrincipal()
    {
        cedar::ScopeConstraint& principal = m_policy.principal;
        if (principal.op == Op::Any)
            return;
        if (principal.op == Op::In || principal.op == Op::IsIn) {
            fail("export/needs-entities", principal.span,
                 fmt::format("{} is for a group, and the gateway knows no groups",
                             jsonQuoted(m_written.id)),
                 "Let the login put the membership into a claim, and test principal.getTag(\"…\") "
                 "in a condition.");
            return;
        }
        const std::string& type =
            principal.op == Op::Equal ? principal.entity.type : principal.type;
        if (!isOneOf(m_setup.types.agents, type)) {
            fail("export/needs-entities", principal.span,
                 fmt::format("{} is for the type {}, and a gateway's callers are agents",
                             jsonQuoted(m_written.id), type),
                 "Where authority is not modelled, only the acting agent is decided about: leave "
                 "this policy to a workspace that models delegation.");
            return;
        }
        m_misfits.add("export/identity", Severity::Warning, m_written, principal.span,
                      principal.op == Op::Equal
                          ? fmt::format("the gateway takes {} for the caller whose {} is {}",
                                        toText(principal.entity), subjectName(),
                                        jsonQuoted(principal.entity.id))
                          : fmt::format("the gateway takes every caller for one of type {}", type),
                      "See that its login gives the agents these names, and to nobody else.");
        principal.entity.type = m_principalType;
        principal.type = m_principalType;
        principal.span = {};
    }

    [[nodiscard]] std::string_view subjectName() const
    {
        return m_profile.principal == workspace::GatewayPrincipal::OAuthUser ? "token's subject"
                                                                             : "ARN";
    }

    void translateConditions()
    {
        GatewayExpressions expressions(m_setup, m_tools, m_principalType);
        for (cedar::Condition& condition : m_policy.conditions) {
            if (condition.body)
                condition.body = expressions.translated(*condition.body);
        }
        for (const ExpressionMisfit& one : expressions.misfits()) {
            if (one.severity == Severity::Error)
                m_fits = false;
            m_misfits.add(one.code, one.severity, m_written, one.span,
                          jsonQuoted(m_written.id) + " " + one.message, one.help);
        }
    }

    const cedar::ProgramPolicy& m_written;
    const decision::Setup& m_setup;
    const GatewayTools& m_tools;
    const workspace::ExportProfile& m_profile;
    Misfits& m_misfits;
    cedar::Policy m_policy;
    std::string m_principalType;
    Tools m_actionTools;
    ResourceTest m_test;
    bool m_fits = true;
};

} // namespace

std::optional<cedar::Policy> gatewayPolicy(const cedar::ProgramPolicy& policy,
                                           const decision::Setup& setup, const GatewayTools& tools,
                                           const workspace::ExportProfile& profile,
                                           Misfits& misfits)
{
    return GatewayTranslation(policy, setup, tools, profile, misfits).run();
}

} // namespace remit::bundle
