// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/scratch.h"

#include <type_traits>

/// The one evaluator: the rules of Cedar's expressions over compiled code. A listener is told what
/// each node came to; deciding takes the one that hears nothing, which leaves no code behind.
namespace remit::cedar {

struct Unheard {
    void leave(const CodeNode&, const Datum&) {}
};

template <class Listener>
class Evaluator {
public:
    Evaluator(Scratch::State& state, Listener& listener) : m_state(state), m_listener(listener) {}

    /// Absent on an error, which State::fault then holds.
    Datum evaluate(const CodeNode& node)
    {
        const Datum result = node.memo == 0 ? compute(node) : remember(node);
        m_listener.leave(node, result);
        return result;
    }

    /// As evaluate; conjunctions and comparisons, the most frequent conditions, are gone to
    /// directly.
    Datum condition(const CodeNode& node)
    {
        if constexpr (std::is_same_v<Listener, Unheard>) {
            if (node.memo == 0 && node.op == Op::And)
                return both(node);
            if (node.memo == 0 && node.op >= Op::Less && node.op <= Op::GreaterEqual)
                return comparison(node);
        }
        return evaluate(node);
    }

private:
    using Kind = Datum::Kind;
    using Reason = Fault::Reason;

    /// The result that another policy has found for this request, or computes it. Errors are not
    /// remembered, since they name a place; nor what lies in the memory of one decision.
    Datum remember(const CodeNode& node)
    {
        BoundProgram::Result& known = m_state.bound->remembered[memoNumber(node.memo)];
        const std::uint64_t time = m_state.timeOf(node.memo);
        if (known.time == time)
            return known.value;
        const Datum result = compute(node);
        if (isInPlace(result))
            known = {time, result};
        return result;
    }

    static bool isInPlace(const Datum& value)
    {
        switch (value.kind) {
        case Kind::Bool:
        case Kind::Long:
        case Kind::Entity:
        case Kind::Decimal:
        case Kind::Datetime:
        case Kind::Duration:
            return true;
        default:
            return false;
        }
    }

    /// An operand: what is read in place needs no step of its own, unless a listener hears of it.
    Datum operand(const CodeNode& node)
    {
        if constexpr (std::is_same_v<Listener, Unheard>) {
            if (node.op == Op::Constant)
                return node.payload.constant;
            if (node.op == Op::ContextMember) {
                const Datum& member = m_state.contextMember(node.operand);
                if (!member.absent())
                    return member;
            }
            if (node.op == Op::Principal)
                return Datum::ofEntity(m_state.principal.number);
        }
        return evaluate(node);
    }

    Datum comparison(const CodeNode& node)
    {
        const CodeNode& left = *node.first();
        const Datum a = operand(left);
        if (a.absent())
            return {};
        const Datum b = operand(*left.next());
        return b.absent() ? b : ordered(node, a, b);
    }

    Datum compute(const CodeNode& node)
    {
        switch (node.op) {
        case Op::Constant:
            return node.payload.constant;
        case Op::Entity:
            return Datum::ofEntity(m_state.symbolNumber(node.operand));
        case Op::BoundConstant:
            return m_state.bound->names.constant(node.operand);
        case Op::Principal:
            return Datum::ofEntity(m_state.principal.number);
        case Op::Action:
            return Datum::ofEntity(m_state.action.number);
        case Op::Resource:
            return Datum::ofEntity(m_state.resource.number);
        case Op::Context:
            return m_state.context();
        case Op::ContextMember:
            return contextMember(node);
        case Op::ContextHas:
            return Datum::ofBool(m_state.contextHas(node.operand));
        case Op::Slot:
            return fail(Reason::Slot, node);
        case Op::TooDeep:
            return fail(Reason::TooDeep, node);
        case Op::Or:
            return either(node);
        case Op::And:
            return both(node);
        case Op::If:
            return choose(node);
        case Op::Less:
        case Op::LessEqual:
        case Op::Greater:
        case Op::GreaterEqual:
            return comparison(node);
        case Op::Not:
        case Op::Negate:
        case Op::GetAttr:
        case Op::Has:
        case Op::Like:
        case Op::IsEmpty:
            return unary(node);
        case Op::Is:
            return isOfType(node);
        case Op::Set:
            return set(node);
        case Op::Record:
            return record(node);
        case Op::Extension:
            return extension(node);
        default:
            return binary(node);
        }
    }

