// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/model.h"

#include <vector>

namespace remit::assist {

/// What names mean, for colours beyond those of the lexer.
enum class SemanticKind : std::uint8_t {
    Namespace,
    EntityType,
    CommonType,
    Action, ///< the whole uid's id
    EntityId,
    Attribute,
    Method,
    Function,
    PolicyId,
    Unknown, ///< a type, action or attribute that the schema does not have
};

struct SemanticToken {
    Span span;
    SemanticKind kind = SemanticKind::Unknown;
    bool declaration = false;
};

/// In order, without overlap.
[[nodiscard]] std::vector<SemanticToken> semanticTokens(const Model& model, std::string_view path);

} // namespace remit::assist
