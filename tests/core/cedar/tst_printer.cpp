// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/parser.h"
#include "core/cedar/syntax/policy_json.h"
#include "core/cedar/syntax/printer.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace remit;
using namespace remit::cedar;

namespace {

/// Random trees of every kind, as the parser could have made them.
class TreeMaker {
public:
    explicit TreeMaker(quint32 seed) : m_random(seed) {}

    ExprPtr make(int depth)
    {
        auto expr = std::make_unique<Expr>();
        const int first = static_cast<int>(ExprKind::Bool);
        const int last = static_cast<int>(ExprKind::Method);
        do
            expr->kind = static_cast<ExprKind>(first + below(last - first + 1));
        while (expr->kind == ExprKind::Slot || (depth <= 0 && expr->kind > ExprKind::Variable));
        fill(*expr, depth);
        return expr;
    }

private:
    int below(int limit) { return static_cast<int>(m_random.bounded(limit)); }

    std::string string()
    {
        static const std::vector<std::string> kTexts{
            "",  "a",      "a b",   "if", "\"\\", "é😀", std::string("\0\x1f\n\r\t", 5),
            "*", "\u202E", "\u0085"};
        return kTexts[static_cast<std::size_t>(below(static_cast<int>(kTexts.size())))];
    }

    void addChildren(Expr& expr, int count, int depth)
    {
        for (int i = 0; i < count; ++i)
            expr.children.push_back(make(depth - 1));
    }

    void fillChain(Expr& expr, int depth)
    {
        addChildren(expr, 2 + below(3), depth);
        while (expr.children[0]->kind == expr.kind)
            expr.children[0] = make(depth - 1);
    }

    void fillNamed(Expr& expr, int depth)
    {
        if (expr.kind == ExprKind::Record) {
            const int count = below(4);
            for (int i = 0; i < count; ++i)
                expr.path.push_back(string() + std::to_string(i));
            addChildren(expr, count, depth);
        } else if (expr.kind == ExprKind::Method) {
            static const std::vector<std::string> kNames{"contains", "isEmpty", "offset", "isIpv4"};
            expr.text = kNames[static_cast<std::size_t>(below(4))];
            addChildren(expr,
                        expr.text == "contains"  ? 2
                        : expr.text == "isEmpty" ? 1
                                                 : 1 + below(3),
                        depth);
        } else if (expr.kind == ExprKind::Call) {
            expr.text = "ip";
            addChildren(expr, below(3), depth);
        } else if (expr.kind == ExprKind::Is) {
            expr.text = "A::B";
            addChildren(expr, 1 + below(2), depth);
        } else if (expr.kind == ExprKind::Has) {
            addChildren(expr, 1, depth);
            expr.path = below(2) == 0 ? std::vector<std::string>{string()}
                                      : std::vector<std::string>{"a", "b", "permit"};
        } else {
            addChildren(expr, below(4), depth);
        }
    }

    void fill(Expr& expr, int depth)
    {
        switch (expr.kind) {
        case ExprKind::Bool:
            expr.boolean = below(2) == 0;
            break;
        case ExprKind::Long: {
            static constexpr std::array<std::int64_t, 5> kNumbers{0, 5, -5, INT64_MIN, INT64_MAX};
            expr.integer = kNumbers[static_cast<std::size_t>(below(5))];
            break;
        }
        case ExprKind::String:
            expr.text = string();
            break;
        case ExprKind::Entity:
            expr.uid = {"A::B", string()};
            break;
        case ExprKind::Variable:
            expr.var = static_cast<Var>(below(4));
            break;
        case ExprKind::And:
        case ExprKind::Or:
            fillChain(expr, depth);
            break;
        case ExprKind::Not:
        case ExprKind::Negate:
            addChildren(expr, 1, depth);
            break;
        case ExprKind::GetAttr:
            expr.text = string();
            addChildren(expr, 1, depth);
            break;
        case ExprKind::Like:
            addChildren(expr, 1, depth);
            expr.pattern = {{true, 0}, {false, U'*'}, {false, U'"'}, {false, U'\\'}, {false, U'é'}};
            break;
        case ExprKind::If:
            addChildren(expr, 3, depth);
            break;
        case ExprKind::Set:
        case ExprKind::Record:
        case ExprKind::Call:
        case ExprKind::Method:
        case ExprKind::Is:
        case ExprKind::Has:
            fillNamed(expr, depth);
            break;
        default:
            addChildren(expr, 2, depth);
        }
    }

