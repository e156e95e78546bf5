// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/model.h"

#include <optional>
#include <string>
#include <vector>

namespace remit::assist {

/// What to tell about the thing at a place. No markup: each line says how it is to be shown.
struct Hover {
    enum class Style : std::uint8_t {
        Code, ///< in the code's font: a declaration, a type, a value
        Text, ///< a sentence of documentation
        Note, ///< muted: where it comes from, what limits it
    };
    struct Line {
        Style style = Style::Text;
        std::string text; ///< may have several lines
    };
    Span span;               ///< of the thing
    std::vector<Line> lines; ///< never empty
};

/// Types, declarations and documentation (`@doc`, `@title`), entities with their attributes,
/// keywords and methods, and members of JSON files.
[[nodiscard]] std::optional<Hover> hover(const Model& model, std::string_view path,
                                         std::uint32_t offset);

} // namespace remit::assist
