// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/text_warnings.h"

#include "core/base/text.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/uset.h>
#include <unicode/uspoof.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace remit::cedar {
namespace {

bool isBidiControl(char32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool isPrintableAscii(char32_t c)
{
    return c >= 0x20 && c < 0x7F;
}

/// ICU's spoof checker, opened when the first text that is not plain ASCII turns up.
class Scripts {
public:
    bool isSingleScript(std::string_view text)
    {
        if (hasUnknownScript(text))
            return false;
        UErrorCode status = U_ZERO_ERROR;
        USpoofCheckResult* result = uspoof_openCheckResult(&status);
        uspoof_check2UTF8(checker(), text.data(), static_cast<std::int32_t>(text.size()), result,
                          &status);
        const URestrictionLevel level = uspoof_getCheckResultRestrictionLevel(result, &status);
        uspoof_closeCheckResult(result);
        return U_FAILURE(status) || level <= USPOOF_SINGLE_SCRIPT_RESTRICTIVE;
    }

    /// Of Unicode's General Security Profile for identifiers.
    static bool isRecommended(char32_t c)
    {
        UErrorCode status = U_ZERO_ERROR;
        const USet* recommended = uspoof_getRecommendedSet(&status);
        return U_FAILURE(status) || uset_contains(recommended, static_cast<UChar32>(c)) != 0;
    }

private:
    /// Private use and unassigned code points belong to no script, as the reference counts.
    static bool hasUnknownScript(std::string_view text)
    {
        for (std::size_t at = 0; at < text.size();) {
            UErrorCode status = U_ZERO_ERROR;
            const auto c = static_cast<UChar32>(nextCodePoint(text, at));
            if (uscript_getScript(c, &status) == USCRIPT_UNKNOWN)
                return true;
        }
        return false;
    }

    const USpoofChecker* checker()
    {
        if (!m_checker) {
            UErrorCode status = U_ZERO_ERROR;
            m_checker.reset(uspoof_open(&status));
            uspoof_setChecks(m_checker.get(), USPOOF_RESTRICTION_LEVEL | USPOOF_AUX_INFO, &status);
        }
        return m_checker.get();
    }

    struct Close {
        void operator()(USpoofChecker* open) const { uspoof_close(open); }
    };
    std::unique_ptr<USpoofChecker, Close> m_checker;
};

class TextWarnings {
public:
    explicit TextWarnings(Problems& problems) : m_problems(problems) {}

    void string(std::string_view text, Span span)
    {
        if (isPlain(text))
            return;
        if (hasBidiControl(text))
            m_problems.warning("validate/bidi-string", span,
                               "the string `" + shown(text) +
                                   "` holds characters that change the direction of reading",
                               "Remove them, or write them as `\\u{…}`.");
        else if (!m_scripts.isSingleScript(text))
            m_problems.warning("validate/mixed-script-string", span,
                               "the string `" + shown(text) + "` mixes letters of several scripts",
                               "Look for a letter that only looks like another one.");
    }

    void identifier(std::string_view text, Span span)
    {
        if (isPlain(text))
            return;
        if (hasBidiControl(text))
            m_problems.warning("validate/bidi-identifier", span,
                               "the name `" + shown(text) +
                                   "` holds characters that change the direction of reading",
                               "Remove them.");
        else if (const auto odd = oddCharacter(text))
            m_problems.warning("validate/confusable-identifier", span,
                               "the name `" + shown(text) + "` holds the character `" +
                                   shown(*odd) + "`, which is unusual in names",
                               "It is neither printable ASCII nor in Unicode's profile for "
                               "identifiers.");
        else if (!m_scripts.isSingleScript(text))
            m_problems.warning("validate/mixed-script-identifier", span,
                               "the name `" + shown(text) + "` mixes letters of several scripts",
                               "Look for a letter that only looks like another one.");
    }

    void uid(const EntityUid& uid, Span span) { identifier(uid.id, span); }

    void expr(const Expr& node)
    {
        switch (node.kind) {
        case ExprKind::String:
            string(node.text, node.span);
            break;
        case ExprKind::Entity:
            uid(node.uid, node.span);
            break;
        case ExprKind::GetAttr:
            identifier(node.text, node.span);
            break;
        case ExprKind::Has:
        case ExprKind::Record:
            for (const std::string& name : node.path)
                identifier(name, node.span);
            break;
        case ExprKind::Like:
            string(printed(node.pattern), node.span);
            break;
        default:
            break;
        }
        for (const ExprPtr& child : node.children)
            expr(*child);
    }

private:
    static bool isPlain(std::string_view text)
    {
        return std::all_of(text.begin(), text.end(),
                           [](char c) { return isPrintableAscii(static_cast<unsigned char>(c)); });
    }

    static bool hasBidiControl(std::string_view text)
    {
        for (std::size_t at = 0; at < text.size();) {
            if (isBidiControl(nextCodePoint(text, at)))
                return true;
        }
        return false;
    }

    static std::optional<std::string> oddCharacter(std::string_view text)
    {
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t begin = at;
            const char32_t c = nextCodePoint(text, at);
            if (!isPrintableAscii(c) && !Scripts::isRecommended(c))
                return std::string(text.substr(begin, at - begin));
        }
        return std::nullopt;
    }

    /// The pattern as the reference prints it before it looks at scripts: invisible characters are
    /// escaped. Bidirectional controls stay, since a reader of the policy must be warned of them.
    static std::string printed(const Pattern& pattern)
    {
        std::string text;
        for (const PatternElement& element : pattern) {
            const char32_t c = element.wildcard ? U'*' : element.codePoint;
            const auto icu = static_cast<UChar32>(c);
            const bool visible =
                u_isprint(icu) && u_hasBinaryProperty(icu, UCHAR_GRAPHEME_EXTEND) == 0;
            if (visible || isBidiControl(c))
                appendUtf8(text, c);
            else if (c != 0)
                text += c == U'\n' ? "\\n" : c == U'\r' ? "\\r" : c == U'\t' ? "\\t" : "\\u{}";
        }
        return text;
    }

    Problems& m_problems;
    Scripts m_scripts;
};

} // namespace

void warnOfConfusableText(const Policy& policy, Problems& problems)
{
    TextWarnings warnings(problems);
    const auto scope = [&](const ScopeConstraint& constraint) {
        using Op = ScopeConstraint::Op;
        if (constraint.op != Op::Any && constraint.op != Op::Is && !constraint.slot)
            warnings.uid(constraint.entity, constraint.entitySpan);
    };
    scope(policy.principal);
    for (std::size_t i = 0; i < policy.action.entities.size(); ++i)
        warnings.uid(policy.action.entities[i], i < policy.action.entitySpans.size()
                                                    ? policy.action.entitySpans[i]
                                                    : policy.action.span);
    scope(policy.resource);
    for (const Condition& condition : policy.conditions)
        warnings.expr(*condition.body);
}

} // namespace remit::cedar
