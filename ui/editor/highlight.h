// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

/// What the parts of a text are, for colour and folding. Tokens of Cedar come from core's lexer;
/// nothing here judges whether the text is right.
namespace remit::ui {

enum class Syntax { Plain, Cedar, CedarSchema, Json };

/// By the file's name: `.cedar`, `.cedarschema`, `.json`, `.jsonl`.
[[nodiscard]] Syntax syntaxOf(std::string_view path);

enum class TextStyle : std::uint8_t {
    Text,
    Comment,
    Effect,   ///< permit, forbid
    Keyword,  ///< when, unless, if, in …
    Variable, ///< principal, action, resource, context, slots
    String,
    Number,
    Literal, ///< true, false, null
    Operator,
    Annotation,
    Type,     ///< entity types and namespaces
    EntityId, ///< the quoted part of Type::"id"
    Function,
    Key, ///< of a JSON object or a record type
    Wrong,
    Count
};

/// What a token does to the nesting that folding follows.
enum class Nesting : std::uint8_t { None, Opens, Closes, EndsStatement };

struct StyledToken {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    TextStyle style = TextStyle::Text;
    Nesting nesting = Nesting::None;
};

struct Highlighting {
    std::vector<StyledToken> tokens; ///< in order, without overlap; gaps are white space
    /// Where a string begins that the text does not close: more text may turn it into another one.
    std::optional<std::uint32_t> openString;
};

/// The text must begin outside of any token.
[[nodiscard]] Highlighting highlight(Syntax syntax, std::string_view text);

[[nodiscard]] Highlighting highlightCedar(std::string_view text);
[[nodiscard]] Highlighting highlightCedarSchema(std::string_view text);
[[nodiscard]] Highlighting highlightJson(std::string_view text);

} // namespace remit::ui
