// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/schema/text_parser.h"

namespace remit::cedar {
namespace {

constexpr const char* kAppliesToHelp =
    "`appliesTo` names both `principal` and `resource`, each with at least one entity type.";

} // namespace

bool SchemaTextParser::actionDeclaration(ActionDeclaration& action)
{
    do {
        if (!actionName(action.names.emplace_back()))
            return false;
    } while (accept(SchemaTokenKind::Comma));
    if (acceptKeyword("in") && !actionParents(action))
        return false;
    if (acceptKeyword("appliesTo") && !appliesTo(action))
        return false;
    if (at(SchemaTokenKind::OpenBrace))
        return unexpected("`appliesTo` or `;`", "Write `appliesTo {…}`.");
    // An old form that Cedar still tolerates where it is empty.
    if (acceptKeyword("attributes"))
        return expect(SchemaTokenKind::OpenBrace, "after `attributes`") &&
               expect(SchemaTokenKind::CloseBrace, "(actions have no attributes)");
    return true;
}

bool SchemaTextParser::actionName(SchemaId& id)
{
    if (at(SchemaTokenKind::String)) {
        id = {token().text, token().span};
        step();
        return true;
    }
    if (!at(SchemaTokenKind::Identifier))
        return unexpected("the action's name, an identifier or a string");
    return identifier(id);
}

bool SchemaTextParser::actionParents(ActionDeclaration& action)
{
    if (!accept(SchemaTokenKind::OpenBracket))
        return actionReference(action.memberOf.emplace_back());
    do {
        if (!actionReference(action.memberOf.emplace_back()))
            return false;
    } while (accept(SchemaTokenKind::Comma));
    return expect(SchemaTokenKind::CloseBracket, "after the action's parents");
}

bool SchemaTextParser::actionReference(ActionReference& reference)
{
    const Span begin = token().span;
    const bool qualified =
        at(SchemaTokenKind::Identifier) && ahead(1).kind == SchemaTokenKind::DoubleColon;
    if (!qualified) {
        if (!actionName(reference.id))
            return false;
        reference.span = reference.id.span;
        return true;
    }
    SchemaName& type = reference.type.emplace();
    SchemaId part;
    if (!identifier(part))
        return false;
    type.text = part.text;
    type.span = part.span;
    while (accept(SchemaTokenKind::DoubleColon)) {
        if (at(SchemaTokenKind::String)) {
            reference.id = {token().text, token().span};
            step();
            reference.span = spanFrom(begin);
            return true;
        }
        if (!identifier(part))
            return false;
        type.text += "::" + part.text;
        type.span = join(type.span, part.span);
    }
    return unexpected("`::` and the action's name as a string",
                      "Write `" + type.text + "::\"…\"`.");
}

bool SchemaTextParser::appliesTo(ActionDeclaration& action)
{
    const Span begin = token().span;
    if (!expect(SchemaTokenKind::OpenBrace, "after `appliesTo`"))
        return false;
    action.appliesTo.emplace();
    std::map<std::string, Span> seen;
    do {
        if (!seen.empty() && at(SchemaTokenKind::CloseBrace))
            break;
        if (!appliesToClause(action, seen))
            return false;
    } while (accept(SchemaTokenKind::Comma));
    if (!expect(SchemaTokenKind::CloseBrace, "after what the action applies to"))
        return false;
    action.appliesTo->span = spanFrom(begin);
    return checkAppliesTo(action, seen);
}

bool SchemaTextParser::appliesToClause(ActionDeclaration& action, std::map<std::string, Span>& seen)
{
    const std::string word = at(SchemaTokenKind::Identifier) ? token().text : "";
    if (word != "principal" && word != "resource" && word != "context")
        return unexpected("`principal`, `resource` or `context`");
    const Span begin = token().span;
    step();
    if (!expect(SchemaTokenKind::Colon, "after `" + word + "`"))
        return false;
    AppliesTo& applies = *action.appliesTo;
    if (word == "context") {
        if (!type(applies.context.emplace()))
            return false;
        if (applies.context->form == SchemaType::Form::Set)
            report("schema/context-not-a-record", applies.context->span,
                   "a context is a record, not a set", "Write `{…}` or the name of a record type.");
    } else if (!typeList(word == "principal" ? applies.principals : applies.resources, true)) {
        return false;
    }
    const auto [first, isNew] = seen.try_emplace(word, spanFrom(begin));
    if (!isNew)
        report("schema/duplicate-clause", spanFrom(begin), "`" + word + "` stands here twice",
               word == "context" ? "Remove one of them."
                                 : "List all types in one: `" + word + ": [X, Y]`.")
            .related.push_back({m_document.file, first->second, "the first one"});
    return true;
}

bool SchemaTextParser::checkAppliesTo(const ActionDeclaration& action,
                                      const std::map<std::string, Span>& seen)
{
    const std::string name = shown(action.names.front().text);
    for (const char* word : {"principal", "resource"}) {
        const auto clause = seen.find(word);
        const auto& types = std::string_view(word) == "principal" ? action.appliesTo->principals
                                                                  : action.appliesTo->resources;
        if (clause == seen.end())
            report("schema/incomplete-applies-to", action.names.front().span,
                   std::string("`") + word + "` is missing for the action `" + name + "`",
                   kAppliesToHelp);
        else if (types.empty())
            report("schema/empty-applies-to", clause->second,
                   std::string("`") + word + "` of the action `" + name + "` lists no types",
                   kAppliesToHelp);
    }
    return true;
}

} // namespace remit::cedar
