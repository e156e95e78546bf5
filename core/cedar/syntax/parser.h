// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/cedar/syntax/tree.h"

#include <optional>
#include <string_view>
#include <vector>

namespace remit::cedar {

struct ParsedPolicies {
    /// Every policy of the text in order, those with errors marked `broken`. Ids are `policy0`,
    /// `policy1`, … by position over static policies and templates together.
    std::vector<Policy> policies;
    std::vector<Comment> comments;
    Diagnostics diagnostics; ///< codes parse/…
};

/// Parses policies and templates (Cedar 4.5 grammar). Always returns what it could make of the
/// text, with every error found: after one it goes on at the next `;` or the next expression.
/// Time is linear in the text; nesting over limits::kCedarNesting is a diagnostic.
[[nodiscard]] ParsedPolicies parsePolicies(std::string_view text, std::string_view file = {});

struct ParsedExpr {
    ExprPtr expr; ///< null only when nothing could be read
    Diagnostics diagnostics;
};

/// A single expression; trailing text is an error.
[[nodiscard]] ParsedExpr parseExpression(std::string_view text, std::string_view file = {});

/// `Type::"id"`; nothing when the text is anything else.
[[nodiscard]] std::optional<EntityUid> parseEntityUid(std::string_view text);

/// A normalised path of identifiers (`Org::User`), none of them reserved.
[[nodiscard]] bool isValidName(std::string_view text);
/// An identifier that may stand after a dot (not reserved).
[[nodiscard]] bool isIdentifier(std::string_view text);

} // namespace remit::cedar
