// SPDX-License-Identifier: Apache-2.0
#include "core/assist/policies/builtins.h"
#include "core/assist/policies/complete.h"

#include <array>

namespace remit::assist {
namespace {

using cedar::TokenKind;

constexpr std::array<std::string_view, 3> kElements{"principal", "action", "resource"};

} // namespace

void PolicyCompletion::addScope()
{
    if (m_place.element > 2)
        return;
    const std::size_t count = m_cursor.tokens.size() - m_place.begin;
    if (count == 0 && m_place.open.size() == 1)
        return addScopeStart();
    if (count == 1 && m_cursor.before() == TokenKind::Identifier)
        return addScopeOperators();
    const PathBefore path = pathBefore(m_cursor, m_cursor.tokens.size());
    const std::size_t end = path.endsWithSeparator ? path.begin : m_cursor.tokens.size();
    const std::string written = path.endsWithSeparator ? path.name : std::string();
    const TokenKind op = end > 0 ? m_cursor.tokens[end - 1].kind : TokenKind::End;
    if (op == TokenKind::Identifier && !path.endsWithSeparator && path.begin > 0 &&
        m_cursor.tokens[path.begin - 1].kind == TokenKind::Is) {
        m_items.add(Rank::Expected, CompletionKind::Keyword, "in").documentation =
            findBuiltin(keywords(), "in")->text;
        return;
    }
    if (m_place.element == 1)
        addScopeActions(op, written);
    else
        addScopeEntities(op, written);
}

void PolicyCompletion::addScopeStart()
{
    const std::string name(kElements[m_place.element]);
    const std::string_view text = findBuiltin(variables(), name)->text;
    m_items.add(Rank::Expected, CompletionKind::Variable, name).documentation = text;
    if (followedBy('=') || followedBy('i')) // what is asked of it stands there already
        return;
    if (m_file.isGrantScope() && m_place.element == 0)
        return; // a scope may not mention the principal
    if (m_place.element == 1) {
        addActions(
            m_model, [](const cedar::Action& action) { return !action.appliesToNothing(); }, {},
            Rank::Usual, m_items);
        CompletionList actions = m_items.take({});
        for (const CompletionItem& action : actions.items) {
            if (action.kind != CompletionKind::Action) {
                m_items.add(Rank::Expected, action.kind, action.label).documentation =
                    action.documentation;
                continue;
            }
            CompletionItem& item =
                m_items.add(Rank::Likely, CompletionKind::Action, "action == " + action.label);
            item.detail = action.detail;
            item.documentation = action.documentation;
        }
        return;
    }
    for (const std::string& type : scopeTypes()) {
        CompletionItem& item =
            m_items.add(Rank::Likely, CompletionKind::EntityType, name + " is " + type);
        item.detail = "entity type";
    }
    for (const std::string op : {" == ", " in "})
        m_items.addSnippet(Rank::Usual, CompletionKind::Snippet, name + op + "…",
                           name + op + "${1:Type::\"id\"}");
}

void PolicyCompletion::addScopeOperators()
{
    if (m_file.isGrantScope() && m_place.element == 0)
        return;
    m_items.add(Rank::Expected, CompletionKind::Operator, "==").documentation = "Exactly this one.";
    m_items.add(Rank::Expected, CompletionKind::Keyword, "in").documentation =
        findBuiltin(keywords(), "in")->text;
    if (m_place.element != 1)
        m_items.add(Rank::Expected, CompletionKind::Keyword, "is").documentation =
            findBuiltin(keywords(), "is")->text;
}

/// The types that the part of the scope before allows for this element.
TypeNames PolicyCompletion::scopeTypes()
{
    TypeNames types;
    const PolicyTyping typing(m_model, m_cursor, m_place.begin - 1);
    for (const cedar::RequestEnvironment& environment : typing.environments())
        types.insert(m_place.element == 0 ? environment.principalType : environment.resourceType);
    return types.empty() ? allEntityTypes(m_model) : types;
}

void PolicyCompletion::addScopeEntities(TokenKind op, const std::string& path)
{
    const TypeNames types = scopeTypes();
    if (op == TokenKind::Is) {
        addTypes(m_model, types, path, Rank::Expected, m_items);
        addTypes(m_model, allEntityTypes(m_model), path, Rank::Possible, m_items);
        return;
    }
    if (op != TokenKind::Equal && op != TokenKind::In)
        return;
    const TypeNames wanted = op == TokenKind::In ? typesAbove(m_model, types) : types;
    if (path.empty() && m_place.element != 1) {
        const Builtin& slot = slots()[m_place.element == 0 ? 0 : 1];
        CompletionItem& item =
            m_items.add(Rank::Likely, CompletionKind::Slot, std::string(slot.name));
        item.detail = "slot of a template";
        item.documentation = slot.text;
    }
    if (!m_cursor.word.empty() && m_cursor.text[m_cursor.word.begin] == '?')
        return;
    addEntities(m_model, wanted, path, Rank::Expected, m_items);
    if (!path.empty())
        addEntities(m_model, allEntityTypes(m_model), path, Rank::Possible, m_items);
}

void PolicyCompletion::addScopeActions(TokenKind op, const std::string& path)
{
    const bool listed = op == TokenKind::OpenBracket || op == TokenKind::Comma;
    if (op != TokenKind::Equal && op != TokenKind::In && !listed)
        return;
    std::set<cedar::EntityUid> fitting;
    const PolicyTyping typing(m_model, m_cursor, m_place.begin - 1, PolicyTyping::Actions::Each);
    for (const cedar::RequestEnvironment& environment : typing.environments())
        fitting.insert(environment.action);
    const auto isFitting = [&](const cedar::Action& action) {
        return fitting.contains(action.uid);
    };
    addActions(m_model, isFitting, path, Rank::Expected, m_items);
    addActions(
        m_model, [&](const cedar::Action& action) { return !isFitting(action); }, path,
        op == TokenKind::Equal ? Rank::Possible : Rank::Likely, m_items);
    if (op == TokenKind::In && path.empty() && !listed)
        m_items.addSnippet(Rank::Usual, CompletionKind::Snippet, "[…]", "[${1:}]").detail =
            "several actions";
}

} // namespace remit::assist
