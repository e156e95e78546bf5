// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/program.h"
#include "core/cedar/values/value.h"

#include <string>
#include <vector>

/// What the engine derived from a trace about one call (semantics, "Facts"; version `facts/1`).
namespace remit::decision {

inline constexpr const char* kSemanticsVersion = "semantics/1";
inline constexpr const char* kFactsVersion = "facts/1";

struct Unrepresentable {
    cedar::ContextPath path;
    std::string reason; ///< "the number 0.00001 has more than four decimals …"
};

/// The facts of one call: the members of its Cedar context, and what could not be known.
///
/// *Unknown* is not *absent* (R6): an unknown fact is one that the trace did not record, and a
/// policy that reads it is set aside; an absent one (an optional argument that was not given) is
/// simply not there. An unknown path covers everything below it: `{"input"}` makes
/// `context.input.amount` unknown.
struct Facts {
    cedar::Value context = cedar::Value::record({}); ///< a record
    std::vector<cedar::ContextPath> unknown;         ///< sorted, none below another
    /// Values that were recorded but have no Cedar form (a number with five decimals). Their paths
    /// are among `unknown` too.
    std::vector<Unrepresentable> unrepresentable;
};

/// "input.amount"; a member whose name is no identifier is quoted: `input["due date"]`. The path of
/// the whole context is "context".
[[nodiscard]] std::string factName(const cedar::ContextPath& path);

/// Whether a policy that reads `read` needs the unknown fact: one path is the beginning of the
/// other (a policy that uses an enclosing record whole needs all its members).
[[nodiscard]] bool needs(const cedar::ContextPath& read, const cedar::ContextPath& unknown);

} // namespace remit::decision
