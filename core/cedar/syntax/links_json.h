// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/cedar/syntax/policy_set.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace remit::cedar {

struct ParsedLinks {
    std::vector<Link> links;
    std::vector<Span> spans; ///< of each link in the text
    Diagnostics diagnostics; ///< codes links/… and json/…
};

/// The links file of the `cedar` program:
/// `[{"template_id": "t", "link_id": "l", "args": {"?principal": "User::\"alice\""}}]`.
/// Whether the templates exist is PolicySet::link's business.
[[nodiscard]] ParsedLinks parseLinks(std::string_view text, std::string_view file = {});

/// The text of a links file, indented by two blanks.
[[nodiscard]] std::string linksText(std::span<const Link> links);

} // namespace remit::cedar
