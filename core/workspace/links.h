// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/cedar/syntax/policy_set.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace remit::workspace {

struct ReadLinks {
    std::vector<cedar::Link> links; ///< those that could be read
    std::vector<Span> spans;        ///< of each in the text
    Diagnostics diagnostics;        ///< codes links/… and json/…
};

/// Template links as Cedar's own tools keep them:
/// `[{"template_id": "t", "link_id": "l", "args": {"?principal": "User::\"alice\""}}]`.
[[nodiscard]] ReadLinks readLinks(std::string_view text, std::string_view file = {});
/// The same file, indented by two blanks.
[[nodiscard]] std::string linksText(std::span<const cedar::Link> links);

/// Adds the links to the set; what does not fit its template is a diagnostic.
void addLinks(cedar::PolicySet& set, const ReadLinks& read, const std::string& file,
              Diagnostics& diagnostics);

} // namespace remit::workspace
