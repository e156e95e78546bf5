// SPDX-License-Identifier: Apache-2.0
#include "core/assist/facts.h"
#include "core/assist/policies/builtins.h"
#include "core/assist/policies/complete.h"
#include "core/cedar/syntax/builtin_names.h"
#include "core/cedar/syntax/parser.h"

#include <algorithm>

namespace remit::assist {
namespace {

using cedar::TokenKind;
using cedar::TypeKind;
using cedar::TypePtr;

constexpr std::size_t kPaths = 400;   ///< items for attributes of variables
constexpr int kPathDepth = 4;         ///< records within records
constexpr std::size_t kBrackets = 64; ///< through which a type is passed on

std::string_view constructorName(cedar::ExtensionType type)
{
    return type == cedar::ExtensionType::IpAddress ? "ip" : cedar::extensionTypeName(type);
}

bool among(const std::vector<TypePtr>& types, const cedar::Type& type)
{
    return std::any_of(types.begin(), types.end(), [&type](const TypePtr& wanted) {
        return (wanted->isBoolean() && type.isBoolean()) || cedar::sameType(*wanted, type);
    });
}

TypeNames entityTypesOf(const std::vector<TypePtr>& types)
{
    TypeNames names;
    for (const TypePtr& type : types) {
        if (type->kind == TypeKind::Entity)
            names.insert(type->entityType);
    }
    return names;
}

} // namespace

/// What the operator or bracket before token `end` makes likely; so many brackets are open there.
PolicyCompletion::Types PolicyCompletion::expectedAfter(std::size_t end, std::size_t open) const
{
    if (end == 0)
        return {};
    const TokenKind kind = m_cursor.tokens[end - 1].kind;
    switch (kind) {
    case TokenKind::Equal:
    case TokenKind::NotEqual:
    case TokenKind::Assign:
    case TokenKind::Less:
    case TokenKind::LessEqual:
    case TokenKind::Greater:
    case TokenKind::GreaterEqual:
        return typesBefore(end - 1, PolicyTyping::Level::Operand);
    case TokenKind::Plus:
    case TokenKind::Minus:
    case TokenKind::Star:
        return {cedar::Type::integer()};
    case TokenKind::And:
    case TokenKind::Or:
    case TokenKind::Bang:
    case TokenKind::If:
        return {cedar::Type::boolean()};
    case TokenKind::In: {
        Types above;
        const Types left = typesBefore(end - 1, PolicyTyping::Level::Operand);
        for (const std::string& name : typesAbove(m_model, entityTypesOf(left)))
            above.push_back(cedar::Type::entity(name));
        return above;
    }
    case TokenKind::OpenBrace:
        return open == 1 ? Types{cedar::Type::boolean()} : Types{};
    case TokenKind::OpenBracket:
    case TokenKind::Comma:
    case TokenKind::OpenParen:
        return open > 1 ? expectedArgument(open) : Types{};
    default:
        return {};
    }
}

/// What the innermost of so many brackets makes likely for what stands in it: an argument, or an
/// element of a set.
PolicyCompletion::Types PolicyCompletion::expectedArgument(std::size_t depth) const
{
    const std::vector<cedar::Token>& tokens = m_cursor.tokens;
    const std::size_t open = m_place.open[depth - 1];
    if (depth > kBrackets)
        return {};
    if (tokens[open].kind == TokenKind::OpenBracket) {
        Types elements;
        for (const TypePtr& type : expectedAfter(open, depth - 1))
            addType(elements, type->kind == TypeKind::Set ? type->element : type);
        return elements;
    }
    if (tokens[open].kind != TokenKind::OpenParen)
        return {};
    if (open < 2 || tokens[open - 1].kind != TokenKind::Identifier)
        return expectedAfter(open, depth - 1);
    const std::string_view name = m_cursor.of(tokens[open - 1]);
    const bool method = tokens[open - 2].kind == TokenKind::Dot;
    const Callable* callable = method ? findMethod(name) : findConstructor(name);
    if (callable == nullptr || callable->parameters.empty())
        return {};
    if (callable->receiver == "Set<T>") {
        Types sets = typesBefore(open - 2, PolicyTyping::Level::Member);
        if (name != "contains")
            return sets;
        Types elements;
        for (const TypePtr& type : sets)
            addType(elements, type->element);
        return elements;
    }
    if (const auto extension = cedar::extensionTypeOf(callable->parameters.front().type))
        return {cedar::Type::extensionOf(*extension)};
    return {cedar::Type::string()};
}

/// Literals of the expected types.
void PolicyCompletion::addValues(const Types& expected, const std::string& path)
{
    for (const TypePtr& type : expected) {
        switch (type->kind) {
        case TypeKind::Bool:
        case TypeKind::True:
        case TypeKind::False:
            m_items.add(Rank::Likely, CompletionKind::Value, "true");
            m_items.add(Rank::Likely, CompletionKind::Value, "false");
            break;
        case TypeKind::String:
            m_items.addSnippet(Rank::Expected, CompletionKind::Value, "\"…\"", "\"${1:}\"$0")
                .detail = "String";
            break;
        case TypeKind::Set:
            m_items.addSnippet(Rank::Likely, CompletionKind::Value, "[…]", "[${1:}]$0").detail =
                cedar::toText(*type);
            break;
        case TypeKind::Extension: {
            const Callable* make = findConstructor(constructorName(type->extension));
            const std::string name(make->name);
            CompletionItem& item =
                m_items.addSnippet(Rank::Expected, CompletionKind::Function, name,
                                   name + "(" + std::string(make->example) + ")$0");
            item.detail = signatureText(*make, nullptr);
            item.documentation = make->text;
            break;
        }
        case TypeKind::Entity:
            if (cedar::isActionTypeName(type->entityType))
                addActions(
                    m_model, [](const cedar::Action&) { return true; }, path, Rank::Expected,
                    m_items);
            else
                addEntities(m_model, {type->entityType}, path, Rank::Expected, m_items);
            break;
        default:
            break;
        }
    }
}

void PolicyCompletion::addPath(const std::string& path, const cedar::AttributeType& attribute,
                               const Types& expected)
{
    if (++m_paths > kPaths)
        return;
    const bool fits = among(expected, *attribute.type);
    CompletionItem& item =
        m_items.add(fits ? Rank::Likely : Rank::Possible, CompletionKind::Attribute, path);
    item.detail = cedar::toText(*attribute.type) + (attribute.required ? "" : ", optional");
    if (attribute.annotations)
        item.documentation = documentationOf(*attribute.annotations);
    const std::string_view context = "context.";
    const Fact* fact = path.starts_with(context) ? findFact(path.substr(context.size())) : nullptr;
    if (item.documentation.empty() && fact != nullptr)
        item.documentation = fact->text;
}

void PolicyCompletion::addRecordPaths(const std::string& base, const cedar::Type& type,
                                      const Types& expected, int depth)
{
    const cedar::AttributeTypes* attributes = attributesOf(m_model, type);
    if (attributes == nullptr || depth == 0)
        return;
    for (const auto& [name, attribute] : *attributes) {
        if (!cedar::isIdentifier(name) || m_paths > kPaths)
            continue;
        addPath(base + "." + name, attribute, expected);
        if (attribute.type->kind == TypeKind::Record)
            addRecordPaths(base + "." + name, *attribute.type, expected, depth - 1);
    }
}

/// The same without a schema, one step behind each variable.
void PolicyCompletion::addLikelyPaths(const PolicyTyping& typing)
{
    if (m_model.hasSchema() || typing.policy() == nullptr)
        return;
    for (const Builtin& variable : variables()) {
        const std::string name(variable.name);
        for (const LikelyMember& member : likelyMembers(m_model, *typing.policy(), {name})) {
            CompletionItem& item =
                m_items.add(Rank::Possible, CompletionKind::Attribute, name + "." + member.name);
            item.detail = member.type;
            item.documentation = member.text;
        }
    }
}

/// The variables and what hangs on them.
void PolicyCompletion::addPaths(const Types& expected, std::size_t end)
{
    const PolicyTyping typing(m_model, m_cursor, end);
    addLikelyPaths(typing);
    for (const Builtin& variable : variables()) {
        const std::string name(variable.name);
        if (m_file.isGrantScope() && name == "principal")
            continue; // a scope may not mention it
        const Types types = typing.typesOf(*cedar::variableNamed(name));
        const bool fits = std::any_of(types.begin(), types.end(),
                                      [&](const TypePtr& type) { return among(expected, *type); });
        CompletionItem& item =
            m_items.add(fits ? Rank::Expected : Rank::Usual, CompletionKind::Variable, name);
        item.documentation = variable.text;
        if (types.size() == 1 && types.front()->kind == TypeKind::Entity)
            item.detail = types.front()->entityType;
        for (const TypePtr& type : types)
            addRecordPaths(name, *type, expected, kPathDepth);
    }
}

void PolicyCompletion::addOperands(std::size_t end, const std::string& path)
{
    const bool inRecord = m_place.open.size() > 1 &&
                          m_cursor.tokens[m_place.open.back()].kind == TokenKind::OpenBrace;
    const TokenKind last = end > 0 ? m_cursor.tokens[end - 1].kind : TokenKind::End;
    if (inRecord && (last == TokenKind::OpenBrace || last == TokenKind::Comma))
        return; // a key of the author's choice
    const Types expected = expectedAfter(end, m_place.open.size());
    addValues(expected, path);
    if (!path.empty()) {
        addEntities(m_model, allEntityTypes(m_model), path, Rank::Usual, m_items);
        addActions(
            m_model, [](const cedar::Action&) { return true; }, path, Rank::Usual, m_items);
        return;
    }
    addPaths(expected, end);
    for (const Callable& make : constructors()) {
        const std::string name(make.name);
        CompletionItem& item = m_items.addSnippet(
            Rank::Possible, CompletionKind::Function, name,
            followedBy('(') ? name : name + "(" + std::string(make.example) + ")$0");
        item.detail = signatureText(make, nullptr);
        item.documentation = make.text;
    }
    for (const char* word : {"true", "false"})
        m_items.add(Rank::Possible, CompletionKind::Value, word);
    m_items
        .addSnippet(Rank::Possible, CompletionKind::Keyword, "if",
                    last == TokenKind::OpenBrace || last == TokenKind::OpenParen
                        ? "if ${1:true} then ${2:true} else ${3:false}$0"
                        : "(if ${1:true} then ${2:true} else ${3:false})$0")
        .documentation = findBuiltin(keywords(), "if")->text;
    addEntities(m_model, allEntityTypes(m_model), {}, Rank::Last, m_items);
    addActions(
        m_model, [](const cedar::Action&) { return true; }, {}, Rank::Last, m_items);
}

} // namespace remit::assist
