// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/base/source_text.h"

#include <string>
#include <string_view>
#include <vector>

namespace remit::assist {

/// Cedar text and its JSON form side by side.
struct PolicyJsonView {
    struct Pair {
        Span text; ///< in the Cedar text
        Span json; ///< in `json`
    };
    std::string json;        ///< indented; policies that do not parse are left out
    std::vector<Pair> pairs; ///< policies, conditions and expressions; outer ones before inner
    Diagnostics diagnostics; ///< of the Cedar text

    /// The smallest pair that holds the place, or null.
    [[nodiscard]] const Pair* atText(std::uint32_t offset) const;
    [[nodiscard]] const Pair* atJson(std::uint32_t offset) const;
};

/// The policy set of the text. Ids are those of the text alone (`@id`, else `policy2`).
[[nodiscard]] PolicyJsonView policyJsonView(std::string_view text);

struct PolicyTextView {
    std::string text;        ///< formatted; empty with errors
    Diagnostics diagnostics; ///< of the JSON
};

/// The way back: Cedar text of a policy set in JSON, with each id as `@id`.
[[nodiscard]] PolicyTextView policyTextView(std::string_view json);

} // namespace remit::assist
