// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/evaluators.h"

#include "core/base/text.h"
#include "core/cedar/engine/explanation.h"
#include "core/cedar/reference/reference_evaluator.h"

#include <fmt/format.h>

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
    if (auto difference = differenceOf(answer.response, reference); !difference.empty())
        answer.disagreement = "engine / reference: " + difference;
    else if (auto other = differenceOf(answer.response, explained); !other.empty())
        answer.disagreement = "engine / explanation: " + other;
    return answer;
}

} // namespace remit::conformance
