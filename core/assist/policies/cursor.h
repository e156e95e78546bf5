// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/model.h"

#include <string>
#include <string_view>
#include <vector>

namespace remit::assist {

/// A place in a policy text: the tokens of its policy before it. All spans are of the whole text.
struct PolicyCursor {
    enum class At : std::uint8_t { Code, Comment, String };

    std::string_view text; ///< the whole text
    std::uint32_t offset = 0;
    At at = At::Code;
    /// From the policy's begin to the cursor, without End, and without the word or string that the
    /// cursor is in or directly after.
    std::vector<cedar::Token> tokens;
    Span word;    ///< the identifier under the cursor; empty at the cursor where there is none
    Span content; ///< At::String: what stands between the quotes
    bool closed = false; ///< At::String: the closing quote is there

    [[nodiscard]] std::string_view of(const cedar::Token& token) const
    {
        return text.substr(token.begin, token.end - token.begin);
    }
    [[nodiscard]] std::string_view of(Span span) const
    {
        return text.substr(span.begin, span.size());
    }
    /// The kind of the token `back` tokens before the cursor (0: the last one); End where there is
    /// none.
    [[nodiscard]] cedar::TokenKind before(std::size_t back = 0) const;
    [[nodiscard]] bool isWord(std::size_t index, std::string_view word) const;
};

[[nodiscard]] PolicyCursor policyCursor(const ModelFile& file, std::uint32_t offset);

/// Which part of a policy the cursor is in.
struct PolicyPlace {
    enum class Region : std::uint8_t {
        Outside, ///< where a policy or annotation may begin
        AnnotationName,
        AnnotationValue,
        Scope,
        AfterScope, ///< where a condition or `;` stands
        Condition,
    };
    Region region = Region::Outside;
    std::vector<std::string> annotations; ///< names seen in this policy
    bool hasEffect = false;
    std::size_t element = 0; ///< Scope: 0 principal, 1 action, 2 resource
    std::size_t begin = 0;   ///< index of the first token of the element or condition
    /// Brackets that are open at the cursor, by token index, from the scope's or condition's own.
    std::vector<std::size_t> open;
};

[[nodiscard]] PolicyPlace policyPlace(const PolicyCursor& cursor);

/// The path that ends before token `end` (`Org::User::` or `Org::User`): its text without blanks
/// and a closing `::`, and the index of its first token; empty where there is none.
struct PathBefore {
    std::string name;
    std::size_t begin = 0;
    bool endsWithSeparator = false;
};
[[nodiscard]] PathBefore pathBefore(const PolicyCursor& cursor, std::size_t end);

} // namespace remit::assist
