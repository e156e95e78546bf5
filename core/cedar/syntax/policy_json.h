// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/base/strict_json.h"
#include "core/cedar/syntax/policy_set.h"
#include "core/cedar/syntax/tree.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The JSON form of policies, templates and policy sets (Cedar 4.5, "EST"), as `cedar
/// translate-policy` of Cedar 4.13 writes it.
namespace remit::cedar {

/// Compact JSON of an expression, a policy or a template, and a whole set.
[[nodiscard]] std::string toJson(const Expr& expr);
[[nodiscard]] std::string toJson(const Policy& policy);
[[nodiscard]] std::string toJson(const PolicySet& set);

struct ParsedPolicyJson {
    std::optional<Policy> policy; ///< nothing when there are diagnostics
    Diagnostics diagnostics;      ///< codes policy-json/… and json/…, spans into the JSON
};

/// Reads one policy or template strictly: unknown, missing and duplicate members, several or no
/// keys of an expression, names that are not normalised and what the text parser would refuse are
/// diagnostics. Spans of the tree point into the JSON.
[[nodiscard]] ParsedPolicyJson parsePolicyJson(std::string_view text, std::string id = "policy0",
                                               std::string_view file = {});
[[nodiscard]] ParsedPolicyJson parsePolicyJson(const JsonValue& value, std::string id,
                                               std::string_view file = {});

struct ParsedPolicySetJson {
    std::vector<Policy> policies; ///< static policies and templates, in the order written
    std::vector<Link> links;
    Diagnostics diagnostics;
};

/// `{staticPolicies: {id: …}, templates: {id: …}, templateLinks: [{templateId, newId, values}]}`.
/// Links are checked against their templates.
[[nodiscard]] ParsedPolicySetJson parsePolicySetJson(std::string_view text,
                                                     std::string_view file = {});

} // namespace remit::cedar