    QRandomGenerator m_random;
};

} // namespace

class TestPrinter : public QObject {
    Q_OBJECT

private slots:
    void writesOnlyTheParenthesesItNeeds_data();
    void writesOnlyTheParenthesesItNeeds();
    void writesPolicies();
    void printsHolesToo();
    void givesAnyTreeBack();
};

void TestPrinter::writesOnlyTheParenthesesItNeeds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("printed");
    const auto row = [](const char* text, const char* printed) {
        QTest::newRow(text) << QString(text) << QString(printed);
    };
    row("((1 + (2 * 3)))", "1 + 2 * 3");
    row("(1 + 2) * 3", "(1 + 2) * 3");
    row("1 - (2 - 3)", "1 - (2 - 3)");
    row("(true && false) && true", "true && false && true");
    row("true && (false && true)", "true && (false && true)");
    row("(true || false) && true", "(true || false) && true");
    row("!(!true)", "!(!true)");
    row("-(5)", "-(5)");
    row("--5", "-(-5)");
    row("(-5).a", "(-5).a");
    row("(if true then 1 else 2) == 3", "(if true then 1 else 2) == 3");
    row("(1 == 2) == true", "(1 == 2) == true");
    row("context[\"a\"][\"if\"]", "context.a[\"if\"]");
    row("{\"a\": 1, \"in\": 2}", "{a: 1, \"in\": 2}");
    row("context has \"a\"", "context has a");
}

void TestPrinter::writesOnlyTheParenthesesItNeeds()
{
    QFETCH(QString, text);
    QFETCH(QString, printed);
    const ParsedExpr parsed = parseExpression(text.toStdString());
    QVERIFY(parsed.diagnostics.empty());
    QCOMPARE(QString::fromStdString(toText(*parsed.expr)), printed);
}

void TestPrinter::writesPolicies()
{
    const std::string text =
        "@id(\"a\\\"b\")\n@k\n@e(\"\")\nforbid (principal is A::B in ?principal, "
        "action in [Action::\"x\", N::Action::\"y\"], resource == R::\"\")\n"
        "when { true }\nunless { context.a };";
    const ParsedPolicies parsed = parsePolicies(text);
    QVERIFY(parsed.diagnostics.empty());
    QCOMPARE(toText(parsed.policies.at(0)), text);
}

/// A tree with holes prints, for previews, and what it prints does not pass for a policy.
void TestPrinter::printsHolesToo()
{
    for (const char* condition : {"foo(1)", "context.bar(1, 2, 3)", "1 +", "{a: }", "[1, , 2]",
                                  "if a then", "context[1]", "?principal", "principal is \"A\""}) {
        const ParsedPolicies parsed = parsePolicies("permit(principal, action, resource) when { " +
                                                    std::string(condition) + " };");
        QVERIFY(!parsed.diagnostics.empty());
        const std::string text = toText(parsed.policies.at(0));
        QVERIFY2(text.find("<error>") != std::string::npos, text.c_str());
        QVERIFY(!parsePolicies(text).diagnostics.empty());
        QVERIFY(toJson(parsed.policies.at(0)).find("error") != std::string::npos);
    }
}

void TestPrinter::givesAnyTreeBack()
{
    for (quint32 seed = 0; seed < 3000; ++seed) {
        const ExprPtr expr = TreeMaker(seed).make(1 + static_cast<int>(seed % 5));
        const std::string text = toText(*expr);
        const ParsedExpr parsed = parseExpression(text);
        QVERIFY2(parsed.diagnostics.empty(), text.c_str());
        QVERIFY2(sameTree(*expr, *parsed.expr), text.c_str());
        QVERIFY2(sameTree(*expr, *clone(*expr)), text.c_str());
        const ParsedPolicyJson json = parsePolicyJson(
            R"({"effect":"permit","principal":{"op":"All"},"action":{"op":"All"},"resource":{"op":"All"},"conditions":[{"kind":"when","body":)" +
            toJson(*expr) + "}]}");
        QVERIFY2(json.policy.has_value(), text.c_str());
        QVERIFY2(sameTree(*expr, *json.policy->conditions[0].body), text.c_str());
    }
}

QTEST_APPLESS_MAIN(TestPrinter)
#include "tst_printer.moc"
