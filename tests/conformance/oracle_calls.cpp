// SPDX-License-Identifier: Apache-2.0
#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "tests/conformance/oracle.h"

#include <fmt/format.h>

#include <array>

namespace remit::conformance {
namespace {

std::string policyMap(const test::GeneratedCase& made, bool templates)
{
    std::vector<std::string> members;
    for (const test::GeneratedPolicy& policy : made.policies) {
        if (policy.isTemplate == templates)
            members.push_back(jsonQuoted(policy.id) + ":" + jsonQuoted(policy.text));
    }
    return "{" + joined(members, ",") + "}";
}

std::string linkList(const test::GeneratedCase& made)
{
    std::vector<std::string> all;
    for (const test::GeneratedLink& link : made.links) {
        std::vector<std::string> values;
        if (link.principal)
            values.push_back("\"?principal\":" + *link.principal);
        if (link.resource)
            values.push_back("\"?resource\":" + *link.resource);
        all.push_back(fmt::format(R"({{"templateId":{},"newId":{},"values":{{{}}}}})",
                                  jsonQuoted(link.templateId), jsonQuoted(link.id),
                                  joined(values, ",")));
    }
    return "[" + joined(all, ",") + "]";
}

/// Cedar's messages begin with what went wrong.
std::string_view kindOf(std::string_view message)
{
    using Row = std::pair<std::string_view, std::string_view>;
    static constexpr std::array kKinds{
        Row{"type error", "TypeError"},
        Row{"integer overflow", "IntegerOverflow"},
        Row{"wrong number of arguments", "WrongNumArguments"},
        Row{"error while evaluating", "FailedExtensionFunctionExecution"},
        Row{"record does not have", "RecordAttrDoesNotExist"},
    };
    for (const auto& [begin, kind] : kKinds) {
        if (message.starts_with(begin))
            return kind;
    }
    if (message.find("does not have the") != std::string_view::npos)
        return "EntityAttrDoesNotExist";
    return message.ends_with("does not exist") ? "EntityDoesNotExist" : message;
}

std::string textAt(const JsonValue& json, std::string_view key)
{
    const JsonValue* value = json.find(key);
    return value ? value->text : std::string();
}

/// The member `answer` when it tells of success.
Result<JsonValue> successOf(const std::string& line)
{
    const JsonDocument document = parseJson(line);
    const JsonValue* answer = document.root ? document.root->find("answer") : nullptr;
    if (!answer || textAt(*answer, "type") != "success")
        return failure(ErrorCode::Malformed, line);
    return *answer;
}

} // namespace

std::string authorizeCall(const test::GeneratedCase& made, const test::GeneratedRequest& request)
{
    std::string entities = made.entities;
    for (char& c : entities)
        c = c == '\n' ? ' ' : c;
    return fmt::format(R"({{"op":"authorize","policies":{},"templates":{},"templateLinks":{},)"
                       R"("principal":{},"action":{},"resource":{},"context":{},"entities":{}}})",
                       policyMap(made, false), policyMap(made, true), linkList(made),
                       request.principal, request.action, request.resource, request.context,
                       entities);
}

std::string validateCall(const test::GeneratedCase& made)
{
    return fmt::format(
        R"({{"op":"validate","policies":{{"staticPolicies":{},"templates":{},"templateLinks":{}}},)"
        R"("schema":{}}})",
        policyMap(made, false), policyMap(made, true), linkList(made), jsonQuoted(made.schema));
}

Result<OracleResponse> readAuthorizeAnswer(const std::string& line)
{
    const auto answer = successOf(line);
    if (!answer)
        return tl::unexpected(answer.error());
    const JsonValue* response = answer->find("response");
    const JsonValue* diagnostics = response ? response->find("diagnostics") : nullptr;
    if (!diagnostics || !diagnostics->find("reason") || !diagnostics->find("errors"))
        return failure(ErrorCode::Malformed, line);
    OracleResponse read;
    read.decision =
        textAt(*response, "decision") == "allow" ? cedar::Decision::Allow : cedar::Decision::Deny;
    for (const JsonValue& id : diagnostics->find("reason")->items)
        read.reasons.insert(id.text);
    for (const JsonValue& item : diagnostics->find("errors")->items) {
        const JsonValue* error = item.find("error");
        read.errors.insert(fmt::format("{} {}", textAt(item, "policyId"),
                                       kindOf(error ? textAt(*error, "message") : "")));
    }
    return read;
}

Result<std::set<std::string>> readValidateAnswer(const std::string& line)
{
    const auto answer = successOf(line);
    if (!answer)
        return tl::unexpected(answer.error());
    std::set<std::string> ids;
    if (const JsonValue* errors = answer->find("validationErrors")) {
        for (const JsonValue& error : errors->items)
            ids.insert(textAt(error, "policyId"));
    }
    return ids;
}

OracleResponse comparable(const cedar::Response& response)
{
    OracleResponse same;
    same.decision = response.decision;
    same.reasons.insert(response.reasons.begin(), response.reasons.end());
    for (const cedar::PolicyError& failed : response.errors)
        same.errors.insert(fmt::format("{} {}", failed.policy, kindName(failed.error.kind)));
    return same;
}

std::string differenceOf(const OracleResponse& ours, const OracleResponse& theirs)
{
    const auto inWords = [](const OracleResponse& r) {
        const std::vector<std::string> reasons(r.reasons.begin(), r.reasons.end());
        const std::vector<std::string> errors(r.errors.begin(), r.errors.end());
        return fmt::format("{} because of [{}], failed [{}]",
                           r.decision == cedar::Decision::Allow ? "allow" : "deny",
                           joined(reasons, ", "), joined(errors, ", "));
    };
    const bool same = ours.decision == theirs.decision && ours.reasons == theirs.reasons &&
                      ours.errors == theirs.errors;
    return same ? "" : fmt::format("ours: {}\nCedar: {}", inWords(ours), inWords(theirs));
}

} // namespace remit::conformance
