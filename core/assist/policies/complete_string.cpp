// SPDX-License-Identifier: Apache-2.0
#include "core/assist/known_entities.h"
#include "core/assist/policies/complete.h"
#include "core/assist/workspace_names.h"

#include <algorithm>

namespace remit::assist {
namespace {

using cedar::TokenKind;

constexpr std::size_t kEntitiesRead = 2000; ///< when collecting the values of an attribute
constexpr std::size_t kTexts = 200;

} // namespace

void PolicyCompletion::addText(const std::string& text, std::string detail)
{
    m_items
        .add(Rank::Expected, CompletionKind::Value, text,
             cedarEscaped(text) + (m_cursor.closed ? "" : "\""))
        .detail = std::move(detail);
}

void PolicyCompletion::addInString()
{
    if (m_place.region == PolicyPlace::Region::AnnotationValue)
        return addAnnotationValues();
    const std::size_t end = m_cursor.tokens.size();
    const TokenKind last = m_cursor.before();
    if (last == TokenKind::PathSeparator)
        return addIds(m_model, pathBefore(m_cursor, end).name, m_cursor.closed ? "" : "\"",
                      m_items);
    if (m_place.region != PolicyPlace::Region::Condition)
        return;
    if (last == TokenKind::Has)
        return addAttributes(typesBefore(end - 1, PolicyTyping::Level::Operand), true);
    if (last == TokenKind::OpenBracket && end > 1 &&
        (m_cursor.before(1) == TokenKind::Identifier || cedar::closes(m_cursor.before(1))))
        return addAttributes(typesBefore(end - 1, PolicyTyping::Level::Member), true);
    if (last == TokenKind::OpenParen && end > 3 && m_cursor.before(2) == TokenKind::Dot) {
        const std::string_view method = m_cursor.of(m_cursor.tokens[end - 2]);
        if (method == "getTag" || method == "hasTag")
            return addTagKeys(typesBefore(end - 3, PolicyTyping::Level::Member));
        if (method == "contains")
            return addTexts(end - 3);
    }
    if (last == TokenKind::Equal || last == TokenKind::NotEqual)
        addTexts(end - 1);
}

void PolicyCompletion::addAnnotationValues()
{
    const std::string key = m_place.annotations.empty() ? "" : m_place.annotations.back();
    if (key == "task") {
        for (const auto& [id, purpose] : taskNames(m_model))
            addText(id, purpose);
    } else if (key == "approval") {
        for (const std::string& role : roleNames(m_model))
            addText(role, "role");
    }
}

void PolicyCompletion::addTagKeys(const Types& types)
{
    std::set<std::string> keys;
    for (const cedar::TypePtr& type : types) {
        const auto known = m_model.entities().find(type->entityType);
        if (type->kind != cedar::TypeKind::Entity || known == m_model.entities().end())
            continue;
        std::size_t read = 0;
        for (const auto& [id, entity] : known->second) {
            const JsonValue* tags = entity.json->find("tags");
            if (++read > kEntitiesRead || keys.size() >= kTexts)
                break;
            for (std::size_t at = 0; tags != nullptr && at < tags->members.size(); ++at)
                keys.insert(tags->members[at].key);
        }
    }
    for (const std::string& key : keys)
        m_items
            .add(Rank::Expected, CompletionKind::Tag, key,
                 cedarEscaped(key) + (m_cursor.closed ? "" : "\""))
            .detail = "tag";
}

/// Texts that what ends before token `end` is likely compared with: the facts' own words, and for
/// an attribute of entities what the entities at hand have.
void PolicyCompletion::addTexts(std::size_t end)
{
    std::string path;
    for (std::size_t at = end; at > 0; --at) {
        const TokenKind kind = m_cursor.tokens[at - 1].kind;
        if (kind != TokenKind::Identifier && kind != TokenKind::Dot)
            break;
        path.insert(0, m_cursor.of(m_cursor.tokens[at - 1]));
    }
    for (const auto& [text, detail] : factTexts(m_model, path))
        addText(text, detail);
    const PolicyTyping typing(m_model, m_cursor, end);
    const cedar::Expr* expr = typing.last(PolicyTyping::Level::Member);
    if (expr == nullptr || expr->kind != cedar::ExprKind::GetAttr || end < 3)
        return;
    for (const cedar::TypePtr& owner : typesBefore(end - 2, PolicyTyping::Level::Member)) {
        if (owner->kind == cedar::TypeKind::Entity)
            addEntityTexts(owner->entityType, expr->text);
    }
}

void PolicyCompletion::addEntityTexts(const std::string& type, const std::string& attribute)
{
    const auto known = m_model.entities().find(type);
    if (known == m_model.entities().end())
        return;
    std::set<std::string> texts;
    std::size_t read = 0;
    for (const auto& [id, entity] : known->second) {
        if (++read > kEntitiesRead || texts.size() >= kTexts)
            break;
        const JsonValue* attributes = entity.json->find("attrs");
        const JsonValue* value = attributes != nullptr ? attributes->find(attribute) : nullptr;
        if (value == nullptr)
            continue;
        if (value->isString())
            texts.insert(value->text);
        for (const JsonValue& item : value->items) {
            if (item.isString())
                texts.insert(item.text);
        }
    }
    for (const std::string& text : texts)
        addText(text, "in " + type);
}

} // namespace remit::assist
