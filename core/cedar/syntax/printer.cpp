// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/printer.h"

#include "core/base/text.h"
#include "core/cedar/syntax/builtin_names.h"
#include "core/cedar/syntax/parser.h"
#include "core/cedar/syntax/string_literal.h"

namespace remit::cedar {
namespace {

/// The grammar's levels, from loose to tight.
enum class Level { Expression, Or, And, Relation, Sum, Product, Unary, Member };

Level levelOf(const Expr& expr)
{
    switch (expr.kind) {
    case ExprKind::If:
        return Level::Expression;
    case ExprKind::Or:
        return Level::Or;
    case ExprKind::And:
        return Level::And;
    case ExprKind::Equal:
    case ExprKind::NotEqual:
    case ExprKind::Less:
    case ExprKind::LessEqual:
    case ExprKind::Greater:
    case ExprKind::GreaterEqual:
    case ExprKind::In:
    case ExprKind::Has:
    case ExprKind::Like:
    case ExprKind::Is:
        return Level::Relation;
    case ExprKind::Add:
    case ExprKind::Subtract:
        return Level::Sum;
    case ExprKind::Multiply:
        return Level::Product;
    case ExprKind::Not:
    case ExprKind::Negate:
        return Level::Unary;
    case ExprKind::Long: // `-5.a` is -(5.a)
        return expr.integer < 0 ? Level::Unary : Level::Member;
    default:
        return Level::Member;
    }
}

std::string_view operatorText(ExprKind kind)
{
    switch (kind) {
    case ExprKind::NotEqual:
        return " != ";
    case ExprKind::Less:
        return " < ";
    case ExprKind::LessEqual:
        return " <= ";
    case ExprKind::Greater:
        return " > ";
    case ExprKind::GreaterEqual:
        return " >= ";
    case ExprKind::In:
        return " in ";
    case ExprKind::Add:
        return " + ";
    case ExprKind::Subtract:
        return " - ";
    case ExprKind::Multiply:
        return " * ";
    case ExprKind::Or:
        return " || ";
    case ExprKind::And:
        return " && ";
    default:
        return " == ";
    }
}

class Printer {
public:
    void print(const Expr& expr);
    void print(const Expr& expr, Level atLeast);
    [[nodiscard]] std::string take() { return std::move(m_out); }

private:
    void printLeaf(const Expr& expr);
    void printOperation(const Expr& expr);
    void printIf(const Expr& expr);
    void printChain(const Expr& expr, Level level);
    void printBinary(const Expr& expr, Level left, Level right);
    void printUnary(const Expr& expr);
    void printAttribute(const Expr& expr);
    void printHas(const Expr& expr);
    void printIs(const Expr& expr);
    void printRecord(const Expr& expr);
    void printArguments(const Expr& expr, std::size_t first, char open, char close);
    void printName(std::string_view name)
    {
        m_out += isIdentifier(name) ? std::string(name) : cedarQuoted(name);
    }

