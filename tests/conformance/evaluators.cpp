// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/evaluators.h"

#include "core/base/text.h"
#include "core/cedar/engine/chain.h"
#include "core/cedar/engine/explanation.h"
#include "core/cedar/reference/reference_evaluator.h"

#include <fmt/format.h>

#include <array>
#include <set>

namespace remit::conformance {
namespace {

std::string inWords(const cedar::Response& response)
{
    std::string text = response.decision == cedar::Decision::Allow ? "allow" : "deny";
    text += " because of [" + joined(response.reasons, ", ") + "]";
    for (const cedar::PolicyError& failed : response.errors)
        text += fmt::format(", {} failed: {} ({})", failed.policy, kindName(failed.error.kind),
                            failed.error.message);
    return text;
}

std::set<std::pair<std::string, cedar::EvaluationErrorKind>> errorsOf(const cedar::Response& r)
{
    std::set<std::pair<std::string, cedar::EvaluationErrorKind>> errors;
    for (const cedar::PolicyError& failed : r.errors)
        errors.emplace(failed.policy, failed.error.kind);
    return errors;
}

std::vector<std::string> idsOf(std::span<const std::uint32_t> policies,
                               const cedar::Program& program)
{
    std::vector<std::string> ids;
    for (const std::uint32_t policy : policies)
        ids.push_back(program.policies()[policy].id);
    return ids;
}

/// The answer of the search through all policies; its errors are without words.
cedar::Response withoutIndex(const cedar::Program& program, const cedar::EntityStore& entities,
                             const cedar::Request& request, cedar::Scratch& scratch)
{
    cedar::bind(program, entities, request, scratch);
    const auto answer = decideBound(scratch, cedar::Detail::Full, cedar::Search::Linear);
    cedar::Response response;
    response.decision = answer.decision;
    response.reasons = idsOf(answer.reasons, program);
    for (const std::string& id : idsOf(answer.errors, program))
        response.errors.push_back({id, {}});
    return response;
}

/// The last evaluation of a chain whose first is the same question for the resource.
cedar::Response inChain(const cedar::Program& program, const cedar::EntityStore& entities,
                        const cedar::Request& request, cedar::Scratch& scratch)
{
    const std::array<cedar::Evaluation, 2> chain{
        {{&program, &request.resource, {}}, {&program, &request.principal, {}}}};
    cedar::Outcomes outcomes = evaluateChain(chain, entities, request, scratch).back();
    cedar::Response response;
    const bool forbidden = !outcomes.satisfiedForbids.empty();
    const bool allowed = !forbidden && !outcomes.satisfiedPermits.empty();
    response.decision = allowed ? cedar::Decision::Allow : cedar::Decision::Deny;
    response.reasons =
        idsOf(forbidden ? outcomes.satisfiedForbids : outcomes.satisfiedPermits, program);
    for (cedar::Outcomes::Failed& failed : outcomes.errors)
        response.errors.push_back({program.policies()[failed.policy].id, std::move(failed.error)});
    return response;
}

/// As differenceOf, but errors are only counted.
std::string differenceInPolicies(cedar::Response a, const cedar::Response& b)
{
    if (a.errors.size() == b.errors.size())
        a.errors = b.errors;
    return differenceOf(a, b);
}

} // namespace

std::string differenceOf(const cedar::Response& a, const cedar::Response& b)
{
    if (a.decision == b.decision && a.reasons == b.reasons && errorsOf(a) == errorsOf(b))
        return {};
    return fmt::format("{} / {}", inWords(a), inWords(b));
}

Evaluators::Evaluators(const cedar::PolicySet& policies,
                       std::shared_ptr<const cedar::EntityStore> entities)
    : m_policies(policies)
    , m_entities(std::move(entities))
    , m_program(cedar::Program::compile(policies))
{}

Evaluators::Answer Evaluators::decide(const cedar::Request& request)
{
    Answer answer;
    answer.response = cedar::authorize(*m_program, *m_entities, request, m_scratch);
    const auto reference = cedar::reference::authorize(m_policies, *m_entities, request);
    const auto explained = cedar::explain(*m_program, *m_entities, request, m_scratch).response;
    const std::array<std::pair<const char*, std::string>, 4> differences = {{
        {"reference", differenceOf(answer.response, reference)},
        {"explanation", differenceOf(answer.response, explained)},
        {"search without index",
         differenceInPolicies(withoutIndex(*m_program, *m_entities, request, m_scratch),
                              answer.response)},
        {"chain",
         differenceOf(answer.response, inChain(*m_program, *m_entities, request, m_scratch))},
    }};
    for (const auto& [other, difference] : differences) {
        if (answer.disagreement.empty() && !difference.empty())
            answer.disagreement = fmt::format("engine / {}: {}", other, difference);
    }
    return answer;
}

} // namespace remit::conformance
