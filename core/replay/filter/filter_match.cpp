// SPDX-License-Identifier: Apache-2.0
#include "core/replay/filter/filter_fields.h"
#include "core/replay/filter/filter_node.h"

#include <algorithm>

namespace remit::replay {

namespace {

using decision::CallVerdict;
using Node = Filter::Node;
using Operator = Node::Operator;

bool compareNumber(const Node& node, const CallVerdict& row)
{
    const auto value = numberOf(*node.field, row);
    if (node.none)
        return value.has_value() == (node.op == Operator::NotEqual);
    if (!value)
        return node.op == Operator::NotEqual;
    switch (node.op) {
    case Operator::Equal:
        return *value == node.number;
    case Operator::NotEqual:
        return *value != node.number;
    case Operator::Less:
        return *value < node.number;
    case Operator::LessOrEqual:
        return *value <= node.number;
    case Operator::Greater:
        return *value > node.number;
    case Operator::GreaterOrEqual:
        return *value >= node.number;
    case Operator::Part:
    case Operator::NoPart:
        break; // the parser lets none through
    }
    return false;
}

bool isEqual(const Node& node, std::string_view value)
{
    return node.field->kind == FilterKind::Text ? value == node.value
                                                : lowered(value) == node.value;
}

bool compare(const Node& node, const CallVerdict& row)
{
    if (node.field->kind == FilterKind::Number || node.field->kind == FilterKind::Time)
        return compareNumber(node, row);
    const bool part = node.op == Operator::Part || node.op == Operator::NoPart;
    const bool wanted = node.op == Operator::Equal || node.op == Operator::Part;
    bool any = false;
    bool found = false;
    eachValue(*node.field, row, [&](std::string_view value) {
        any = true;
        found = part ? holdsPart(value, node.value) : isEqual(node, value);
        return !found;
    });
    return (node.none ? !any : found) == wanted;
}

/// Where a text alone is looked for.
constexpr std::string_view kSearched[] = {"run",    "call",     "agent",  "task",   "tool",
                                          "action", "resource", "policy", "message"};

bool holdsText(const Node& node, const CallVerdict& row)
{
    return std::any_of(std::begin(kSearched), std::end(kSearched), [&](std::string_view name) {
        bool found = false;
        eachValue(*filterField(name), row, [&](std::string_view value) {
            found = found || holdsPart(value, node.value);
            return !found;
        });
        return found;
    });
}

bool fits(const Node& node, const CallVerdict& row)
{
    const auto holds = [&](const auto& child) { return fits(*child, row); };
    switch (node.kind) {
    case Node::Kind::And:
        return std::all_of(node.children.begin(), node.children.end(), holds);
    case Node::Kind::Or:
        return std::any_of(node.children.begin(), node.children.end(), holds);
    case Node::Kind::Not:
        return !fits(*node.children.front(), row);
    case Node::Kind::Compare:
        return compare(node, row);
    case Node::Kind::Text:
        return holdsText(node, row);
    }
    return false;
}

} // namespace

bool Filter::matches(const CallVerdict& row) const
{
    return m_root == nullptr || fits(*m_root, row);
}

} // namespace remit::replay