    std::string m_out;
};

void Printer::print(const Expr& expr, Level atLeast)
{
    if (levelOf(expr) >= atLeast)
        return print(expr);
    m_out += '(';
    print(expr);
    m_out += ')';
}

/// The first operand of a chain cannot be such a chain itself: the parser would join the two.
void Printer::printChain(const Expr& expr, Level level)
{
    const auto tighter = static_cast<Level>(static_cast<int>(level) + 1);
    for (std::size_t i = 0; i < expr.children.size(); ++i) {
        if (i > 0)
            m_out += operatorText(expr.kind);
        print(*expr.children[i], tighter);
    }
}

void Printer::printBinary(const Expr& expr, Level left, Level right)
{
    print(*expr.children[0], left);
    m_out += operatorText(expr.kind);
    print(*expr.children[1], right);
}

/// `!` and `-` do not follow each other, and a dash before a number belongs to it.
void Printer::printUnary(const Expr& expr)
{
    m_out += expr.kind == ExprKind::Not ? '!' : '-';
    const Expr& operand = *expr.children[0];
    if (expr.kind == ExprKind::Negate && operand.kind == ExprKind::Long) {
        m_out += '(';
        print(operand);
        m_out += ')';
        return;
    }
    print(operand, Level::Member);
}

void Printer::printAttribute(const Expr& expr)
{
    print(*expr.children[0], Level::Member);
    if (isIdentifier(expr.text))
        m_out += "." + expr.text;
    else
        m_out += "[" + cedarQuoted(expr.text) + "]";
}

void Printer::printHas(const Expr& expr)
{
    print(*expr.children[0], Level::Sum);
    m_out += " has ";
    if (expr.path.size() == 1)
        return printName(expr.path[0]);
    m_out += joined(expr.path, ".");
}

void Printer::printIs(const Expr& expr)
{
    print(*expr.children[0], Level::Sum);
    m_out += " is " + expr.text;
    if (expr.children.size() < 2)
        return;
    m_out += " in ";
    print(*expr.children[1], Level::Sum);
}

void Printer::printArguments(const Expr& expr, std::size_t first, char open, char close)
{
    m_out += open;
    for (std::size_t i = first; i < expr.children.size(); ++i) {
        m_out += i > first ? ", " : "";
        print(*expr.children[i]);
    }
    m_out += close;
}

void Printer::printRecord(const Expr& expr)
{
    m_out += '{';
    for (std::size_t i = 0; i < expr.children.size(); ++i) {
        m_out += i > 0 ? ", " : "";
        printName(expr.path[i]);
        m_out += ": ";
        print(*expr.children[i]);
    }
    m_out += '}';
}

void Printer::printIf(const Expr& expr)
{
    m_out += "if ";
    print(*expr.children[0]);
    m_out += " then ";
    print(*expr.children[1]);
    m_out += " else ";
    print(*expr.children[2]);
}

void Printer::printLeaf(const Expr& expr)
{
    switch (expr.kind) {
    case ExprKind::Bool:
        m_out += expr.boolean ? "true" : "false";
        break;
    case ExprKind::Long:
        m_out += std::to_string(expr.integer);
        break;
    case ExprKind::String:
        m_out += cedarQuoted(expr.text);
        break;
    case ExprKind::Entity:
        m_out += toText(expr.uid);
        break;
    case ExprKind::Variable:
        m_out += variableName(expr.var);
        break;
    case ExprKind::Slot:
        m_out += slotName(expr.slot);
        break;
    default:
        m_out += "<error>";
    }
}

void Printer::printOperation(const Expr& expr)
{
    switch (expr.kind) {
    case ExprKind::Not:
    case ExprKind::Negate:
        return printUnary(expr);
    case ExprKind::Or:
        return printChain(expr, Level::Or);
    case ExprKind::And:
        return printChain(expr, Level::And);
    case ExprKind::Has:
        return printHas(expr);
    case ExprKind::Like:
        print(*expr.children[0], Level::Sum);
        m_out += " like " + patternText(expr.pattern);
        return;
    case ExprKind::Is:
        return printIs(expr);
    case ExprKind::Add:
    case ExprKind::Subtract:
        return printBinary(expr, Level::Sum, Level::Product);
    case ExprKind::Multiply:
        return printBinary(expr, Level::Product, Level::Unary);
    default:
        return printBinary(expr, Level::Sum, Level::Sum);
    }
}

void Printer::print(const Expr& expr)
{
    switch (expr.kind) {
    case ExprKind::If:
        return printIf(expr);
    case ExprKind::GetAttr:
        return printAttribute(expr);
    case ExprKind::Set:
        return printArguments(expr, 0, '[', ']');
    case ExprKind::Record:
        return printRecord(expr);
    case ExprKind::Call:
        m_out += expr.text;
        return printArguments(expr, 0, '(', ')');
    case ExprKind::Method:
        print(*expr.children[0], Level::Member);
        m_out += "." + expr.text;
        return printArguments(expr, 1, '(', ')');
    default:
        return expr.kind <= ExprKind::Slot ? printLeaf(expr) : printOperation(expr);
    }
}

} // namespace

std::string toText(const Expr& expr)
{
    Printer printer;
    printer.print(expr);
    return printer.take();
}

} // namespace remit::cedar
