// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"
#include "core/cedar/validate/expr_text.h"
#include "core/cedar/validate/type_checker.h"

namespace remit::cedar {
namespace {

std::string helpForHas(const Type& actual)
{
    if (actual.kind == TypeKind::Set)
        return "Try using `contains`, `containsAny` or `containsAll` to examine the contents of a "
               "set.";
    if (actual.kind == TypeKind::String)
        return "Try using `like` to examine the contents of a string.";
    return {};
}

std::string helpForIs(const Type&)
{
    return "Cedar only supports run-time type tests for entities.";
}

std::string helpForLike(const Type& actual)
{
    return actual.kind == TypeKind::Set ? "Try using `contains` to examine the contents of a set."
                                        : "";
}

} // namespace

const AttributeType* TypeChecker::attributeOf(const Type& base, const std::string& attribute) const
{
    const AttributeTypes* attributes = &base.attributes;
    if (base.kind == TypeKind::Entity) {
        const EntityType* type = m_schema.entityType(base.entityType);
        if (type == nullptr)
            return nullptr; // an action: they have none
        attributes = &type->shape->attributes;
    }
    const auto found = attributes->find(attribute);
    return found == attributes->end() ? nullptr : &found->second;
}

TypeChecker::Answer TypeChecker::checkGetAttr(const Expr& expr)
{
    const Answer base = expect(*expr.children.front(), Wanted::EntityOrRecord);
    if (!base.type || !conforms(*base.type, Wanted::EntityOrRecord))
        return {nullptr, false, {}};
    const AttributeType* attribute = attributeOf(*base.type, expr.text);
    if (attribute == nullptr) {
        reportMissing(expr, *base.type);
        return {nullptr, false, {}};
    }
    const Capability present{m_ids.of(*expr.children.front()), m_ids.ofText(expr.text), false};
    if (attribute->required || holds(present))
        return {attribute->type, base.sound, {}};
    reportOptional(expr);
    return {attribute->type, false, {}};
}

/// Says whose attribute it is, as a person would: "entity type `User`" or "the context of …", and
/// the path from there.
std::string TypeChecker::ownerOf(const Expr& base, const std::string& attribute,
                                 std::string& path) const
{
    path = attribute;
    const Expr* at = &base;
    while (at->kind == ExprKind::GetAttr && at->id < m_nodeTypes.size() && m_nodeTypes[at->id] &&
           m_nodeTypes[at->id]->kind == TypeKind::Record) {
        path = at->text + "." + path;
        at = at->children.front().get();
    }
    if (at->kind == ExprKind::Variable && at->var == Var::Context)
        return "in the context of `" + toText(m_environment->action) + "`";
    const TypePtr type = at->id < m_nodeTypes.size() ? m_nodeTypes[at->id] : nullptr;
    if (type && type->kind == TypeKind::Entity)
        return "on the entity type `" + type->entityType + "`";
    return "in this record";
}

void TypeChecker::reportMissing(const Expr& expr, const Type& base)
{
    std::vector<std::string> names;
    const AttributeTypes* attributes = &base.attributes;
    if (base.kind == TypeKind::Entity) {
        const EntityType* type = m_schema.entityType(base.entityType);
        attributes = type != nullptr ? &type->shape->attributes : nullptr;
    }
    if (attributes != nullptr) {
        for (const auto& [name, attribute] : *attributes)
            names.push_back(name);
    }
    std::string path;
    const std::string owner = ownerOf(*expr.children.front(), expr.text, path);
    const auto meant = nearest(expr.text, names);
    Diagnostic& diagnostic = m_problems.error(
        "validate/unknown-attribute", expr.nameSpan.empty() ? expr.span : expr.nameSpan,
        "there is no attribute `" + shown(path) + "` " + owner,
        meant ? "Did you mean `" + shown(*meant) + "`?" : std::string());
    if (!meant || expr.nameSpan.empty())
        return;
    const bool plain = isIdentifier(*meant);
    if (expr.quoted || plain)
        m_problems.addFix(diagnostic, "Change to `" + shown(*meant) + "`",
                          {{expr.nameSpan, expr.quoted ? cedarQuoted(*meant) : *meant}});
}

void TypeChecker::reportOptional(const Expr& expr)
{
    std::string path;
    const std::string owner = ownerOf(*expr.children.front(), expr.text, path);
    const std::string name = isIdentifier(expr.text) ? expr.text : cedarQuoted(expr.text);
    const auto base = textOf(*expr.children.front());
    Diagnostic& diagnostic = m_problems.error(
        "validate/optional-attribute", expr.nameSpan.empty() ? expr.span : expr.nameSpan,
        "the optional attribute `" + shown(path) + "` " + owner + " may be absent here",
        "Test for it first: `" + base.value_or("e") + " has " + name + " && …`.");
    offerGuard(diagnostic, expr);
}

/// Puts `e has a &&` before the whole condition that the access stands in.
void TypeChecker::offerGuard(Diagnostic& diagnostic, const Expr& expr)
{
    const auto base = textOf(*expr.children.front());
    if (!base)
        return;
    for (const Condition& condition : m_policy.conditions) {
        const Expr& body = *condition.body;
        if (condition.unless || expr.span.begin < body.span.begin || expr.span.end > body.span.end)
            continue;
        const bool loose = body.kind == ExprKind::Or || body.kind == ExprKind::If;
        const std::string name = isIdentifier(expr.text) ? expr.text : cedarQuoted(expr.text);
        const std::string guard = *base + " has " + name + " && ";
        std::vector<TextEdit> edits{
            {{body.span.begin, body.span.begin}, guard + (loose ? "(" : "")}};
        if (loose)
            edits.push_back({{body.span.end, body.span.end}, ")"});
        m_problems.addFix(diagnostic, "Test for it first: `" + *base + " has " + name + "`",
                          std::move(edits));
        return;
    }
}

/// `e has a.b` is `e has a && e.a has b`.
TypeChecker::Answer TypeChecker::checkHas(const Expr& expr)
{
    const Answer base = expect(*expr.children.front(), Wanted::EntityOrRecord, helpForHas);
    if (!base.type || !conforms(*base.type, Wanted::EntityOrRecord))
        return {Type::boolean(), false, {}};
    Answer all{Type::boolean(true), base.sound, {}};
    TypePtr type = base.type;
    ExprIds::Id id = m_ids.of(*expr.children.front());
    for (std::size_t i = 0; i < expr.path.size(); ++i) {
        const std::string& attribute = expr.path[i];
        if (!conforms(*type, Wanted::EntityOrRecord)) {
            m_problems.error("validate/unexpected-type",
                             i < expr.pathSpans.size() ? expr.pathSpans[i] : expr.span,
                             "expected an entity or a record before `" + attribute +
                                 "`, but it is of type " + toText(*type),
                             helpForHas(*type));
            return {Type::boolean(), false, {}};
        }
        const Answer step = hasOne(type, id, attribute);
        if (step.type->kind == TypeKind::False)
            return {Type::boolean(false), all.sound, {}};
        if (step.type->kind != TypeKind::True)
            all.type = Type::boolean();
        all.capabilities.insert(all.capabilities.end(), step.capabilities.begin(),
                                step.capabilities.end());
        id = m_ids.ofAttribute(id, attribute);
        type = attributeOf(*type, attribute)->type;
    }
    if (!all.sound)
        all.capabilities.clear();
    return all;
}

TypeChecker::Answer TypeChecker::hasOne(const TypePtr& base, ExprIds::Id baseId,
                                        const std::string& attribute)
{
    const AttributeType* declared = attributeOf(*base, attribute);
    if (declared == nullptr)
        return {Type::boolean(false), true, {}};
    const Capability present{baseId, m_ids.ofText(attribute), false};
    // An entity may be absent from the store, and then has nothing; a record is at hand.
    const bool certain = holds(present) || (declared->required && base->kind == TypeKind::Record);
    return {certain ? Type::boolean(true) : Type::boolean(), true, {present}};
}

TypeChecker::Answer TypeChecker::checkIs(const Expr& expr)
{
    const Answer operand = expect(*expr.children.front(), Wanted::Entity, helpForIs);
    Answer test{Type::boolean(), operand.sound, {}};
    if (operand.type && operand.type->kind == TypeKind::Entity)
        test.type = Type::boolean(operand.type->entityType == expr.text);
    if (expr.children.size() < 2 || test.type->kind == TypeKind::False)
        return test;
    Answer member = checkMembership(*expr.children[0], *expr.children[1], expr.span);
    member.sound = member.sound && test.sound;
    return member;
}

TypeChecker::Answer TypeChecker::checkLike(const Expr& expr)
{
    const Answer operand = expect(*expr.children.front(), Wanted::String, helpForLike);
    return {Type::boolean(), operand.sound, {}};
}

TypeChecker::Answer TypeChecker::checkTag(const Expr& expr, bool get)
{
    const Expr& base = *expr.children[0];
    const Expr& key = *expr.children[1];
    const Answer owner = expect(base, Wanted::Entity);
    const Answer name = expect(key, Wanted::String);
    const bool sound = owner.sound && name.sound;
    const bool isEntity = owner.type && owner.type->kind == TypeKind::Entity;
    if (!isEntity)
        return {nullptr, false, {}};
    const EntityType* type = m_schema.entityType(owner.type->entityType);
    const bool hasTags = type != nullptr && type->tags;
    const Capability present{m_ids.of(base), m_ids.of(key), true};
    if (!get) {
        if (!hasTags)
            return {Type::boolean(false), sound, {}};
        Answer answer{holds(present) ? Type::boolean(true) : Type::boolean(), sound, {}};
        if (sound)
            answer.capabilities.push_back(present);
        return answer;
    }
    if (!hasTags) {
        m_problems.error("validate/no-tags", expr.span,
                         "entities of type `" + owner.type->entityType + "` have no tags",
                         "Declare them in the schema: `entity … tags String;`.");
        return {nullptr, false, {}};
    }
    if (!holds(present)) {
        const std::string tag = textOf(key).value_or("…");
        m_problems.error("validate/unsafe-tag-access", expr.span,
                         "the tag `" + shown(tag) + "` on the entity type `" +
                             owner.type->entityType + "` may be absent here",
                         "Test for it first: `" + textOf(base).value_or("e") + ".hasTag(" + tag +
                             ") && …`.");
        return {nullptr, false, {}};
    }
    return {type->tags, sound, {}};
}

} // namespace remit::cedar
