// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/syntax/builtin_names.h"
#include "core/cedar/syntax/lexer.h"
#include "core/cedar/syntax/parser.h"
#include "core/cedar/syntax/policy_json_reader.h"

#include <utility>

/// JSON to tree: policies around their expressions, and links.
namespace remit::cedar {
namespace {

/// Reserved words may be keys of annotations.
bool isAnnotationKey(const std::string& key)
{
    return isIdentifier(key) || isReserved(wordKind(key));
}

} // namespace

std::string PolicyJsonReader::readType(const JsonValue& value)
{
    if (!value.isString() || !isValidName(value.text))
        report("policy-json/invalid-type", value.span,
               value.isString() ? "`" + shown(value.text) + "` is no type name"
                                : "a type name must be a string",
               "write identifiers with `::` between them, without spaces");
    return value.text;
}

EntityUid PolicyJsonReader::readUid(const JsonValue& value)
{
    const JsonValue* object = &value;
    if (const JsonValue* inner = value.find("__entity"); inner && value.members.size() == 1)
        object = inner;
    const JsonValue* type = object->find("type");
    const JsonValue* id = object->find("id");
    if (type == nullptr || id == nullptr || !id->isString()) {
        report("policy-json/invalid-entity", value.span,
               "an entity is {\"type\": \"…\", \"id\": \"…\"}");
        return {};
    }
    return {readType(*type), id->text};
}

void PolicyJsonReader::readTarget(const JsonValue& object, ScopeConstraint& constraint, SlotId slot)
{
    const JsonValue* entity = object.find("entity");
    const JsonValue* slotValue = object.find("slot");
    if ((entity == nullptr) == (slotValue == nullptr)) {
        report("policy-json/invalid-scope", object.span,
               "this constraint needs either `entity` or `slot`");
        return;
    }
    if (entity != nullptr) {
        constraint.entity = readUid(*entity);
        constraint.entitySpan = entity->span;
        return;
    }
    constraint.slot = true;
    constraint.entitySpan = slotValue->span;
    if (!slotValue->isString() || slotValue->text != slotName(slot))
        report("policy-json/invalid-slot", slotValue->span,
               "only `" + std::string(slotName(slot)) + "` may stand here");
}

ScopeConstraint PolicyJsonReader::readScope(const JsonValue* value, SlotId slot)
{
    ScopeConstraint constraint;
    if (value == nullptr)
        return constraint;
    constraint.span = value->span;
    ObjectReader reader(*value, slot == SlotId::Principal ? "`principal`" : "`resource`", m_file,
                        m_diagnostics);
    const JsonValue* op = reader.required("op", JsonKind::String);
    if (op == nullptr)
        return constraint;
    using Op = ScopeConstraint::Op;
    if (op->text == "==" || op->text == "in") {
        constraint.op = op->text == "in" ? Op::In : Op::Equal;
        readTarget(*value, constraint, slot);
    } else if (op->text == "is") {
        constraint.op = Op::Is;
        if (const JsonValue* type = reader.required("entity_type")) {
            constraint.type = readType(*type);
            constraint.typeSpan = type->span;
        }
        if (const JsonValue* in = reader.optional("in", JsonKind::Object)) {
            constraint.op = Op::IsIn;
            readTarget(*in, constraint, slot);
        }
    } else if (op->text != "All" && op->text != "all") {
        report("policy-json/invalid-scope", op->span,
               "`op` must be All, ==, in or is, not `" + shown(op->text) + "`");
    }
    return constraint;
}

ActionConstraint PolicyJsonReader::readAction(const JsonValue* value)
{
    ActionConstraint action;
    if (value == nullptr)
        return action;
    action.span = value->span;
    ObjectReader reader(*value, "`action`", m_file, m_diagnostics);
    const JsonValue* op = reader.required("op", JsonKind::String);
    if (op == nullptr || op->text == "All" || op->text == "all")
        return action;
    const JsonValue* entity = reader.optional("entity");
    const JsonValue* entities =
        op->text == "in" ? reader.optional("entities", JsonKind::Array) : nullptr;
    if ((op->text != "==" && op->text != "in") || (entity == nullptr) == (entities == nullptr)) {
        report("policy-json/invalid-scope", value->span,
               "an action is constrained by {\"op\": \"==\" or \"in\", \"entity\": …} or "
               "{\"op\": \"in\", \"entities\": […]}");
        return action;
    }
    const auto add = [this, &action](const JsonValue& item) {
        EntityUid uid = readUid(item);
        if (!uid.type.empty() && baseName(uid.type) != "Action")
            report("policy-json/invalid-action-type", item.span,
                   "an action's type must be `Action`, not `" + shown(uid.type) + "`",
                   "a namespace may stand before it");
        action.entities.push_back(std::move(uid));
        action.entitySpans.push_back(item.span);
    };
    if (entity != nullptr) {
        action.op = op->text == "in" ? ActionConstraint::Op::In : ActionConstraint::Op::Equal;
        add(*entity);
        return action;
    }
    action.op = ActionConstraint::Op::InSet;
    for (const JsonValue& item : entities->items)
        add(item);
    return action;
}

void PolicyJsonReader::readAnnotations(const JsonValue* value, Policy& policy)
{
    if (value == nullptr)
        return;
    for (const JsonMember& member : value->members) {
        if (!isAnnotationKey(member.key))
            report("policy-json/invalid-annotation", member.keySpan,
                   "`" + shown(member.key) + "` cannot be the name of an annotation",
                   "use letters, digits and `_`");
        if (!member.value.isString() && !member.value.isNull())
            wantKind(member.value, JsonKind::String, "the value of an annotation");
        policy.annotations.push_back({member.key, member.value.text, member.value.isString(),
                                      join(member.keySpan, member.value.span), member.value.span});
    }
}

void PolicyJsonReader::readConditions(const JsonValue* value, Policy& policy)
{
    if (value == nullptr)
        return;
    for (const JsonValue& item : value->items) {
        ObjectReader reader(item, "a condition", m_file, m_diagnostics);
        const JsonValue* kind = reader.required("kind", JsonKind::String);
        const JsonValue* body = reader.required("body");
        reader.finish();
        if (kind == nullptr || body == nullptr)
            continue;
        if (kind->text != "when" && kind->text != "unless")
            report("policy-json/invalid-condition", kind->span,
                   "`kind` must be when or unless, not `" + shown(kind->text) + "`");
        policy.conditions.push_back({kind->text == "unless", readExpr(*body), item.span});
    }
}

Policy PolicyJsonReader::readPolicy(const JsonValue& value, std::string id)
{
    Policy policy;
    policy.id = std::move(id);
    policy.span = value.span;
    ObjectReader reader(value, "a policy", m_file, m_diagnostics);
    if (const JsonValue* effect = reader.required("effect", JsonKind::String)) {
        policy.effect = effect->text == "forbid" ? Effect::Forbid : Effect::Permit;
        policy.effectSpan = effect->span;
        if (effect->text != "permit" && effect->text != "forbid")
            report("policy-json/unknown-effect", effect->span,
                   "`effect` must be permit or forbid, not `" + shown(effect->text) + "`");
    }
    policy.principal = readScope(reader.required("principal"), SlotId::Principal);
    policy.action = readAction(reader.required("action"));
    policy.resource = readScope(reader.required("resource"), SlotId::Resource);
    readConditions(reader.required("conditions", JsonKind::Array), policy);
    readAnnotations(reader.optional("annotations", JsonKind::Object), policy);
    reader.finish();
    numberNodes(policy);
    return policy;
}

std::optional<Link> PolicyJsonReader::readLink(const JsonValue& value)
{
    const std::size_t before = m_diagnostics.size();
    ObjectReader reader(value, "a template link", m_file, m_diagnostics);
    Link link;
    link.templateId = reader.requiredString("templateId");
    link.id = reader.requiredString("newId");
    if (const JsonValue* values = reader.required("values", JsonKind::Object)) {
        ObjectReader slots(*values, "`values`", m_file, m_diagnostics);
        if (const JsonValue* principal = slots.optional("?principal"))
            link.principal = readUid(*principal);
        if (const JsonValue* resource = slots.optional("?resource"))
            link.resource = readUid(*resource);
        slots.finish();
    }
    reader.finish();
    if (m_diagnostics.size() != before)
        return std::nullopt;
    return link;
}

} // namespace remit::cedar
