// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/model.h"

#include <string>
#include <string_view>
#include <vector>

namespace remit::assist {

enum class CompletionKind : std::uint8_t {
    Keyword,
    Annotation,
    Variable,
    Slot,
    EntityType,
    CommonType, ///< also the built-in types of schemas
    Action,
    EntityId,
    Attribute,
    Tag,
    Method,
    Function, ///< extension constructors
    Operator,
    Value,  ///< a literal, an enum value
    Member, ///< of a JSON object
    Policy, ///< a policy's or template's id
    Snippet,
};

struct CompletionItem {
    std::string label;  ///< what the list shows; what is typed is matched against `filter`
    std::string insert; ///< replaces CompletionList::replace; see snippet.h where `snippet`
    bool snippet = false;
    CompletionKind kind = CompletionKind::Keyword;
    std::string detail;        ///< shown beside the label: a type, "action", …; may be empty
    std::string documentation; ///< plain sentences; may be empty
    std::string filter;        ///< what is typed is matched against this; never empty
    std::string sortKey;       ///< the list's order, compared bytewise; the best first
};

struct CompletionList {
    /// What an item replaces: the word or string content under the cursor. It holds the offset.
    Span replace;
    std::vector<CompletionItem> items; ///< sorted; all that fit the place, whatever is typed yet
};

/// What may stand at the offset. The text before the cursor decides; it may be unfinished and
/// wrong anywhere. Linear in the policy (not the file's size) and the number of items.
[[nodiscard]] CompletionList complete(const Model& model, std::string_view path,
                                      std::uint32_t offset);

/// Is this a character after which an editor should ask without being told to?
/// `.`, `:` (the second), `"`, `@`, `?`, a blank after an operator or keyword.
[[nodiscard]] bool triggersCompletion(std::string_view text, std::uint32_t offset);

} // namespace remit::assist
