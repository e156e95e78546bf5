// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/model.h"
#include "core/cedar/schema/lexer.h"

#include <string>
#include <vector>

namespace remit::assist {

/// A place in a schema text: the tokens of its declaration before it.
struct SchemaCursor {
    bool comment = false;
    bool string = false;      ///< within a string that may go on after the cursor
    Span word;                ///< under the cursor; the string's content where in one
    bool closed = false;      ///< the string's closing quote is there
    std::string space;        ///< the namespace around
    bool inNamespace = false; ///< between the braces of one
    /// Of the declaration, annotations left out, without the word or string under the cursor.
    std::vector<cedar::SchemaToken> tokens;
    bool annotation = false; ///< directly after `@`
    /// Brackets open at the cursor, by token index.
    std::vector<std::size_t> open;

    [[nodiscard]] cedar::SchemaTokenKind last(std::size_t back = 0) const
    {
        return back < tokens.size() ? tokens[tokens.size() - 1 - back].kind
                                    : cedar::SchemaTokenKind::End;
    }
    [[nodiscard]] bool lastIs(std::string_view text, std::size_t back = 0) const
    {
        return back < tokens.size() && tokens[tokens.size() - 1 - back].text == text;
    }
};

[[nodiscard]] SchemaCursor schemaCursor(const ModelFile& file, std::uint32_t offset);

} // namespace remit::assist
