// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/bundle/statement.h"

#include <fmt/format.h>

namespace remit::bundle {
namespace {

std::string textOrNull(const std::optional<std::string>& text)
{
    return text ? jsonQuoted(*text) : "null";
}

std::string instantOrNull(const std::optional<Instant>& instant)
{
    return instant ? jsonQuoted(rfc3339(*instant)) : "null";
}

std::string numberOrNull(const std::optional<std::int64_t>& number)
{
    return number ? std::to_string(*number) : "null";
}

std::string subjectsText(const std::map<std::string, std::string>& subjects)
{
    std::string text;
    for (const auto& [name, digest] : subjects)
        text += fmt::format(R"({}{{"name":{},"digest":{{"sha256":"{}"}}}})",
                            text.empty() ? "" : ",", jsonQuoted(name), digest);
    return text;
}

std::string replayText(const std::optional<decision::ReplaySummary>& replay)
{
    if (!replay)
        return "null";
    return fmt::format(
        R"({{"runs":{},"calls":{},"allow":{},"deny":{},"approval_required":{},"undecidable":{},"unreachable":{},"allow_with_skipped_forbid":{},"authentic_not_authorised":{}}})",
        replay->runs, replay->calls, replay->allow, replay->deny, replay->approvalRequired,
        replay->undecidable, replay->unreachable, replay->allowWithSkippedForbid,
        numberOrNull(replay->authenticNotAuthorised));
}

std::string acknowledgedText(const std::vector<Acknowledged>& list)
{
    std::string text;
    for (const Acknowledged& one : list)
        text +=
            fmt::format(R"({}{{"finding":{},"state":{},"reason":{},"owner":{},"expires":{}}})",
                        text.empty() ? "" : ",", jsonQuoted(one.finding), jsonQuoted(one.state),
                        jsonQuoted(one.reason), jsonQuoted(one.owner), instantOrNull(one.expires));
    return text;
}

std::string approvalsText(const std::vector<std::string>& approvals)
{
    std::string text;
    for (const std::string& one : approvals)
        text += fmt::format(R"({}{{"by":{}}})", text.empty() ? "" : ",", jsonQuoted(one));
    return text;
}

} // namespace

std::string_view nameOf(decision::Authority authority)
{
    return authority == decision::Authority::Modelled ? "modelled" : "not modelled";
}

std::string_view nameOf(decision::RootEntitlement root)
{
    return root == decision::RootEntitlement::Policies ? "policies" : "assumed";
}

std::string statementText(const Statement& statement)
{
    std::string predicate = fmt::format(
        R"("bundleId":{},"revision":{},"previousDigest":{},"notBefore":{},"expiresAt":{},"target":{},)",
        jsonQuoted(statement.bundleId), statement.revision, textOrNull(statement.previousDigest),
        instantOrNull(statement.notBefore), instantOrNull(statement.expiresAt),
        jsonQuoted(statement.target));
    predicate += fmt::format(
        R"("language":{},"facts":{},"semantics":{},"authority":"{}","rootEntitlement":"{}","statusMaxAge":{},)",
        jsonQuoted(statement.language), jsonQuoted(statement.facts),
        jsonQuoted(statement.semantics), nameOf(statement.authority),
        nameOf(statement.rootEntitlement), numberOrNull(statement.statusMaxAgeSeconds));
    predicate += fmt::format(
        R"("policyDigest":{},"schemaDigest":{},"exportProfile":{},"tests":{{"passed":{},"failed":{}}},"replay":{},"acknowledged":[{}],"approvals":[{}])",
        jsonQuoted(statement.policyDigest), textOrNull(statement.schemaDigest),
        textOrNull(statement.exportProfile), statement.tests.passed, statement.tests.failed,
        replayText(statement.replay), acknowledgedText(statement.acknowledged),
        approvalsText(statement.approvals));
    return fmt::format(R"({{"_type":"{}","subject":[{}],"predicateType":"{}","predicate":{{{}}}}})",
                       kStatementType, subjectsText(statement.subjects), kBundlePredicate,
                       predicate);
}

} // namespace remit::bundle
