// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/explanation.h"

#include "core/cedar/engine/code.h"
#include "core/cedar/engine/decide.h"
#include "core/cedar/engine/evaluator.h"
#include "core/cedar/engine/expression_compiler.h"
#include "core/cedar/engine/fault_text.h"
#include "core/cedar/engine/policy_run.h"

namespace remit::cedar {

namespace {

/// Writes down what every node came to.
class NodeWriter {
public:
    NodeWriter(std::vector<NodeOutcome>& nodes, Scratch::State& state, const Policy& policy)
        : m_nodes(nodes), m_state(state), m_policy(policy)
    {}

    void leave(const CodeNode& node, const Datum& result)
    {
        if (node.expr >= m_nodes.size())
            return;
        NodeOutcome& outcome = m_nodes[node.expr];
        if (result.absent()) {
            outcome.state = NodeOutcome::State::Error;
            outcome.error = describe(m_state.fault, m_state, m_policy);
            return;
        }
        outcome.state = NodeOutcome::State::Value;
        outcome.value = toValue(
            result, [this](EntityNumber n) -> const EntityUid& { return m_state.uidOf(n); });
    }

private:
    std::vector<NodeOutcome>& m_nodes;
    Scratch::State& m_state;
    const Policy& m_policy;
};

/// Plain code for one policy of the program; its names are all known there.
class PlainCode {
public:
    PlainCode(const Program::Code& program, const Policy& policy)
        : m_symbols(program.symbols)
        , m_condition(
              ExpressionCompiler(m_symbols, m_context, m_segment, ExpressionCompiler::Form::Plain)
                  .compile(policy.conditions))
    {}

    [[nodiscard]] const CodeNode* condition() const { return m_condition; }

private:
    SymbolTable m_symbols;
    ContextLayout m_context;
    CodeSegment m_segment;
    const CodeNode* m_condition;
};

void explainConditions(PolicyExplanation& result, const Policy& policy, Scratch::State& state)
{
    result.nodes.resize(policy.nodeCount);
    const PlainCode code(*state.program, policy);
    if (!code.condition()) {
        result.outcome = PolicyOutcome::Satisfied;
        return;
    }
    NodeWriter writer(result.nodes, state, policy);
    const Datum value = Evaluator<NodeWriter>(state, writer).evaluate(*code.condition());
    if (value.absent()) {
        result.outcome = PolicyOutcome::Error;
        result.error = describe(state.fault, state, policy);
    } else if (value.isTrue()) {
        result.outcome = PolicyOutcome::Satisfied;
    }
}

PolicyExplanation explainPolicy(std::uint32_t number, const Program& program, Scratch::State& state)
{
    const PolicyCode& code = program.code().code[number];
    PolicyExplanation result;
    result.policy = number;
    result.principalMatches = principalMatches(code, state);
    result.actionMatches = actionMatches(code, state);
    result.resourceMatches = resourceMatches(code, state);
    if (result.scopeMatches())
        explainConditions(result, *program.policies()[number].source, state);
    state.work.reset();
    return result;
}

Response responseOf(const std::vector<PolicyExplanation>& policies, const Program& program)
{
    std::vector<std::string> permits;
    std::vector<std::string> forbids;
    Response response;
    for (const PolicyExplanation& each : policies) {
        const ProgramPolicy& policy = program.policies()[each.policy];
        if (each.outcome == PolicyOutcome::Satisfied)
            (policy.effect == Effect::Forbid ? forbids : permits).push_back(policy.id);
        else if (each.error)
            response.errors.push_back({policy.id, *each.error});
    }
    response.decision = forbids.empty() && !permits.empty() ? Decision::Allow : Decision::Deny;
    response.reasons = forbids.empty() ? std::move(permits) : std::move(forbids);
    return response;
}

} // namespace

Explanation explain(const Program& program, const EntityStore& entities, const Request& request,
                    Scratch& scratch)
{
    bind(program, entities, request, scratch);
    Explanation explanation;
    explanation.policies.reserve(program.policies().size());
    for (std::uint32_t number = 0; number < program.policies().size(); ++number)
        explanation.policies.push_back(explainPolicy(number, program, scratch.state()));
    explanation.response = responseOf(explanation.policies, program);
    return explanation;
}

tl::expected<Value, EvaluationError> evaluate(const Expr& expr, const EntityStore& entities,
                                              const Request& request)
{
    auto symbols = std::make_shared<SymbolTable>();
    auto context = std::make_shared<ContextLayout>();
    CodeSegment segment;
    ExpressionCompiler compiler(*symbols, *context, segment, ExpressionCompiler::Form::Plain);
    // Numbered here, so that an error finds its place whoever made the tree.
    Policy policy;
    policy.conditions.push_back({false, clone(expr), expr.span});
    numberNodes(policy);
    const CodeNode* node = compiler.compile(*policy.conditions[0].body);
    Program::Code code;
    code.symbols = symbols;
    code.context = context;
    Scratch scratch;
    Scratch::State& state = scratch.state();
    state.bind(code, entities.index(), request.principal, request.action, request.resource,
               request.context);
    Unheard unheard;
    const Datum result = Evaluator<Unheard>(state, unheard).evaluate(*node);
    if (result.absent())
        return tl::unexpected(describe(state.fault, state, policy));
    return toValue(result, [&state](EntityNumber n) -> const EntityUid& { return state.uidOf(n); });
}

} // namespace remit::cedar
