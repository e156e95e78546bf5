// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/run_case.h"

#include "core/base/text.h"
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/syntax/parser.h"
#include "core/cedar/validate/conformance.h"
#include "core/cedar/validate/validator.h"
#include "tests/conformance/evaluators.h"

#include <fmt/format.h>

namespace remit::conformance {
namespace {

std::string firstError(const Diagnostics& diagnostics)
{
    for (const Diagnostic& diagnostic : diagnostics) {
        if (diagnostic.severity == Severity::Error)
            return fmt::format("{} [{}] at byte {}", diagnostic.message, diagnostic.code,
                               diagnostic.span.begin);
    }
    return {};
}

Result<cedar::PolicySet> readPolicies(const std::string& text)
{
    auto parsed = cedar::parsePolicies(text);
    if (const std::string problem = firstError(parsed.diagnostics); !problem.empty())
        return failure(ErrorCode::Malformed, "policies: " + problem);
    cedar::PolicySet set;
    for (cedar::Policy& policy : parsed.policies) {
        auto added = set.add(std::make_shared<const cedar::Policy>(std::move(policy)));
        if (!added)
            return tl::unexpected(added.error());
    }
    return set;
}

Result<std::shared_ptr<const cedar::EntityStore>> readEntities(const JsonValue& json)
{
    auto parsed = cedar::parseEntities(json);
    if (const std::string problem = firstError(parsed.diagnostics); !problem.empty())
        return failure(ErrorCode::Malformed, "entities: " + problem);
    return cedar::EntityStore::build(std::move(parsed.entities));
}

std::string listed(const std::set<std::string>& ids)
{
    const std::vector<std::string> list(ids.begin(), ids.end());
    return "[" + joined(list, ", ") + "]";
}

std::string_view wordOf(cedar::Decision decision)
{
    return decision == cedar::Decision::Allow ? "allow" : "deny";
}

void compare(const cedar::Response& response, const RecordedResponse& expected,
             const std::string& place, Tally& tally)
{
    tally.check(Facet::Decision, response.decision == expected.decision, place,
                fmt::format("decided {}, recorded {}", wordOf(response.decision),
                            wordOf(expected.decision)));
    const std::set<std::string> reasons(response.reasons.begin(), response.reasons.end());
    tally.check(Facet::Reasons, reasons == expected.reasons, place,
                fmt::format("reasons {}, recorded {}", listed(reasons), listed(expected.reasons)));
    std::set<std::string> errors;
    std::string messages;
    for (const cedar::PolicyError& failed : response.errors) {
        errors.insert(failed.policy);
        messages += fmt::format("; {}: {}", failed.policy, failed.error.message);
    }
    tally.check(Facet::Errors, errors == expected.errors, place,
                fmt::format("failed policies {}, recorded {}{}", listed(errors),
                            listed(expected.errors), messages));
}

bool anythingFailed(const Tally& tally)
{
    for (std::size_t i = 0; i < kFacets; ++i) {
        if (static_cast<Facet>(i) != Facet::Entities && tally.facets[i].failed > 0)
            return true;
    }
    return false;
}

void runRequests(const Case& recorded, Evaluators& evaluators, const std::string& place,
                 Tally& tally)
{
    for (std::size_t i = 0; i < recorded.requests.size(); ++i) {
        const std::string here = fmt::format("{}, request {}", place, i);
        const auto answer = evaluators.decide(recorded.requests[i].request);
        compare(answer.response, recorded.requests[i].expected, here, tally);
        tally.check(Facet::Agreement, answer.disagreement.empty(), here, answer.disagreement);
        ++tally.requests;
    }
}

/// Not a verdict of its own: packs hold only valid requests and entities.
void checkConformance(const Case& recorded, const cedar::Schema& schema, const std::string& place,
                      Tally& tally)
{
    const auto parsed = cedar::parseEntities(recorded.entities, {}, &schema);
    const std::string problem = firstError(parsed.diagnostics);
    tally.check(Facet::Entities, problem.empty(), place, "entities: " + problem);
    for (const RecordedRequest& item : recorded.requests) {
        const cedar::Request& r = item.request;
        const auto wrong =
            cedar::checkRequest(&r.principal, &r.action, &r.resource, &r.context, schema);
        tally.check(Facet::Entities, wrong.empty(), place,
                    wrong.empty() ? "" : item.description + ": " + wrong.front().message);
    }
}

void checkValidation(const Case& recorded, const cedar::PolicySet& policies,
                     const cedar::Schema& schema, const std::string& place, Tally& tally)
{
    if (!recorded.shouldValidate)
        return tally.notChecked(Facet::Validation);
    const auto result = cedar::validate(policies, schema);
    tally.check(Facet::Validation, result.ok() == *recorded.shouldValidate, place,
                fmt::format("{}, recorded {}; {}", result.ok() ? "valid" : "not valid",
                            *recorded.shouldValidate ? "valid" : "not valid",
                            firstError(result.diagnostics())));
}

void runChecks(const Case& recorded, const std::string& place, Tally& tally)
{
    const auto policies = readPolicies(recorded.policies);
    const auto entities = readEntities(recorded.entities);
    const auto schema = cedar::readSchema(recorded.schema);
    const bool read = policies && entities && schema.ok();
    tally.check(Facet::Reading, read, place,
                !policies   ? policies.error().message
                : !entities ? entities.error().message
                            : "schema: " + firstError(schema.diagnostics));
    if (!read)
        return;
    checkValidation(recorded, *policies, *schema.schema, place, tally);
    checkConformance(recorded, *schema.schema, place, tally);
    Evaluators evaluators(*policies, *entities);
    runRequests(recorded, evaluators, place, tally);
}

} // namespace

Tally runCase(const Case& recorded, const std::string& place)
{
    Tally tally;
    runChecks(recorded, place, tally);
    ++(anythingFailed(tally) ? tally.casesFailed : tally.casesPassed);
    return tally;
}

} // namespace remit::conformance
