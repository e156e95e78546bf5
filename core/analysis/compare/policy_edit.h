// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_text.h"
#include "core/decision/setup.h"

#include <optional>
#include <string>
#include <vector>

/// What differs between two revisions: the edits that make verdicts change.
namespace remit::analysis {

/// A policy, or a link, that is new, gone or written otherwise.
struct PolicyEdit {
    std::string policy;                ///< id
    std::string file;                  ///< in which it stands after the edit, else before it
    std::optional<std::string> before; ///< its words; nothing: it is new
    std::optional<std::string> after;  ///< nothing: it is gone
    Span span;                         ///< of the policy in `file`
};

/// By id.
[[nodiscard]] std::vector<PolicyEdit> policyEdits(const decision::Setup& before,
                                                  const decision::Setup& after);

/// What else differs, in words: "entities", "tasks, credentials, grants, tools or settings";
/// "schema" where nothing else does.
[[nodiscard]] std::vector<std::string> otherEdits(const decision::Setup& before,
                                                  const decision::Setup& after);

/// For people: what was edited, one line each; empty where nothing was.
[[nodiscard]] std::string editsText(const std::vector<PolicyEdit>& edits,
                                    const std::vector<std::string>& others);

} // namespace remit::analysis
