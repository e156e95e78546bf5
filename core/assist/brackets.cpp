// SPDX-License-Identifier: Apache-2.0
#include "core/assist/brackets.h"

#include "core/cedar/schema/lexer.h"

#include <algorithm>

namespace remit::assist {
namespace {

class Pairing {
public:
    explicit Pairing(std::string_view text) : m_text(text) {}

    void bracket(Span span)
    {
        const char c = m_text[span.begin];
        if (c == '(' || c == '[' || c == '{') {
            m_open.push_back(span);
            return;
        }
        const char wanted = c == ')' ? '(' : c == ']' ? '[' : '{';
        const auto partner = std::find_if(m_open.rbegin(), m_open.rend(),
                                          [&](Span open) { return m_text[open.begin] == wanted; });
        // What was left open between the two has no partner; looking further than a few levels for
        // one would take quadratic time on a hostile text.
        if (partner == m_open.rend() || partner - m_open.rbegin() > kMissing)
            return;
        m_pairs.push_back({*partner, span});
        m_open.erase(std::prev(partner.base()), m_open.end());
    }

    std::vector<BracketPair> take()
    {
        std::ranges::sort(m_pairs, {}, &BracketPair::open);
        return std::move(m_pairs);
    }

private:
    static constexpr std::ptrdiff_t kMissing = 8;

    std::string_view m_text;
    std::vector<Span> m_open;
    std::vector<BracketPair> m_pairs;
};

bool isBracket(char c)
{
    return std::string_view("()[]{}").find(c) != std::string_view::npos;
}

void addJson(std::string_view text, Pairing& pairing)
{
    bool string = false;
    for (std::uint32_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (string && c == '\\')
            ++at;
        else if (c == '"' || c == '\n')
            string = c == '"' && !string; // a JSON string ends with its line
        else if (!string && isBracket(c))
            pairing.bracket({at, at + 1});
    }
}

} // namespace

std::vector<BracketPair> bracketPairs(const ModelFile& file)
{
    Pairing pairing(file.text());
    const auto add = [&](Span span) {
        if (span.size() == 1 && isBracket(file.text()[span.begin]))
            pairing.bracket(span);
    };
    if (file.policies) {
        for (const cedar::Token& token : file.policies->tokens)
            add(token.span());
    } else if (file.language == Language::CedarSchema) {
        for (const cedar::SchemaToken& token : cedar::tokenizeSchema(file.text(), {}).tokens)
            add(token.span);
    } else if (file.language == Language::Json) {
        addJson(file.text(), pairing);
    }
    return pairing.take();
}

std::vector<Span> comments(const ModelFile& file)
{
    std::vector<Span> spans;
    if (file.policies) {
        for (const cedar::Comment& comment : file.policies->parsed.comments)
            spans.push_back(comment.span);
    } else if (file.schema) {
        for (const cedar::Comment& comment : file.schema->comments)
            spans.push_back(comment.span);
    }
    return spans;
}

} // namespace remit::assist
