// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/expression_compiler.h"

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/cedar/engine/constant.h"
#include "core/cedar/engine/constant_folding.h"
#include "core/cedar/values/datum_writer.h"

#include <algorithm>
#include <numeric>

namespace remit::cedar {

namespace {

/// Kinds that are an operation on their children and nothing else.
std::optional<Op> plainOp(ExprKind kind)
{
    switch (kind) {
    case ExprKind::Not:
        return Op::Not;
    case ExprKind::Negate:
        return Op::Negate;
    case ExprKind::Or:
        return Op::Or;
    case ExprKind::And:
        return Op::And;
    case ExprKind::Equal:
        return Op::Equal;
    case ExprKind::NotEqual:
        return Op::NotEqual;
    case ExprKind::Less:
        return Op::Less;
    case ExprKind::LessEqual:
        return Op::LessEqual;
    case ExprKind::Greater:
        return Op::Greater;
    case ExprKind::GreaterEqual:
        return Op::GreaterEqual;
    case ExprKind::In:
        return Op::In;
    case ExprKind::Add:
        return Op::Add;
    case ExprKind::Subtract:
        return Op::Subtract;
    case ExprKind::Multiply:
        return Op::Multiply;
    case ExprKind::If:
        return Op::If;
    case ExprKind::Set:
        return Op::Set;
    default:
        return std::nullopt;
    }
}

Op variableOp(Var var)
{
    switch (var) {
    case Var::Principal:
        return Op::Principal;
    case Var::Action:
        return Op::Action;
    case Var::Resource:
        return Op::Resource;
    case Var::Context:
        return Op::Context;
    }
    return Op::Context;
}

std::optional<Op> builtInMethod(std::string_view name)
{
    if (name == "contains")
        return Op::Contains;
    if (name == "containsAll")
        return Op::ContainsAll;
    if (name == "containsAny")
        return Op::ContainsAny;
    if (name == "isEmpty")
        return Op::IsEmpty;
    if (name == "getTag")
        return Op::GetTag;
    if (name == "hasTag")
        return Op::HasTag;
    return std::nullopt;
}

/// Cedar evaluates the members of a record in the order of their keys, not as they are written: it
/// decides which error comes first.
std::vector<std::size_t> sortedOrder(const std::vector<std::string>& keys)
{
    std::vector<std::size_t> order(keys.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&keys](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
    return order;
}

/// Nodes above one another. Trees from text and JSON are lower (limits::kCedarNesting), even with
/// the nodes that have no bracket of their own; those made by hand need not be.
constexpr int kMaxDepth = 4 * limits::kCedarNesting;

bool isContext(const Expr& expr)
{
    return expr.kind == ExprKind::Variable && expr.var == Var::Context;
}

} // namespace

const CodeNode* ExpressionCompiler::compile(const std::vector<Condition>& conditions)
{
    if (conditions.empty())
        return nullptr;
    m_nodes.clear();
    // All conditions are one conjunction, and `unless` one negation: neither is a node of the tree.
    m_nodes.emplace_back().op = Op::And;
    for (const Condition& condition : conditions) {
        const std::size_t at = m_nodes.size();
        if (condition.unless)
            m_nodes.emplace_back().op = Op::Not;
        emit(*condition.body);
        if (condition.unless)
            m_nodes[at].size = static_cast<std::uint32_t>(m_nodes.size() - at);
    }
    m_nodes.front().size = static_cast<std::uint32_t>(m_nodes.size());
    m_nodes.front().operand = static_cast<std::uint32_t>(conditions.size());
    return finish();
}

const CodeNode* ExpressionCompiler::compile(const Expr& expr)
{
    m_nodes.clear();
    emit(expr);
    return finish();
}

const CodeNode* ExpressionCompiler::finish()
{
    return m_sharing ? m_sharing->keep(m_nodes)
                     : m_segment.arena.copy(std::span<const CodeNode>(m_nodes));
}

void ExpressionCompiler::emit(const Expr& expr)
{
    if (m_depth == kMaxDepth) {
        emitTooDeep(expr);
        return;
    }
    if (m_form == Form::Folded && emitFolded(expr))
        return;
    const std::size_t at = m_nodes.size();
    m_nodes.emplace_back();
    m_nodes[at].expr = expr.id;
    m_nodes[at].operand = static_cast<std::uint32_t>(expr.children.size());
    describe(expr, m_nodes[at]);
    ++m_depth;
    emitOperands(expr);
    --m_depth;
    m_nodes[at].size = static_cast<std::uint32_t>(m_nodes.size() - at);
    if (m_form == Form::Folded)
        fold(at);
}

void ExpressionCompiler::emitTooDeep(const Expr& expr)
{
    CodeNode& node = m_nodes.emplace_back();
    node.op = Op::TooDeep;
    node.expr = expr.id;
}

/// `1 + 1`, `datetime("2026-01-01").offset(duration("1d"))`: what is known now is computed now.
void ExpressionCompiler::fold(std::size_t at)
{
    CodeNode& node = m_nodes[at];
    if (const Datum value = foldedValue(node); !value.absent()) {
        node.op = Op::Constant;
        node.size = 1;
        node.operand = 0;
        node.payload.constant = value;
        m_nodes.resize(at + 1);
    }
}

void ExpressionCompiler::emitOperands(const Expr& expr)
{
    if (expr.kind == ExprKind::Record) {
        for (const std::size_t place : sortedOrder(expr.path))
            emit(*expr.children[place]);
        return;
    }
    for (const ExprPtr& child : expr.children)
        emit(*child);
}

bool ExpressionCompiler::emitFolded(const Expr& expr)
{
    switch (expr.kind) {
    case ExprKind::GetAttr:
    case ExprKind::Has:
        return emitContextMember(expr);
    case ExprKind::Set:
    case ExprKind::Record:
    case ExprKind::Call:
        break;
    default:
        return false;
    }
    std::optional<Value> value = constantOf(expr);
    if (!value)
        return false;
    emitConstant(expr, std::move(*value));
    return true;
}

bool ExpressionCompiler::emitContextMember(const Expr& expr)
{
    const bool has = expr.kind == ExprKind::Has && expr.path.size() == 1;
    if ((expr.kind != ExprKind::GetAttr && !has) || !isContext(*expr.children[0]))
        return false;
    const std::string& name = has ? expr.path[0] : expr.text;
    CodeNode& node = m_nodes.emplace_back();
    node.op = has ? Op::ContextHas : Op::ContextMember;
    node.expr = expr.id;
    node.operand = m_context.slotOf(name);
    node.payload.name = m_segment.name(name);
    return true;
}

void ExpressionCompiler::emitConstant(const Expr& expr, Value value)
{
    CodeNode& node = m_nodes.emplace_back();
    node.expr = expr.id;
    if (holdsEntity(value)) {
        node.op = Op::BoundConstant;
        node.operand = m_symbols.addConstant(std::move(value));
        return;
    }
    const Value& kept = m_segment.constants.emplace_back(std::move(value));
    auto noEntity = [](const EntityUid&) { return EntityNumber{0}; };
    DatumWriter<decltype(noEntity)> writer(m_segment.arena, noEntity);
    node.op = Op::Constant;
    node.payload.constant = writer.write(kept);
}

void ExpressionCompiler::describe(const Expr& expr, CodeNode& node)
{
    if (const std::optional<Op> op = plainOp(expr.kind)) {
        node.op = *op;
        return;
    }
    switch (expr.kind) {
    case ExprKind::Bool:
        node.payload.constant = Datum::ofBool(expr.boolean);
        break;
    case ExprKind::Long:
        node.payload.constant = Datum::ofLong(expr.integer);
        break;
    case ExprKind::String:
        node.payload.constant = Datum::ofString(m_segment.name(expr.text).text());
        break;
    case ExprKind::Entity:
        node.op = Op::Entity;
        node.operand = m_symbols.addEntity(expr.uid);
        break;
    case ExprKind::Variable:
        node.op = variableOp(expr.var);
        break;
    case ExprKind::Call:
    case ExprKind::Method:
        emitMethod(expr, node);
        break;
    case ExprKind::GetAttr:
    case ExprKind::Has:
    case ExprKind::Like:
    case ExprKind::Is:
    case ExprKind::Record:
        describeNames(expr, node);
        break;
    default:
        node.op = Op::Slot; // a hole in the tree has no value either
        break;
    }
}

void ExpressionCompiler::describeNames(const Expr& expr, CodeNode& node)
{
    if (expr.kind == ExprKind::GetAttr) {
        node.op = Op::GetAttr;
        node.payload.name = m_segment.name(expr.text);
    } else if (expr.kind == ExprKind::Has) {
        AttributeName* names = m_segment.arena.make<AttributeName>(expr.path.size());
        std::transform(expr.path.begin(), expr.path.end(), names,
                       [this](const std::string& name) { return m_segment.name(name); });
        node.op = Op::Has;
        node.payload.names = {names, expr.path.size()};
    } else if (expr.kind == ExprKind::Like) {
        node.op = Op::Like;
        node.payload.pattern = pieces(expr.pattern);
    } else if (expr.kind == ExprKind::Is) {
        node.op = Op::Is;
        node.payload.name = m_segment.name(expr.text);
    } else {
        node.op = Op::Record;
        node.payload.keys = sortedNames(expr.path);
    }
}

void ExpressionCompiler::emitMethod(const Expr& expr, CodeNode& node)
{
    const std::optional<Op> builtIn =
        expr.kind == ExprKind::Method ? builtInMethod(expr.text) : std::nullopt;
    const std::optional<ExtensionOp> function = extensionFunction(expr.text);
    node.op = builtIn ? *builtIn : function ? Op::Extension : Op::Slot;
    node.function = function.value_or(ExtensionOp::Decimal);
}

const LikePieces* ExpressionCompiler::pieces(const Pattern& pattern)
{
    std::vector<std::string> texts(1);
    for (const PatternElement& element : pattern) {
        if (element.wildcard)
            texts.emplace_back();
        else
            appendUtf8(texts.back(), element.codePoint);
    }
    AttributeName* names = m_segment.arena.make<AttributeName>(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const char* bytes = m_segment.arena.copy(std::span<const char>(texts[i]));
        names[i] = AttributeName::of({bytes, texts[i].size()});
    }
    auto* result = m_segment.arena.make<LikePieces>();
    *result = {names, static_cast<std::uint32_t>(texts.size())};
    return result;
}

const AttributeName* ExpressionCompiler::sortedNames(const std::vector<std::string>& keys)
{
    AttributeName* names = m_segment.arena.make<AttributeName>(keys.size());
    const auto order = sortedOrder(keys);
    std::transform(order.begin(), order.end(), names,
                   [&](std::size_t place) { return m_segment.name(keys[place]); });
    return names;
}

} // namespace remit::cedar