    // Errors.

    Datum fail(Reason reason, const CodeNode& node, Datum first = {}, Datum second = {})
    {
        m_state.fault = {reason, &node, &node, nullptr, first, second, 0};
        return {};
    }
    Datum wrongType(const CodeNode& operand, const Datum& got, const char* expected)
    {
        m_state.fault = {Reason::WrongType, &operand, &operand, expected, got, {}, 0};
        return {};
    }
    Datum noEntity(const CodeNode& node, const Datum& entity)
    {
        m_state.fault = {Reason::NoEntity, &node, node.first(), nullptr, entity, {}, 0};
        return {};
    }

    static constexpr const char* kBool = "bool";
    static constexpr const char* kLong = "long";
    static constexpr const char* kString = "string";
    static constexpr const char* kSet = "set";
    static constexpr const char* kEntity = "(entity of type `any_entity_type`)";
    static constexpr const char* kSetOrEntity = "one of [set, (entity of type `any_entity_type`)]";
    static constexpr const char* kRecordOrEntity =
        "one of [record, (entity of type `any_entity_type`)]";
    static constexpr const char* kComparable = "one of [long, datetime, duration]";

    // Logic: operands are evaluated, and must be bool, only when they are reached.

    Datum both(const CodeNode& node)
    {
        for (const CodeNode* each = node.first(); each != node.next(); each = each->next()) {
            const Datum value = condition(*each);
            if (value.absent())
                return {};
            if (!value.is(Kind::Bool))
                return wrongType(*each, value, kBool);
            if (!value.isTrue())
                return value;
        }
        return Datum::ofBool(true);
    }

    Datum either(const CodeNode& node)
    {
        for (const CodeNode* each = node.first(); each != node.next(); each = each->next()) {
            const Datum value = evaluate(*each);
            if (value.absent())
                return {};
            if (!value.is(Kind::Bool))
                return wrongType(*each, value, kBool);
            if (value.isTrue())
                return value;
        }
        return Datum::ofBool(false);
    }

    Datum choose(const CodeNode& node)
    {
        const CodeNode* condition = node.first();
        const Datum value = evaluate(*condition);
        if (value.absent())
            return {};
        if (!value.is(Kind::Bool))
            return wrongType(*condition, value, kBool);
        const CodeNode* then = condition->next();
        return evaluate(value.isTrue() ? *then : *then->next());
    }

    // One operand.

    Datum unary(const CodeNode& node)
    {
        const CodeNode& first = *node.first();
        const Datum value = operand(first);
        if (value.absent())
            return {};
        switch (node.op) {
        case Op::Not:
            return value.is(Kind::Bool) ? Datum::ofBool(!value.isTrue())
                                        : wrongType(first, value, kBool);
        case Op::Negate:
            return negate(node, value);
        case Op::GetAttr:
            return attribute(node, value);
        case Op::Has:
            return has(node, value);
        case Op::Like:
            return value.is(Kind::String)
                       ? Datum::ofBool(matches(*node.payload.pattern, value.string()))
                       : wrongType(first, value, kString);
        default:
            return value.is(Kind::Set) ? Datum::ofBool(value.set->count == 0)
                                       : wrongType(first, value, kSet);
        }
    }

    Datum negate(const CodeNode& node, const Datum& value)
    {
        if (!value.is(Kind::Long))
            return wrongType(*node.first(), value, kLong);
        std::int64_t result = 0;
        if (__builtin_sub_overflow(std::int64_t{0}, value.integer, &result))
            return fail(Reason::Overflow, node, value);
        return Datum::ofLong(result);
    }

    Datum contextMember(const CodeNode& node)
    {
        const Datum& member = m_state.contextMember(node.operand);
        return member.absent() ? fail(Reason::NoContextMember, node) : member;
    }

    Datum attribute(const CodeNode& node, const Datum& value)
    {
        if (value.is(Kind::Entity)) {
            const auto* row = m_state.store->row(value.entity());
            if (!row)
                return noEntity(node, value);
            const Datum* found = row->attributes.find(node.payload.name);
            return found ? *found : fail(Reason::NoAttribute, node, value);
        }
        if (!value.is(Kind::Record))
            return wrongType(*node.first(), value, kRecordOrEntity);
        const Datum* found = value.record->find(node.payload.name);
        return found ? *found : fail(Reason::NoMember, node, value);
    }

