// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/syntax/policy_set.h"
#include "core/decision/setup.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

/// Texts of policies as they leave the workspace. Private to the room.
namespace remit::bundle {

/// One policy or template as its author wrote it; from its effect on where annotations are left
/// out.
[[nodiscard]] std::string policyText(const cedar::Policy& policy, const SourceText& source,
                                     bool keepAnnotations);

/// Static policies and templates in the order in which they leave: by file, and as they stand in
/// it.
[[nodiscard]] std::vector<cedar::PolicySet::PolicyPtr>
policiesInFileOrder(const decision::Setup& setup);

/// All of them in that order: Cedar numbers them by it. With the comments around them where
/// annotations are kept. Ends with a line feed.
[[nodiscard]] std::string policySetText(const decision::Setup& setup, bool keepAnnotations);

/// The set in Cedar's JSON form, under its own ids. Ends with a line feed.
[[nodiscard]] std::string policySetJson(const cedar::PolicySet& set, bool keepAnnotations);

/// Of a scope: one file, and what it holds.
[[nodiscard]] std::string scopeText(const decision::GrantScope& scope, bool keepAnnotations);
[[nodiscard]] std::string scopeJson(const decision::GrantScope& scope, bool keepAnnotations);

} // namespace remit::bundle
