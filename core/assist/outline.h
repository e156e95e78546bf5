// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/model.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace remit::assist {

enum class OutlineKind : std::uint8_t {
    Permit,
    Forbid,
    Template,
    Condition,
    Namespace,
    EntityType,
    Action,
    CommonType,
    Attribute,
    Entity,
    Object, ///< of any other JSON file: a tool, a task, a test …
};

struct OutlineItem {
    std::string name;
    std::string detail; ///< the title of a policy, the type of an attribute …; may be empty
    OutlineKind kind = OutlineKind::Object;
    Span nameSpan; ///< where the cursor goes
    Span whole;
    std::vector<OutlineItem> children; ///< in the order of the text
};

[[nodiscard]] std::vector<OutlineItem> outline(const Model& model, std::string_view path);

struct FoldingRange {
    std::uint32_t firstLine = 1; ///< stays visible; lines count from 1
    std::uint32_t lastLine = 1;  ///< the last one that is hidden
    bool comment = false;

    auto operator<=>(const FoldingRange&) const = default;
};

/// Policies, brackets and runs of comments over several lines, by first line.
[[nodiscard]] std::vector<FoldingRange> foldingRanges(const Model& model, std::string_view path);

/// The bracket that begins or ends at the offset and its partner, the opening one first. Brackets
/// in strings and comments do not count; nothing where the partner is missing.
[[nodiscard]] std::optional<std::pair<Span, Span>>
matchingBrackets(const Model& model, std::string_view path, std::uint32_t offset);

} // namespace remit::assist