    /// `a has b.c` is `a has b && a.b has c`. An entity that does not exist has nothing.
    Datum has(const CodeNode& node, Datum value)
    {
        for (const AttributeName& name : node.payload.names) {
            const Datum* found = nullptr;
            if (value.is(Kind::Record)) {
                found = value.record->find(name);
            } else if (value.is(Kind::Entity)) {
                const auto* row = m_state.store->row(value.entity());
                found = row ? row->attributes.find(name) : nullptr;
            } else {
                return wrongType(*node.first(), value, kRecordOrEntity);
            }
            if (!found)
                return Datum::ofBool(false);
            value = *found;
        }
        return Datum::ofBool(true);
    }

    /// `e is T in X` is `(e is T) && (e in X)`.
    Datum isOfType(const CodeNode& node)
    {
        const CodeNode& tested = *node.first();
        const Datum value = operand(tested);
        if (value.absent())
            return {};
        if (!value.is(Kind::Entity))
            return wrongType(tested, value, kEntity);
        const bool is = m_state.uidOf(value.entity()).type == node.payload.name.text();
        if (!is || node.operand < 2)
            return Datum::ofBool(is);
        const CodeNode& above = *tested.next();
        const Datum place = operand(above);
        return place.absent() ? place : isIn(tested, value, above, place);
    }

    // Two operands: both are evaluated, left first, before either is looked at.

    Datum binary(const CodeNode& node)
    {
        const CodeNode& left = *node.first();
        const Datum a = operand(left);
        if (a.absent())
            return {};
        const CodeNode& right = *left.next();
        const Datum b = operand(right);
        if (b.absent())
            return {};
        switch (node.op) {
        case Op::Equal:
            return Datum::ofBool(same(a, b));
        case Op::NotEqual:
            return Datum::ofBool(!same(a, b));
        case Op::In:
            return isIn(left, a, right, b);
        case Op::Add:
        case Op::Subtract:
        case Op::Multiply:
            return arithmetic(node, a, b);
        case Op::GetTag:
        case Op::HasTag:
            return tag(node, a, b);
        default:
            return setTest(node, a, b);
        }
    }

    Datum ordered(const CodeNode& node, const Datum& a, const Datum& b)
    {
        const auto comparable = [](const Datum& value) {
            return value.is(Kind::Long) || value.is(Kind::Datetime) || value.is(Kind::Duration);
        };
        if (a.kind != b.kind || !comparable(a))
            return incomparable(node, a, b);
        // Without a jump: which comparison it is changes from node to node.
        const bool less = a.integer < b.integer;
        const bool notAbove = a.integer <= b.integer;
        const bool below = node.op == Op::Less || node.op == Op::GreaterEqual ? less : notAbove;
        return Datum::ofBool(below != (node.op >= Op::Greater));
    }

    /// Blames the side that does not fit the other.
    Datum incomparable(const CodeNode& node, const Datum& a, const Datum& b)
    {
        const CodeNode& left = *node.first();
        const CodeNode& right = *left.next();
        if (a.is(Kind::Long))
            return wrongType(right, b, kLong);
        if (b.is(Kind::Long))
            return wrongType(left, a, kLong);
        if (a.is(Kind::Datetime))
            return wrongType(right, b, "datetime");
        if (a.is(Kind::Duration))
            return wrongType(right, b, "duration");
        return wrongType(left, a, kComparable);
    }

    Datum isIn(const CodeNode& left, const Datum& a, const CodeNode& right, const Datum& b)
    {
        if (!a.is(Kind::Entity))
            return wrongType(left, a, kEntity);
        if (b.is(Kind::Entity))
            return Datum::ofBool(m_state.isIn(a.entity(), b.entity()));
        if (!b.is(Kind::Set))
            return wrongType(right, b, kSetOrEntity);
        if (!b.set->onlyEntities)
            return wrongType(right, firstNonEntity(*b.set), kEntity);
        return Datum::ofBool(m_state.isInAny(a.entity(), *b.set));
    }

    static Datum firstNonEntity(const DatumSet& set)
    {
        for (const Datum& each : set.all()) {
            if (!each.is(Kind::Entity))
                return each;
        }
        return {};
    }

