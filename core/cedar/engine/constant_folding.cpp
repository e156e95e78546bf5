// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/constant_folding.h"

#include "core/cedar/engine/evaluator.h"

namespace remit::cedar {

namespace {

/// Operations on nothing but their operands. Logic is left out: it must see at run time that its
/// operands are bool, and costs little.
bool isPure(Op op)
{
    switch (op) {
    case Op::Not:
    case Op::Negate:
    case Op::Equal:
    case Op::NotEqual:
    case Op::Less:
    case Op::LessEqual:
    case Op::Greater:
    case Op::GreaterEqual:
    case Op::Add:
    case Op::Subtract:
    case Op::Multiply:
    case Op::Has:
    case Op::GetAttr:
    case Op::Like:
    case Op::Contains:
    case Op::ContainsAll:
    case Op::ContainsAny:
    case Op::IsEmpty:
    case Op::Extension:
        return true;
    default:
        return false;
    }
}

} // namespace

Datum foldedValue(const CodeNode& node)
{
    if (!isPure(node.op) || node.size == 1)
        return {};
    for (const CodeNode* each = node.first(); each != node.next(); each = each->next()) {
        if (each->op != Op::Constant)
            return {};
    }
    Scratch scratch;
    Unheard unheard;
    const Datum value = Evaluator<Unheard>(scratch.state(), unheard).evaluate(node);
    // An address would lie in the scratch's memory.
    return value.is(Datum::Kind::IpAddress) ? Datum{} : value;
}

} // namespace remit::cedar
