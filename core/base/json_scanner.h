// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace remit {

/// The tokens of JSON (RFC 8259): used by the strict reader alone. After the first failure every
/// further call fails too, and the first problem is kept.
class JsonScanner {
public:
    /// Invalid UTF-8 and a byte order mark are found here, before anything is read.
    JsonScanner(std::string_view text, std::string_view file);

    [[nodiscard]] std::uint32_t offset() const { return static_cast<std::uint32_t>(m_at); }
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    /// The next byte, or NUL at the end.
    [[nodiscard]] char peek() const { return atEnd() ? '\0' : m_text[m_at]; }
    void skip() { ++m_at; }
    void skipSpace()
    {
        while (m_at < m_text.size() && m_text[m_at] <= ' ' &&
               (m_text[m_at] == ' ' || m_text[m_at] == '\n' || m_text[m_at] == '\r' ||
                m_text[m_at] == '\t'))
            ++m_at;
    }
    bool take(char wanted)
    {
        if (peek() != wanted || atEnd())
            return false;
        ++m_at;
        return true;
    }

    bool string(std::string& out);
    bool number(std::string& out);
    bool word(std::string_view wanted);
    /// The comma between two members; `closing` is what may stand there too.
    bool comma(char closing);

    /// Fails at this place: something else was expected.
    bool unexpected(std::string_view wanted);
    bool fail(std::string code, std::string message, std::string help);
    [[nodiscard]] std::optional<Diagnostic> takeProblem();

private:
    bool escape(std::string& out);
    bool unicodeEscape(std::string& out);
    std::optional<std::uint32_t> hex4();
    bool digits();

    std::string_view m_text;
    std::string m_file;
    std::size_t m_at = 0;
    std::optional<Diagnostic> m_problem;
};

} // namespace remit
