// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/fault_text.h"

#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::cedar {

namespace {

/// Names of a record that a message lists; records of others can be large.
constexpr std::size_t kNamesShown = 5;

std::string typeText(const Datum& datum, const Scratch::State& state)
{
    const auto uidOf = [&state](EntityNumber n) -> const EntityUid& { return state.uidOf(n); };
    // A set or record is named without a look into it.
    if (datum.is(Datum::Kind::Set))
        return "set";
    if (datum.is(Datum::Kind::Record))
        return "record";
    return typeName(toValue(datum, uidOf));
}

std::string constructorAdvice(std::string_view expected)
{
    const std::string_view constructor = expected == "ipaddr" ? "ip" : expected;
    for (const std::string_view name : {"decimal", "ip", "datetime", "duration"}) {
        if (constructor == name)
            return fmt::format("; maybe you forgot to apply the `{}` constructor?", name);
    }
    return {};
}

std::string wrongType(const Fault& fault, const Scratch::State& state)
{
    std::string text = fmt::format("type error: expected {}, got {}", fault.expected,
                                   typeText(fault.first, state));
    if (fault.first.is(Datum::Kind::String))
        text += constructorAdvice(fault.expected);
    if (std::string_view(fault.expected).starts_with("one of [long"))
        text += "; only long, datetime and duration can be compared with `<`, `<=`, `>`, `>=`";
    return text;
}

std::string available(const DatumRecord* record, const std::string& wanted, std::string_view what)
{
    if (!record || record->count == 0)
        return fmt::format("; it has no {}s", what);
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < record->count; ++i)
        names.emplace_back(record->names[i].text());
    if (const auto near = nearest(wanted, names))
        return fmt::format("; did you mean `{}`?", shown(*near));
    const bool cut = names.size() > kNamesShown;
    if (cut)
        names.resize(kNamesShown);
    for (std::string& name : names)
        name = shown(name);
    return fmt::format("; available {}s: {}{}", what, joined(names, ", "), cut ? ", …" : "");
}

std::string missing(const Fault& fault, Scratch::State& state)
{
    using Reason = Fault::Reason;
    const bool isTag = fault.reason == Reason::NoTag;
    const std::string name(isTag ? fault.second.string() : fault.node->payload.name.text());
    if (fault.reason == Reason::NoMember || fault.reason == Reason::NoContextMember) {
        const Datum& record = fault.reason == Reason::NoMember ? fault.first : state.context();
        return fmt::format("record does not have the attribute `{}`{}", shown(name),
                           available(record.record, name, "attribute"));
    }
    const std::string uid = toText(state.uidOf(fault.first.entity()));
    const auto* row = state.store->row(fault.first.entity());
    return isTag ? fmt::format("`{}` does not have the tag `{}`{}", uid, shown(name),
                               available(row->tags, name, "tag"))
                 : fmt::format("`{}` does not have the attribute `{}`{}", uid, shown(name),
                               available(&row->attributes, name, "attribute"));
}

std::string overflow(const Fault& fault)
{
    const std::int64_t a = fault.first.integer;
    const std::int64_t b = fault.second.integer;
    constexpr const char* kStart = "integer overflow while attempting to";
    switch (fault.node->op) {
    case Op::Negate:
        return fmt::format("{} negate the value `{}`", kStart, a);
    case Op::Add:
        return fmt::format("{} add the values `{}` and `{}`", kStart, a, b);
    case Op::Subtract:
        return fmt::format("{} subtract the values `{}` and `{}`", kStart, a, b);
    default:
        return fmt::format("{} multiply the values `{}` and `{}`", kStart, a, b);
    }
}

std::string extensionFailure(const Fault& fault, Scratch::State& state)
{
    std::string why;
    (void)apply(fault.node->function, fault.first, fault.second, state.work, &why);
    return fmt::format("error while evaluating `{}` extension function: {}",
                       signatureOf(fault.node->function).owner, why);
}

std::string arity(const Fault& fault)
{
    const ExtensionSignature& signature = signatureOf(fault.node->function);
    return fmt::format("wrong number of arguments provided to extension function `{}`: expected "
                       "{}, got {}",
                       signature.name, signature.arity, fault.first.integer);
}

std::string message(const Fault& fault, Scratch::State& state)
{
    using Reason = Fault::Reason;
    switch (fault.reason) {
    case Reason::None:
        break;
    case Reason::WrongType:
        return wrongType(fault, state);
    case Reason::NoEntity:
        return fmt::format("entity `{}` does not exist", toText(state.uidOf(fault.first.entity())));
    case Reason::NoAttribute:
    case Reason::NoTag:
    case Reason::NoMember:
    case Reason::NoContextMember:
        return missing(fault, state);
    case Reason::Overflow:
        return overflow(fault);
    case Reason::Extension:
        return extensionFailure(fault, state);
    case Reason::Arity:
        return arity(fault);
    case Reason::Slot:
        return "a slot has no value here; link the template first";
    case Reason::TooDeep:
        return "recursion limit reached: the expression nests too deep to be evaluated";
    }
    return {};
}

/// Ids count in preorder: the way down leads through the last child that does not come after.
const Expr* find(const Expr& expr, std::uint32_t id)
{
    const Expr* at = &expr;
    while (at->id != id) {
        const auto next = std::find_if(at->children.rbegin(), at->children.rend(),
                                       [id](const ExprPtr& child) { return child->id <= id; });
        if (next == at->children.rend())
            return nullptr;
        at = next->get();
    }
    return at;
}

} // namespace

EvaluationErrorKind kindOf(const Fault& fault)
{
    using Reason = Fault::Reason;
    switch (fault.reason) {
    case Reason::NoEntity:
        return EvaluationErrorKind::EntityDoesNotExist;
    case Reason::NoAttribute:
    case Reason::NoTag:
        return EvaluationErrorKind::EntityAttrDoesNotExist;
    case Reason::NoMember:
    case Reason::NoContextMember:
        return EvaluationErrorKind::RecordAttrDoesNotExist;
    case Reason::Overflow:
        return EvaluationErrorKind::IntegerOverflow;
    case Reason::Extension:
        return EvaluationErrorKind::FailedExtensionFunctionExecution;
    case Reason::Arity:
        return EvaluationErrorKind::WrongNumArguments;
    case Reason::Slot:
        return EvaluationErrorKind::UnlinkedSlot;
    case Reason::TooDeep:
        return EvaluationErrorKind::RecursionLimit;
    case Reason::None:
    case Reason::WrongType:
        break;
    }
    return EvaluationErrorKind::TypeError;
}

EvaluationError describe(const Fault& fault, Scratch::State& state, const Policy& policy)
{
    const Expr* blamed = nullptr;
    for (const Condition& condition : policy.conditions) {
        if (!blamed)
            blamed = find(*condition.body, fault.at->expr);
    }
    return {kindOf(fault), message(fault, state), blamed ? blamed->span : Span{}};
}

} // namespace remit::cedar
