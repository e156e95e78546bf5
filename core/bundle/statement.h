// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/reviews/review.h"
#include "core/base/time.h"
#include "core/bundle/refusal.h"
#include "core/decision/setup.h"
#include "core/decision/verdict.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace remit::bundle {

inline constexpr std::string_view kStatementType = "https://in-toto.io/Statement/v1";
inline constexpr std::string_view kBundlePredicate = "urn:remit:bundle:v1";
/// The first member of every bundle.
inline constexpr std::string_view kEnvelopeMember = "statement.dsse.json";
inline constexpr std::string_view kCedarLanguageVersion = "4.5";
inline constexpr std::string_view kFactsVersion = "facts/1";
inline constexpr std::string_view kSemanticsVersion = "semantics/1";

/// How the workspace's own tests came out.
struct TestSummary {
    std::int64_t passed = 0;
    std::int64_t failed = 0;
    bool operator==(const TestSummary&) const = default;
};

/// A finding that somebody has looked at and answers for.
struct Acknowledged {
    std::string finding; ///< its id
    std::string state;   ///< "accepted" or "false alarm"
    std::string reason;
    std::string owner;
    std::optional<Instant> expires;
    bool operator==(const Acknowledged&) const = default;
};

/// What is signed: an in-toto Statement v1 whose subjects are the members and whose predicate says
/// what they are.
struct Statement {
    std::map<std::string, std::string> subjects; ///< SHA-256 in hex, by member

    std::string bundleId;
    std::int64_t revision = 0;                 ///< rises from bundle to bundle; from 1
    std::optional<std::string> previousDigest; ///< "sha256:…" of the earlier payload
    std::optional<Instant> notBefore;
    std::optional<Instant> expiresAt;
    std::string target; ///< where it is to be deployed; may be empty
    std::string language;
    std::string facts;
    std::string semantics;
    decision::Authority authority = decision::Authority::NotModelled;
    decision::RootEntitlement rootEntitlement = decision::RootEntitlement::Policies;
    std::optional<std::int64_t> statusMaxAgeSeconds;
    std::string policyDigest;                ///< revision of the workspace: "sha256:…"
    std::optional<std::string> schemaDigest; ///< nothing without a schema
    std::optional<std::string> exportProfile;
    TestSummary tests;
    std::optional<decision::ReplaySummary> replay; ///< nothing where no traces were at hand
    std::vector<Acknowledged> acknowledged;        ///< by finding
    std::vector<std::string> approvals;            ///< who approved it, as the builder says
};

/// The payload: the same text for the same statement. Members that are nothing are `null`.
[[nodiscard]] std::string statementText(const Statement& statement);
/// Strictly: every member, no other, none twice. Refusals: BadStatement, WrongPredicateType.
[[nodiscard]] Checked<Statement> readStatement(std::string_view payload);

[[nodiscard]] std::string_view nameOf(decision::Authority authority);  ///< as in remit.json
[[nodiscard]] std::string_view nameOf(decision::RootEntitlement root); ///< as in remit.json

} // namespace remit::bundle
