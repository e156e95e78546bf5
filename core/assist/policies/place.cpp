// SPDX-License-Identifier: Apache-2.0
#include "core/assist/policies/cursor.h"

namespace remit::assist {
namespace {

using cedar::TokenKind;
using Region = PolicyPlace::Region;

/// Walks over the tokens of a policy, as far as they go.
class PlaceFinder {
public:
    explicit PlaceFinder(const PolicyCursor& cursor) : m_cursor(cursor) {}

    PolicyPlace run()
    {
        annotations();
        if (done())
            return m_place;
        if (m_cursor.isWord(m_at, "permit") || m_cursor.isWord(m_at, "forbid")) {
            m_place.hasEffect = true;
            ++m_at;
            scope();
        }
        return m_place;
    }

private:
    [[nodiscard]] bool more() const { return m_at < m_cursor.tokens.size(); }
    [[nodiscard]] bool at(TokenKind kind) const
    {
        return more() && m_cursor.tokens[m_at].kind == kind;
    }
    [[nodiscard]] bool done() const { return m_place.region != Region::Outside || !more(); }

    void annotations()
    {
        while (at(TokenKind::At)) {
            ++m_at;
            if (!more()) {
                m_place.region = Region::AnnotationName;
                return;
            }
            if (!cedar::isWord(m_cursor.tokens[m_at].kind))
                return;
            m_place.annotations.emplace_back(m_cursor.of(m_cursor.tokens[m_at]));
            ++m_at;
            if (!at(TokenKind::OpenParen))
                continue;
            ++m_at;
            if (!more()) {
                m_place.region = Region::AnnotationValue;
                return;
            }
            while (more() && !at(TokenKind::CloseParen) && !at(TokenKind::At))
                ++m_at;
            if (at(TokenKind::CloseParen))
                ++m_at;
        }
    }

    void scope()
    {
        if (!at(TokenKind::OpenParen))
            return;
        m_place.region = Region::Scope;
        m_place.open.push_back(m_at++);
        m_place.begin = m_at;
        for (; more() && !m_place.open.empty(); ++m_at) {
            if (at(TokenKind::Comma) && m_place.open.size() == 1) {
                ++m_place.element;
                m_place.begin = m_at + 1;
            }
            bracket();
        }
        if (m_place.open.empty())
            conditions();
    }

    void conditions()
    {
        m_place.region = Region::AfterScope;
        while (more()) {
            if (!at(TokenKind::OpenBrace)) {
                ++m_at;
                continue;
            }
            m_place.region = Region::Condition;
            m_place.open.push_back(m_at++);
            m_place.begin = m_at;
            for (; more() && !m_place.open.empty(); ++m_at)
                bracket();
            if (m_place.open.empty())
                m_place.region = Region::AfterScope;
        }
    }

    /// A closing bracket of another kind closes what it would close if nothing were missing.
    void bracket()
    {
        const TokenKind kind = m_cursor.tokens[m_at].kind;
        if (cedar::opens(kind))
            m_place.open.push_back(m_at);
        else if (cedar::closes(kind))
            m_place.open.pop_back();
    }

    const PolicyCursor& m_cursor;
    PolicyPlace m_place;
    std::size_t m_at = 0;
};

} // namespace

PolicyPlace policyPlace(const PolicyCursor& cursor)
{
    return PlaceFinder(cursor).run();
}

} // namespace remit::assist
