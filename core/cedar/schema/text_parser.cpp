// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/schema/text_parser.h"

#include "core/base/text.h"

#include <array>
#include <utility>

namespace remit::cedar {
namespace {

constexpr std::array<std::string_view, 4> kDeclarationWords{"entity", "action", "type",
                                                            "namespace"};

bool isDeclarationWord(std::string_view word)
{
    for (const std::string_view known : kDeclarationWords) {
        if (word == known)
            return true;
    }
    return false;
}

} // namespace

SchemaTextParser::SchemaTextParser(SchemaTokens tokens, SchemaDocument& document)
    : m_tokens(std::move(tokens)), m_document(document)
{}

void SchemaTextParser::run()
{
    m_document.comments = std::move(m_tokens.comments);
    m_document.diagnostics = std::move(m_tokens.diagnostics);
    while (!at(SchemaTokenKind::End))
        topLevel();
}

void SchemaTextParser::topLevel()
{
    const std::size_t from = m_at;
    const Span begin = token().span;
    Annotations notes;
    if (!annotations(notes))
        return recover(from);
    if (acceptKeyword("namespace"))
        return namespaceBlock(std::move(notes), begin);
    if (!declaration(namespaceFor({}), std::move(notes), begin))
        recover(from);
}

void SchemaTextParser::namespaceBlock(Annotations notes, Span begin)
{
    const std::size_t from = m_at;
    SchemaName name;
    if (!path(name) || !expect(SchemaTokenKind::OpenBrace, "after the namespace's name"))
        return recover(from);
    if ((name.text + "::").find("__cedar::") != std::string::npos)
        report("schema/reserved-name", name.span, "the namespace `__cedar` is reserved",
               "Choose another name.");
    const auto known = m_namespaceIndex.find(name.text);
    if (known != m_namespaceIndex.end()) {
        Diagnostic& twice = report("schema/duplicate-namespace", name.span,
                                   "the namespace `" + name.text + "` stands here twice",
                                   "Move its declarations into the first one.");
        twice.related.push_back({m_document.file, m_document.namespaces[known->second].name.span,
                                 "first declared here"});
    }
    SchemaNamespace& space = namespaceFor(name);
    const std::size_t index = m_namespaceIndex[name.text];
    space.annotations = std::move(notes);
    while (!at(SchemaTokenKind::CloseBrace) && !at(SchemaTokenKind::End)) {
        const std::size_t start = m_at;
        const Span first = token().span;
        Annotations inner;
        if (atKeyword("namespace") && ahead(1).kind == SchemaTokenKind::Identifier) {
            unexpected("`}` before the next namespace", "Namespaces do not nest: write `A::B`.");
            return;
        }
        if (!annotations(inner) ||
            !declaration(m_document.namespaces[index], std::move(inner), first))
            recover(start);
    }
    expect(SchemaTokenKind::CloseBrace, "at the end of the namespace");
    m_document.namespaces[index].span = spanFrom(begin);
    if (at(SchemaTokenKind::Semicolon)) {
        unexpected("a declaration", "No `;` follows a namespace: remove it.");
        step();
    }
}

SchemaNamespace& SchemaTextParser::namespaceFor(const SchemaName& name)
{
    const auto [entry, isNew] =
        m_namespaceIndex.try_emplace(name.text, m_document.namespaces.size());
    if (isNew) {
        m_document.namespaces.emplace_back();
        m_document.namespaces.back().name = name;
    }
    return m_document.namespaces[entry->second];
}

bool SchemaTextParser::declaration(SchemaNamespace& space, Annotations notes, Span begin)
{
    const auto finish = [&](auto& list, auto declared, auto rule) {
        declared.annotations = std::move(notes);
        if (!(this->*rule)(declared) || !expect(SchemaTokenKind::Semicolon, "after a declaration"))
            return false;
        declared.span = spanFrom(begin);
        list.push_back(std::move(declared));
        return true;
    };
    if (acceptKeyword("entity"))
        return finish(space.entities, EntityDeclaration(), &SchemaTextParser::entityDeclaration);
    if (acceptKeyword("action"))
        return finish(space.actions, ActionDeclaration(), &SchemaTextParser::actionDeclaration);
    if (acceptKeyword("type"))
        return finish(space.commonTypes, CommonDeclaration(), &SchemaTextParser::commonDeclaration);
    std::string help;
    if (at(SchemaTokenKind::Identifier)) {
        static const std::vector<std::string> words(kDeclarationWords.begin(),
                                                    kDeclarationWords.end());
        if (const auto meant = nearest(token().text, words))
            help = "Did you mean `" + *meant + "`?";
    }
    return unexpected("`entity`, `action`, `type` or `namespace`", help);
}

bool SchemaTextParser::entityDeclaration(EntityDeclaration& entity)
{
    do {
        if (!declaredName(entity.names.emplace_back()))
            return false;
    } while (accept(SchemaTokenKind::Comma));
    return acceptKeyword("enum") ? enumBody(entity) : entityBody(entity);
}

bool SchemaTextParser::enumBody(EntityDeclaration& entity)
{
    if (!expect(SchemaTokenKind::OpenBracket, "after `enum`"))
        return false;
    entity.enumIds.emplace();
    do {
        if (!at(SchemaTokenKind::String))
            return unexpected("a string, such as `\"open\"`",
                              "An enum lists at least one id, without a comma after the last.");
        entity.enumIds->push_back({token().text, token().span});
        step();
    } while (accept(SchemaTokenKind::Comma));
    return expect(SchemaTokenKind::CloseBracket, "after the ids of an enum");
}

bool SchemaTextParser::entityBody(EntityDeclaration& entity)
{
    if (acceptKeyword("in") && !typeList(entity.memberOf, true))
        return false;
    const bool equals = accept(SchemaTokenKind::Equals);
    if (at(SchemaTokenKind::OpenBrace)) {
        if (!recordType(entity.shape.emplace()))
            return false;
    } else if (equals) {
        return unexpected("`{`", "An entity's attributes are written out as a record; a common "
                                 "type cannot stand here.");
    }
    return !acceptKeyword("tags") || type(entity.tags.emplace());
}

bool SchemaTextParser::commonDeclaration(CommonDeclaration& common)
{
    return declaredName(common.name) && expect(SchemaTokenKind::Equals, "after the type's name") &&
           type(common.type);
}

bool SchemaTextParser::annotations(Annotations& result)
{
    while (at(SchemaTokenKind::At)) {
        if (!annotation(result))
            return false;
    }
    return true;
}

bool SchemaTextParser::annotation(Annotations& result)
{
    const Span begin = token().span;
    step();
    if (!at(SchemaTokenKind::Identifier))
        return unexpected("the annotation's name");
    SchemaAnnotation note;
    note.key = token().text;
    step();
    if (accept(SchemaTokenKind::OpenParen)) {
        if (!at(SchemaTokenKind::String))
            return unexpected("a string");
        note.value = token().text;
        note.hasValue = true;
        step();
        if (!expect(SchemaTokenKind::CloseParen, "after an annotation's value"))
            return false;
    }
    note.span = spanFrom(begin);
    for (const SchemaAnnotation& other : result) {
        if (other.key != note.key)
            continue;
        report("schema/duplicate-annotation", note.span,
               "the annotation `@" + note.key + "` stands here twice", "Remove one of them.")
            .related.push_back({m_document.file, other.span, "the first one"});
    }
    result.push_back(std::move(note));
    return true;
}

/// Goes on after the `;` that ends the broken declaration, or before what looks like the next one.
void SchemaTextParser::recover(std::size_t from)
{
    int depth = 0;
    while (!at(SchemaTokenKind::End)) {
        const SchemaTokenKind kind = token().kind;
        const bool moved = m_at > from;
        if (moved && kind == SchemaTokenKind::Identifier && isDeclarationWord(token().text) &&
            (ahead(1).kind == SchemaTokenKind::Identifier ||
             ahead(1).kind == SchemaTokenKind::String))
            return;
        if (kind == SchemaTokenKind::CloseBrace && depth == 0 && m_namespaceIndex.size() > 0) {
            if (!moved)
                step();
            return;
        }
        depth += kind == SchemaTokenKind::OpenBrace ? 1 : 0;
        depth -= kind == SchemaTokenKind::CloseBrace && depth > 0 ? 1 : 0;
        step();
        if (kind == SchemaTokenKind::Semicolon && depth == 0)
            return;
    }
}

} // namespace remit::cedar
