// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/code_node.h"

#include <algorithm>

namespace remit::cedar {

namespace {

bool samePayload(const CodeNode& a, const CodeNode& b)
{
    switch (a.op) {
    case Op::Constant:
        return same(a.payload.constant, b.payload.constant);
    case Op::GetAttr:
    case Op::Is:
        return a.payload.name == b.payload.name;
    case Op::Has:
        return std::equal(a.payload.names.begin(), a.payload.names.end(), b.payload.names.begin(),
                          b.payload.names.end());
    case Op::Like:
        return std::equal(
            a.payload.pattern->pieces, a.payload.pattern->pieces + a.payload.pattern->count,
            b.payload.pattern->pieces, b.payload.pattern->pieces + b.payload.pattern->count);
    case Op::Record:
        return std::equal(a.payload.keys, a.payload.keys + a.operand, b.payload.keys);
    default:
        return true; // the operand says it all
    }
}

} // namespace

bool sameCode(const CodeNode& a, const CodeNode& b, bool withPlaces)
{
    if (a.size != b.size)
        return false;
    return std::equal(&a, &a + a.size, &b, [withPlaces](const CodeNode& x, const CodeNode& y) {
        return x.op == y.op && x.size == y.size && x.operand == y.operand &&
               x.function == y.function && (!withPlaces || x.expr == y.expr) && samePayload(x, y);
    });
}

} // namespace remit::cedar
