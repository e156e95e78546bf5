// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/syntax/problem_log.h"
#include "core/cedar/syntax/token.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace remit::cedar {

/// The parser's place in the tokens of one text, and its way of complaining and of going on.
///
/// Only the first problem at a token is reported: what follows from it would say nothing new.
class TokenCursor {
public:
    TokenCursor(std::string_view text, const std::vector<Token>& tokens, ProblemLog& problems);

    [[nodiscard]] const Token& current() const { return m_tokens[m_at]; }
    [[nodiscard]] const Token& ahead(std::size_t count) const;
    /// The token before; the first one at the start.
    [[nodiscard]] const Token& previous() const { return m_tokens[m_at == 0 ? 0 : m_at - 1]; }
    [[nodiscard]] bool at(TokenKind kind) const { return current().kind == kind; }
    [[nodiscard]] bool atWord(std::string_view word) const;
    [[nodiscard]] std::string_view text(const Token& token) const;
    [[nodiscard]] std::string_view text(Span span) const;
    [[nodiscard]] std::size_t index() const { return m_at; }

    /// Returns the current token and goes to the next one (End stays).
    const Token& take();
    bool accept(TokenKind kind);

    /// Where a policy begins: `permit (`, `forbid (` or `@`.
    [[nodiscard]] bool atPolicyStart() const;
    /// Where a condition begins: `when {`, `unless {`.
    [[nodiscard]] bool atConditionStart() const;

    /// Reports a problem unless there was one at the current token already; then the answer is
    /// null.
    Diagnostic* report(std::string_view code, Span span, std::string message,
                       std::string help = {});
    /// "expected …, found …" at the current token.
    Diagnostic* unexpected(std::string_view expected, std::string help = {});
    /// What stands at the current token, for messages.
    [[nodiscard]] std::string found() const;

    /// Skips to the next `,`, `&&`, `||`, `then`, `else` or closing bracket of this bracket level,
    /// or to the next `;`, condition or policy on any. What follows from it is not reported.
    void recover();
    /// Skips to one of the kinds at this bracket level, or to `;` or the next policy.
    void skipTo(std::initializer_list<TokenKind> kinds);
    /// Skips to the next `;` or the end, whatever lies between.
    void skipPolicy();
    /// Takes the bracket that closes `open`; else says that it is missing, and looks for it.
    bool close(const Token& open);

    [[nodiscard]] ProblemLog& problems() { return m_problems; }
    /// Grows with every problem, also those that are not shown or that the lexer reported.
    [[nodiscard]] std::size_t troubles() const { return m_troubles + m_problems.count(); }

private:
    template <class Stop>
    void skipUntil(Stop stop);

    std::string_view m_text;
    const std::vector<Token>& m_tokens;
    ProblemLog& m_problems;
    std::size_t m_at = 0;
    std::size_t m_troubles = 0;
    std::size_t m_reportedAt = static_cast<std::size_t>(-1); ///< token of the last problem
};

} // namespace remit::cedar
