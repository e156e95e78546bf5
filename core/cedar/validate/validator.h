// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/cedar/schema/schema.h"
#include "core/cedar/syntax/policy_set.h"
#include "core/cedar/validate/environment.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Cedar's strict validator: a policy that passes can fail at run time only for a missing entity,
/// an overflow or an extension function's own error.
namespace remit::cedar {

struct ValidationOptions {
    /// Level validation (RFC 76): at most so many entity dereferences in a chain. Only policies
    /// that pass strict validation are checked for it.
    std::optional<int> level;
    /// The file that a policy (by id) stands in, for the diagnostics.
    std::function<std::string(const std::string& policyId)> fileOf;
};

/// What is wrong with a policy, and for which requests.
struct ValidationFinding {
    std::string policyId; ///< of a static policy, a template or a link
    /// Code `validate/…`. Up to three of the environments stand in `related` as well, at the
    /// policy's scope.
    Diagnostic diagnostic;
    /// The kinds of request in which it arises; empty when it does not depend on the request.
    std::vector<RequestEnvironment> environments;
};

struct ValidationResult {
    std::vector<ValidationFinding> findings; ///< by policy in the set's order, then by place

    /// No errors; there may be warnings.
    [[nodiscard]] bool ok() const;
    [[nodiscard]] Diagnostics diagnostics() const;
};

/// Every policy, template and link of the set.
[[nodiscard]] ValidationResult validate(const PolicySet& policies, const Schema& schema,
                                        const ValidationOptions& options = {});

/// One static policy or template, for an editor that checks anew only what changed.
[[nodiscard]] std::vector<ValidationFinding>
validatePolicy(const Policy& policy, const Schema& schema, const ValidationOptions& options = {});

/// One link of that template.
[[nodiscard]] std::vector<ValidationFinding> validateLink(const Policy& policyTemplate,
                                                          const Link& link, const Schema& schema,
                                                          const ValidationOptions& options = {});

/// The type of an expression in one kind of request.
struct TypedEnvironment {
    RequestEnvironment environment;
    TypePtr type; ///< null: it has none there (an error, or never reached)
};

/// The types of the node with that id (Expr::id) in every environment that the scope admits and in
/// which the node is reached. For completion and hover.
[[nodiscard]] std::vector<TypedEnvironment> typeAt(const Policy& policy, std::uint32_t nodeId,
                                                   const Schema& schema);

} // namespace remit::cedar
