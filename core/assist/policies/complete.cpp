// SPDX-License-Identifier: Apache-2.0
#include "core/assist/policies/complete.h"

#include "core/assist/policies/builtins.h"

#include <algorithm>

namespace remit::assist {

using cedar::TokenKind;
using Region = PolicyPlace::Region;

PolicyCompletion::PolicyCompletion(const Model& model, const ModelFile& file, std::uint32_t offset)
    : m_model(model)
    , m_file(file)
    , m_cursor(policyCursor(file, offset))
    , m_place(policyPlace(m_cursor))
{}

CompletionList PolicyCompletion::run()
{
    if (m_cursor.at == PolicyCursor::At::Comment)
        return {m_cursor.word, {}};
    if (m_cursor.at == PolicyCursor::At::String) {
        addInString();
        return m_items.take(m_cursor.content);
    }
    switch (m_place.region) {
    case Region::Outside:
        addPolicyStarts();
        break;
    case Region::AnnotationName:
        addAnnotations();
        break;
    case Region::AnnotationValue:
        break;
    case Region::Scope:
        addScope();
        break;
    case Region::AfterScope:
        addAfterScope();
        break;
    case Region::Condition:
        addCondition();
        break;
    }
    return m_items.take(m_cursor.word);
}

/// Does the bracket stand behind the word already?
bool PolicyCompletion::followedBy(char bracket) const
{
    const std::size_t next = m_cursor.text.find_first_not_of(" \t\r\n", m_cursor.word.end);
    return next != std::string_view::npos && m_cursor.text[next] == bracket;
}

void PolicyCompletion::addPolicyStarts()
{
    if (m_place.hasEffect)
        return;
    const bool bare = followedBy('(');
    for (const std::string effect : {"permit", "forbid"}) {
        CompletionItem& item = m_items.addSnippet(
            Rank::Expected, CompletionKind::Keyword, effect,
            bare ? effect
                 : effect + " (\n  ${1:principal},\n  ${2:action},\n  ${3:resource}\n)$0;");
        item.detail = "policy";
        item.documentation = findBuiltin(keywords(), effect)->text;
    }
    if (m_place.annotations.empty()) {
        CompletionItem& item = m_items.addSnippet(
            Rank::Likely, CompletionKind::Snippet, "policy with a name",
            "@id(\"${1:name}\")\n@title(\"${2:What it says}\")\npermit (\n  ${3:principal},\n  "
            "${4:action},\n  ${5:resource}\n)\nwhen { ${6:true} };$0");
        item.detail = "snippet";
        item.documentation = "A policy with its id, title and a condition.";
    }
    for (const Builtin& annotation : knownAnnotations()) {
        if (std::find(m_place.annotations.begin(), m_place.annotations.end(), annotation.name) !=
            m_place.annotations.end())
            continue;
        const std::string name(annotation.name);
        CompletionItem& item = m_items.addSnippet(Rank::Usual, CompletionKind::Annotation,
                                                  "@" + name, "@" + name + "(\"${1:}\")\n$0");
        item.documentation = annotation.text;
    }
}

void PolicyCompletion::addAnnotations()
{
    for (const Builtin& annotation : knownAnnotations()) {
        if (std::find(m_place.annotations.begin(), m_place.annotations.end(), annotation.name) !=
            m_place.annotations.end())
            continue;
        const std::string name(annotation.name);
        CompletionItem& item = followedBy('(')
                                   ? m_items.add(Rank::Expected, CompletionKind::Annotation, name)
                                   : m_items.addSnippet(Rank::Expected, CompletionKind::Annotation,
                                                        name, name + "(\"${1:}\")$0");
        item.documentation = annotation.text;
    }
}

void PolicyCompletion::addAfterScope()
{
    const bool bare = followedBy('{');
    for (const std::string name : {"when", "unless"}) {
        CompletionItem& item = m_items.addSnippet(Rank::Expected, CompletionKind::Keyword, name,
                                                  bare ? name : name + " { ${1:true} }$0");
        item.documentation = findBuiltin(keywords(), name)->text;
    }
    if (m_cursor.word.empty())
        m_items.add(Rank::Possible, CompletionKind::Operator, ";").detail = "end of the policy";
}

} // namespace remit::assist
