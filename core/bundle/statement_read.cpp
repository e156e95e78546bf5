// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/bundle/payload_reader.h"
#include "core/bundle/statement.h"

#include <fmt/format.h>

namespace remit::bundle {
namespace {

constexpr std::int64_t kMostSeconds = 10'000'000'000; ///< some three hundred years

void readSubject(const JsonValue& value, Statement& statement, std::string& problem)
{
    PayloadReader reader(value, "subject", problem);
    const std::string name = reader.text("name");
    std::string digest;
    if (const JsonValue* digests = reader.object("digest")) {
        PayloadReader inner(*digests, "digest", problem);
        digest = inner.text("sha256");
        if (!isHexDigest(digest))
            inner.wrong("sha256", "is no SHA-256 digest");
        inner.finish();
    }
    if (!statement.subjects.emplace(name, digest).second)
        reader.wrong("name", "is there twice");
    reader.finish();
}

TestSummary readTestSummary(const JsonValue* value, std::string& problem)
{
    if (value == nullptr)
        return {};
    PayloadReader reader(*value, "test summary", problem);
    TestSummary tests;
    tests.passed = reader.number("passed");
    tests.failed = reader.number("failed");
    reader.finish();
    return tests;
}

std::optional<decision::ReplaySummary> readReplaySummary(const JsonValue* value,
                                                         std::string& problem)
{
    if (value == nullptr)
        return std::nullopt;
    PayloadReader reader(*value, "replay summary", problem);
    decision::ReplaySummary replay;
    replay.runs = reader.number("runs");
    replay.calls = reader.number("calls");
    replay.allow = reader.number("allow");
    replay.deny = reader.number("deny");
    replay.approvalRequired = reader.number("approval_required");
    replay.undecidable = reader.number("undecidable");
    replay.unreachable = reader.number("unreachable");
    replay.allowWithSkippedForbid = reader.number("allow_with_skipped_forbid");
    replay.authenticNotAuthorised = reader.numberOrNull("authentic_not_authorised");
    reader.finish();
    return replay;
}

Acknowledged readAcknowledged(const JsonValue& value, std::string& problem)
{
    PayloadReader reader(value, "acknowledged finding", problem);
    Acknowledged one;
    one.finding = reader.text("finding");
    one.state = reader.text("state");
    one.reason = reader.text("reason");
    one.owner = reader.text("owner");
    one.expires = reader.instantOrNull("expires");
    reader.finish();
    return one;
}

std::string readApproval(const JsonValue& value, std::string& problem)
{
    PayloadReader reader(value, "approval", problem);
    std::string by = reader.text("by");
    reader.finish();
    return by;
}

void readAuthorityWords(PayloadReader& reader, Statement& statement)
{
    const std::string authority = reader.text("authority");
    statement.authority = authority == nameOf(decision::Authority::Modelled)
                              ? decision::Authority::Modelled
                              : decision::Authority::NotModelled;
    if (authority != nameOf(statement.authority))
        reader.wrong("authority", "is neither \"modelled\" nor \"not modelled\"");
    const std::string root = reader.text("rootEntitlement");
    statement.rootEntitlement = root == nameOf(decision::RootEntitlement::Policies)
                                    ? decision::RootEntitlement::Policies
                                    : decision::RootEntitlement::Assumed;
    if (root != nameOf(statement.rootEntitlement))
        reader.wrong("rootEntitlement", "is neither \"policies\" nor \"assumed\"");
}

void readEvidence(PayloadReader& reader, Statement& statement, std::string& problem)
{
    statement.policyDigest = reader.digest("policyDigest");
    statement.schemaDigest = reader.digestOrNull("schemaDigest");
    statement.exportProfile = reader.textOrNull("exportProfile");
    statement.tests = readTestSummary(reader.object("tests"), problem);
    statement.replay = readReplaySummary(reader.objectOrNull("replay"), problem);
    if (const JsonValue* list = reader.array("acknowledged")) {
        for (const JsonValue& item : list->items)
            statement.acknowledged.push_back(readAcknowledged(item, problem));
    }
    if (const JsonValue* list = reader.array("approvals")) {
        for (const JsonValue& item : list->items)
            statement.approvals.push_back(readApproval(item, problem));
    }
}

void readPredicate(const JsonValue& value, Statement& statement, std::string& problem)
{
    PayloadReader reader(value, "predicate", problem);
    statement.bundleId = reader.text("bundleId");
    if (statement.bundleId.empty())
        reader.wrong("bundleId", "is empty");
    statement.revision = reader.number("revision", 1);
    statement.previousDigest = reader.digestOrNull("previousDigest");
    statement.notBefore = reader.instantOrNull("notBefore");
    statement.expiresAt = reader.instantOrNull("expiresAt");
    statement.target = reader.text("target");
    statement.language = reader.text("language");
    statement.facts = reader.text("facts");
    statement.semantics = reader.text("semantics");
    readAuthorityWords(reader, statement);
    statement.statusMaxAgeSeconds = reader.numberOrNull("statusMaxAge");
    if (statement.statusMaxAgeSeconds.value_or(0) > kMostSeconds)
        reader.wrong("statusMaxAge", "is longer than any bundle lives");
    readEvidence(reader, statement, problem);
    reader.finish();
}

} // namespace

Checked<Statement> readStatement(std::string_view payload)
{
    constexpr std::string_view kHint = "ask its signers for a bundle of this version of Remit";
    Statement statement;
    std::string problem;
    const auto bad = [&] {
        return refused(RefusalKind::BadStatement, "what is signed is no statement: " + problem,
                       std::string(kHint));
    };
    const auto root = parsePayload(payload, problem);
    if (!root)
        return bad();
    PayloadReader reader(*root, "statement", problem);
    const std::string type = reader.text("_type");
    const std::string predicateType = reader.text("predicateType");
    const JsonValue* subjects = reader.array("subject");
    const JsonValue* predicate = reader.object("predicate");
    if (type != kStatementType)
        reader.wrong("_type", "is not that of an in-toto Statement v1");
    if (!reader.finish())
        return bad();
    if (predicateType != kBundlePredicate)
        return refused(
            RefusalKind::WrongPredicateType,
            fmt::format("it is signed as {}, not as a bundle", jsonQuoted(shown(predicateType))),
            std::string(kHint));
    for (const JsonValue& item : subjects->items)
        readSubject(item, statement, problem);
    readPredicate(*predicate, statement, problem);
    if (!problem.empty())
        return bad();
    return statement;
}

} // namespace remit::bundle