    Datum arithmetic(const CodeNode& node, const Datum& a, const Datum& b)
    {
        const CodeNode& left = *node.first();
        if (!a.is(Kind::Long))
            return wrongType(left, a, kLong);
        if (!b.is(Kind::Long))
            return wrongType(*left.next(), b, kLong);
        std::int64_t result = 0;
        const bool overflow =
            node.op == Op::Add        ? __builtin_add_overflow(a.integer, b.integer, &result)
            : node.op == Op::Subtract ? __builtin_sub_overflow(a.integer, b.integer, &result)
                                      : __builtin_mul_overflow(a.integer, b.integer, &result);
        return overflow ? fail(Reason::Overflow, node, a, b) : Datum::ofLong(result);
    }

    Datum tag(const CodeNode& node, const Datum& entity, const Datum& key)
    {
        const CodeNode& left = *node.first();
        if (!entity.is(Kind::Entity))
            return wrongType(left, entity, kEntity);
        if (!key.is(Kind::String))
            return wrongType(*left.next(), key, kString);
        const auto* row = m_state.store->row(entity.entity());
        const Datum* found =
            row && row->tags ? row->tags->find(AttributeName::of(key.string())) : nullptr;
        if (node.op == Op::HasTag)
            return Datum::ofBool(found != nullptr);
        if (!row)
            return noEntity(node, entity);
        return found ? *found : fail(Reason::NoTag, node, entity, key);
    }

    Datum setTest(const CodeNode& node, const Datum& a, const Datum& b)
    {
        const CodeNode& left = *node.first();
        if (!a.is(Kind::Set))
            return wrongType(left, a, kSet);
        if (node.op == Op::Contains)
            return Datum::ofBool(contains(*a.set, b));
        if (!b.is(Kind::Set))
            return wrongType(*left.next(), b, kSet);
        return Datum::ofBool(node.op == Op::ContainsAll ? containsAll(*a.set, *b.set)
                                                        : containsAny(*a.set, *b.set));
    }

    // Any number of operands.

    Datum set(const CodeNode& node)
    {
        Datum* elements = m_state.work.template make<Datum>(node.operand);
        Datum* next = elements;
        for (const CodeNode* each = node.first(); each != node.next(); each = each->next()) {
            *next = evaluate(*each);
            if (next++->absent())
                return {};
        }
        auto* result = m_state.work.template make<DatumSet>();
        *result = canonicalSet({elements, node.operand});
        return Datum::ofSet(result);
    }

    Datum record(const CodeNode& node)
    {
        Datum* values = m_state.work.template make<Datum>(node.operand);
        std::uint32_t position = 0;
        for (const CodeNode* each = node.first(); each != node.next(); each = each->next()) {
            const Datum value = evaluate(*each);
            if (value.absent())
                return {};
            values[position++] = value;
        }
        auto* result = m_state.work.template make<DatumRecord>();
        *result = {node.payload.keys, values, node.operand};
        return Datum::ofRecord(result);
    }

    Datum extension(const CodeNode& node)
    {
        std::array<Datum, 2> values;
        std::uint32_t count = 0;
        for (const CodeNode* each = node.first(); each != node.next(); each = each->next()) {
            const Datum value = evaluate(*each);
            if (value.absent())
                return {};
            if (count < values.size())
                values[count] = value;
            ++count;
        }
        const ExtensionSignature& signature = signatureOf(node.function);
        if (count != signature.arity)
            return fail(Reason::Arity, node, Datum::ofLong(count));
        const CodeNode& left = *node.first();
        if (!values[0].is(signature.first))
            return wrongType(left, values[0], kindText(signature.first));
        if (signature.arity > 1 && !values[1].is(signature.second))
            return wrongType(*left.next(), values[1], kindText(signature.second));
        const Datum result = apply(node.function, values[0], values[1], m_state.work);
        return result.absent() ? fail(Reason::Extension, node, values[0], values[1]) : result;
    }

    static const char* kindText(Kind kind)
    {
        switch (kind) {
        case Kind::Decimal:
            return "decimal";
        case Kind::IpAddress:
            return "ipaddr";
        case Kind::Datetime:
            return "datetime";
        case Kind::Duration:
            return "duration";
        default:
            return kString;
        }
    }

    Scratch::State& m_state;
    Listener& m_listener;
};

} // namespace remit::cedar
