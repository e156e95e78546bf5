// SPDX-License-Identifier: Apache-2.0
#include "core/assist/facts.h"
#include "core/assist/policies/builtins.h"
#include "core/assist/policies/complete.h"
#include "core/cedar/syntax/parser.h"

#include <algorithm>

namespace remit::assist {
namespace {

using cedar::TokenKind;
using cedar::TypePtr;

/// Is an operand wanted after a token of this kind?
bool wantsOperand(TokenKind kind)
{
    switch (kind) {
    case TokenKind::OpenParen:
    case TokenKind::OpenBracket:
    case TokenKind::OpenBrace:
    case TokenKind::Comma:
    case TokenKind::Colon:
    case TokenKind::Assign:
    case TokenKind::If:
    case TokenKind::Then:
    case TokenKind::Else:
    case TokenKind::In:
        return true;
    default:
        return kind >= TokenKind::Equal && kind <= TokenKind::Or;
    }
}

std::string attributeDocumentation(const cedar::AttributeType& attribute)
{
    std::string text = attribute.annotations ? documentationOf(*attribute.annotations) : "";
    if (!attribute.required)
        text += std::string(text.empty() ? "" : " ") + "Optional: test with `has` first.";
    return text;
}

} // namespace

void PolicyCompletion::addCondition()
{
    const std::size_t end = m_cursor.tokens.size();
    const TokenKind last = m_cursor.before();
    if (last == TokenKind::Dot)
        return addMembers();
    const PathBefore path = pathBefore(m_cursor, end);
    const std::size_t begin = path.endsWithSeparator ? path.begin : end;
    const TokenKind before = begin > 0 ? m_cursor.tokens[begin - 1].kind : TokenKind::End;
    if (before == TokenKind::Is && (path.endsWithSeparator || last == TokenKind::Is)) {
        const std::string written = path.endsWithSeparator ? path.name : std::string();
        TypeNames expected;
        for (const TypePtr& type : typesBefore(begin - 1, PolicyTyping::Level::Operand)) {
            if (type->kind == cedar::TypeKind::Entity)
                expected.insert(type->entityType);
        }
        addTypes(m_model, expected, written, Rank::Expected, m_items);
        addTypes(m_model, allEntityTypes(m_model), written, Rank::Usual, m_items);
        return;
    }
    if (path.endsWithSeparator)
        return addOperands(begin, path.name);
    if (last == TokenKind::Has) {
        addAttributes(typesBefore(end - 1, PolicyTyping::Level::Operand), false);
        return addLikelyMembers(end - 1);
    }
    if (last == TokenKind::Like) {
        m_items.addSnippet(Rank::Expected, CompletionKind::Value, "\"*…*\"", "\"${1:*}\"").detail =
            "pattern";
        return;
    }
    if (wantsOperand(last))
        return addOperands(end, {});
    addOperators();
}

PolicyCompletion::Types PolicyCompletion::typesBefore(std::size_t end,
                                                      PolicyTyping::Level level) const
{
    return PolicyTyping(m_model, m_cursor, end).typesOfLast(level);
}

/// Where the `has` stands whose path ends before token `end`: `has a.b`. `end` where there is none.
std::size_t PolicyCompletion::hasBefore(std::size_t end) const
{
    std::size_t at = end;
    while (at >= 2 && m_cursor.tokens[at - 1].kind == TokenKind::Identifier &&
           m_cursor.tokens[at - 2].kind == TokenKind::Dot)
        at -= 2;
    if (at >= 2 && m_cursor.tokens[at - 1].kind == TokenKind::Identifier &&
        m_cursor.tokens[at - 2].kind == TokenKind::Has)
        return at - 2;
    return end;
}

PolicyCompletion::Types PolicyCompletion::hasPathTypes(std::size_t has, std::size_t end) const
{
    Types types = typesBefore(has, PolicyTyping::Level::Operand);
    for (std::size_t at = has + 1; at < end; at += 2) {
        Types next;
        for (const TypePtr& type : types) {
            const cedar::AttributeTypes* attributes = attributesOf(m_model, *type);
            if (attributes == nullptr)
                continue;
            const auto found = attributes->find(m_cursor.of(m_cursor.tokens[at]));
            if (found != attributes->end())
                addType(next, found->second.type);
        }
        types = std::move(next);
    }
    return types;
}

void PolicyCompletion::addMembers()
{
    const std::size_t end = m_cursor.tokens.size() - 1;
    const std::size_t has = hasBefore(end);
    if (has != end) {
        addAttributes(hasPathTypes(has, end), false);
        return addLikelyMembers(end);
    }
    const Types types = typesBefore(end, PolicyTyping::Level::Member);
    addAttributes(types, false);
    addMethods(types);
    if (types.empty())
        addAnyAttribute();
    addLikelyMembers(end);
}

/// The variable and the names behind it that end before token `end`: `context.session`, or
/// `context has session`. Empty where something else stands there.
std::vector<std::string> PolicyCompletion::variablePath(std::size_t end) const
{
    std::vector<std::string> path;
    std::size_t at = end;
    while (at > 0 && m_cursor.tokens[at - 1].kind == TokenKind::Identifier) {
        path.emplace(path.begin(), m_cursor.of(m_cursor.tokens[at - 1]));
        if (at < 2 || (m_cursor.tokens[at - 2].kind != TokenKind::Dot &&
                       m_cursor.tokens[at - 2].kind != TokenKind::Has))
            return path;
        at -= 2;
    }
    return {};
}

/// Without a schema: what entities, tools and the facts suggest.
void PolicyCompletion::addLikelyMembers(std::size_t end)
{
    if (m_model.hasSchema())
        return;
    const PolicyTyping typing(m_model, m_cursor, end);
    const auto path = variablePath(end);
    if (typing.policy() == nullptr || path.empty())
        return;
    for (const LikelyMember& member : likelyMembers(m_model, *typing.policy(), path)) {
        CompletionItem& item = m_items.add(Rank::Expected, CompletionKind::Attribute, member.name);
        item.detail = member.type;
        item.documentation = member.text;
    }
}

void PolicyCompletion::addAttributes(const Types& types, bool quoted)
{
    for (const TypePtr& type : types) {
        const cedar::AttributeTypes* attributes = attributesOf(m_model, *type);
        if (attributes == nullptr)
            continue;
        for (const auto& [name, attribute] : *attributes) {
            if (!quoted && !cedar::isIdentifier(name))
                continue;
            CompletionItem& item =
                quoted ? m_items.add(Rank::Expected, CompletionKind::Attribute, name,
                                     cedarEscaped(name) + (m_cursor.closed ? "" : "\""))
                       : m_items.add(Rank::Expected, CompletionKind::Attribute, name);
            item.detail = cedar::toText(*attribute.type) + (attribute.required ? "" : ", optional");
            item.documentation = attributeDocumentation(attribute);
            if (types.size() > 1 && type->kind == cedar::TypeKind::Entity)
                item.documentation +=
                    (item.documentation.empty() ? "Of " : " Of ") + type->entityType + ".";
        }
    }
}

void PolicyCompletion::addMethods(const Types& types)
{
    for (const Callable& method : methods()) {
        const bool fits = std::any_of(types.begin(), types.end(), [&](const TypePtr& type) {
            const cedar::EntityType* entity = type->kind == cedar::TypeKind::Entity
                                                  ? m_model.schema().entityType(type->entityType)
                                                  : nullptr;
            return hasMethod(*type, method) &&
                   (type->kind != cedar::TypeKind::Entity || (entity && entity->tags));
        });
        if (!fits && !types.empty())
            continue;
        const std::string name(method.name);
        const std::string argument = method.example.empty() && !method.parameters.empty()
                                         ? "${1:}"
                                         : std::string(method.example);
        CompletionItem& item = m_items.addSnippet(
            types.empty() ? Rank::Possible : Rank::Likely, CompletionKind::Method, name,
            followedBy('(') ? name : name + "(" + argument + ")$0");
        item.detail = signatureText(method, nullptr);
        item.documentation = method.text;
    }
}

/// Where the type is not known: every attribute that the schema has.
void PolicyCompletion::addAnyAttribute()
{
    const auto addAll = [this](const cedar::AttributeTypes& attributes, const std::string& owner) {
        for (const auto& [name, attribute] : attributes) {
            if (!cedar::isIdentifier(name))
                continue;
            CompletionItem& item = m_items.add(Rank::Usual, CompletionKind::Attribute, name);
            item.detail = cedar::toText(*attribute.type);
            item.documentation = "Of " + owner + ".";
        }
    };
    for (const auto& [name, type] : m_model.schema().entityTypes())
        addAll(type.shape->attributes, name);
}

void PolicyCompletion::addOperators()
{
    const std::size_t end = m_cursor.tokens.size();
    const bool afterTest =
        hasBefore(end) != end || (end > 1 && m_cursor.tokens[end - 2].kind == TokenKind::Like) ||
        m_cursor.before() == TokenKind::True || m_cursor.before() == TokenKind::False;
    const PathBefore path = pathBefore(m_cursor, end);
    const bool afterIs =
        path.begin > 0 && path.begin < end && m_cursor.tokens[path.begin - 1].kind == TokenKind::Is;
    const Types types =
        afterTest || afterIs ? Types{} : typesBefore(end, PolicyTyping::Level::Operand);
    const auto any = [&types](auto fits) {
        return types.empty() || std::any_of(types.begin(), types.end(),
                                            [&](const TypePtr& type) { return fits(type->kind); });
    };
    using cedar::TypeKind;
    const auto add = [this](const char* text, Rank rank, const char* detail) {
        const bool word = text[0] >= 'a';
        CompletionItem& item =
            m_items.add(rank, word ? CompletionKind::Keyword : CompletionKind::Operator, text);
        item.detail = detail;
        if (const Builtin* known = word ? findBuiltin(keywords(), text) : nullptr)
            item.documentation = known->text;
    };
    const bool truth = afterTest || afterIs || (!types.empty() && types.front()->isBoolean());
    add("&&", truth ? Rank::Expected : Rank::Possible, "and");
    add("||", truth ? Rank::Expected : Rank::Possible, "or");
    if (afterIs)
        add("in", Rank::Expected, "");
    if (afterTest || afterIs)
        return;
    add("==", Rank::Likely, "equal");
    add("!=", Rank::Likely, "not equal");
    if (any([](TypeKind kind) { return kind == TypeKind::Entity; })) {
        add("in", Rank::Expected, "");
        add("is", Rank::Likely, "");
    }
    if (any([](TypeKind kind) { return kind == TypeKind::Entity || kind == TypeKind::Record; }))
        add("has", Rank::Expected, "");
    if (any([](TypeKind kind) { return kind == TypeKind::String; }))
        add("like", Rank::Expected, "");
    if (any([](TypeKind kind) { return kind == TypeKind::Long || kind == TypeKind::Extension; })) {
        for (const char* op : {"<", "<=", ">", ">="})
            add(op, Rank::Expected, "");
    }
    if (any([](TypeKind kind) { return kind == TypeKind::Long; })) {
        for (const char* op : {"+", "-", "*"})
            add(op, Rank::Usual, "");
    }
    if (std::any_of(m_cursor.tokens.begin(), m_cursor.tokens.end(),
                    [](const cedar::Token& token) { return token.kind == TokenKind::If; })) {
        add("then", Rank::Usual, "");
        add("else", Rank::Usual, "");
    }
}

} // namespace remit::assist
