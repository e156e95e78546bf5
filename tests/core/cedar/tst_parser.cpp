// SPDX-License-Identifier: Apache-2.0
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"
#include "tests/support/test_paths.h"

#include <QtTest>

#include <functional>

using namespace remit;
using namespace remit::cedar;

namespace {

std::string withCondition(const std::string& condition)
{
    return "permit(principal,action,resource) when { " + condition + " };";
}

std::string codes(const Diagnostics& diagnostics)
{
    std::string result;
    for (const Diagnostic& diagnostic : diagnostics)
        result += (result.empty() ? "" : " ") + diagnostic.code;
    return result;
}

/// One row for each line of a file of cases: `text`, or `code<TAB>text`.
void addRows(const std::string& file, bool condition)
{
    const std::string cases = test::readAll(test::sourceDir() / "tests/golden/cedar/syntax" / file);
    for (const std::string_view line : split(cases, '\n')) {
        if (line.empty())
            continue;
        const std::size_t tab = line.find('\t');
        const bool coded = file.ends_with(".rejected");
        const std::string text(coded ? line.substr(tab + 1) : line);
        QTest::newRow(text.c_str()) << (coded ? std::string(line.substr(0, tab)) : std::string())
                                    << (condition ? withCondition(text) : text);
    }
}

const Expr& onlyCondition(const ParsedPolicies& parsed)
{
    return *parsed.policies.at(0).conditions.at(0).body;
}

std::string repeated(std::string_view part, std::size_t times)
{
    std::string result;
    result.reserve(part.size() * times);
    for (std::size_t i = 0; i < times; ++i)
        result += part;
    return result;
}

std::string withFirstFix(const std::string& text, const ParsedPolicies& parsed)
{
    for (const Diagnostic& diagnostic : parsed.diagnostics) {
        if (!diagnostic.fixes.empty())
            return applied(text, diagnostic.fixes[0].edit.files.begin()->second);
    }
    return text;
}

} // namespace

Q_DECLARE_METATYPE(std::string)

class TestParser : public QObject {
    Q_OBJECT

private slots:
    void acceptsWhatCedarAccepts_data();
    void acceptsWhatCedarAccepts();
    void rejectsWhatCedarRejects_data();
    void rejectsWhatCedarRejects();
    void offersFixes_data();
    void offersFixes();
    void bindsAsTheGrammarSays_data();
    void bindsAsTheGrammarSays();
    void findsManyErrorsInOneText();
    void keepsPoliciesAfterABrokenOne();
    void namesPoliciesByPosition();
    void readsScopes();
    void readsLiterals();
    void readsBareStringsOfAnyKind();
    void rejectsWhatIsNotUtf8();
    void rejectsAByteOrderMark();
    void spansCoverTheSource();
    void numbersNodesInPreorder();
    void refusesDeepNesting_data();
    void refusesDeepNesting();
    void readsLongFlatChains();
    void staysLinear_data();
    void staysLinear();
    void boundsItsComplaints();
    void readsSingleExpressions();
    void readsEntityUids();
    void knowsNames();
    void readsTheConformanceCorpus();
};

void TestParser::acceptsWhatCedarAccepts_data()
{
    QTest::addColumn<std::string>("code");
    QTest::addColumn<std::string>("text");
    addRows("conditions.accepted", true);
    addRows("policies.accepted", false);
}

void TestParser::acceptsWhatCedarAccepts()
{
    QFETCH(std::string, text);
    const ParsedPolicies parsed = parsePolicies(text);
    QCOMPARE(codes(parsed.diagnostics), std::string());
    QCOMPARE(parsed.policies.size(), std::size_t(1));
    QVERIFY(!parsed.policies[0].broken);
}

void TestParser::rejectsWhatCedarRejects_data()
{
    QTest::addColumn<std::string>("code");
    QTest::addColumn<std::string>("text");
    addRows("conditions.rejected", true);
    addRows("policies.rejected", false);
}

void TestParser::rejectsWhatCedarRejects()
{
    QFETCH(std::string, code);
    QFETCH(std::string, text);
    const ParsedPolicies parsed = parsePolicies(text, "a.cedar");
    QVERIFY(!parsed.diagnostics.empty());
    QCOMPARE(parsed.diagnostics[0].code, code);
    QCOMPARE(parsed.diagnostics[0].file, std::string("a.cedar"));
    for (const Diagnostic& diagnostic : parsed.diagnostics) {
        QVERIFY(diagnostic.span.begin <= diagnostic.span.end && diagnostic.span.end <= text.size());
        QVERIFY(!diagnostic.message.empty());
    }
    // `permit(…) …; garbage` has a sound policy before its error.
    if (!QByteArray(QTest::currentDataTag()).endsWith("garbage"))
        QVERIFY(parsed.policies.empty() || parsed.policies[0].broken);
}

void TestParser::offersFixes_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("mended");
    const auto row = [](const char* name, const std::string& text, const std::string& mended) {
        QTest::newRow(name) << text << mended;
    };
    const auto condition = [&row](const char* name, const char* text, const char* mended) {
        row(name, withCondition(text), withCondition(mended));
    };
    row("missing semicolon", "permit(principal,action,resource)",
        "permit(principal,action,resource);");
    row("missing semicolon before the next policy",
        "permit(principal,action,resource)\nforbid(principal,action,resource);",
        "permit(principal,action,resource);\nforbid(principal,action,resource);");
    row("incomplete scope", "permit(principal);", "permit(principal, action, resource);");
    row("effect", "allow(principal,action,resource);", "permit(principal,action,resource);");
    row("condition in no braces", "permit(principal,action,resource) when true;",
        "permit(principal,action,resource) when { true };");
    row("where", "permit(principal,action,resource) where {true};",
        "permit(principal,action,resource) when {true};");
    row("old type syntax", "permit(principal: User,action,resource);",
        "permit(principal is  User,action,resource);");
    row("wrong slot", "permit(principal == ?resource,action,resource);",
        "permit(principal == ?principal,action,resource);");
    condition("single equals", "1 = 2", "1 == 2");
    condition("triple equals", "1 === 2", "1 == 2");
    condition("single ampersand", "true & false", "true && false");
    condition("and", "true and false", "true && false");
    condition("single bar", "true | false", "true || false");
    condition("or", "true or false", "true || false");
    condition("not", "not true", "! true");
    condition("function", "ipp(\"1.1.1.1\").isIpv4()", "ip(\"1.1.1.1\").isIpv4()");
    condition("method", "[1].contain(1)", "[1].contains(1)");
    condition("method as function", "isIpv4(ip(\"1.1.1.1\"))", "(ip(\"1.1.1.1\")).isIpv4()");
    condition("variable", "Principal == resource", "principal == resource");
    condition("if in an operation", "true && if true then true else false",
              "true && (if true then true else false)");
    condition("reserved attribute", "context.in", "context[\"in\"]");
    condition("reserved key", "{in: 1} == {}", "{\"in\": 1} == {}");
    condition("quoted type", "principal is \"User\"", "principal is User");
    condition("quoted attribute", "context.\"a b\"", "context[\"a b\"]");
    condition("escape", "context like \"\\d\"", "context like \"\\\\d\"");
    condition("open set", "[1, 2 ", "[1, 2] ");
}

void TestParser::offersFixes()
{
    QFETCH(std::string, text);
    QFETCH(std::string, mended);
    const std::string changed = withFirstFix(text, parsePolicies(text));
    QCOMPARE(changed, mended);
    QCOMPARE(codes(parsePolicies(changed).diagnostics), std::string());
}

void TestParser::bindsAsTheGrammarSays_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("same");
    const auto row = [](const char* text, const char* same) {
        QTest::newRow(text) << std::string(text) << std::string(same);
    };
    row("true || false && true", "true || (false && true)");
    row("1 + 2 * 3 == 7", "(1 + (2 * 3)) == 7");
    row("1 - 2 - 3 == 0", "((1 - 2) - 3) == 0");
    row("!true == false", "(!true) == false");
    row("-context.a == 1", "(-(context.a)) == 1");
    row("(true && false) && true", "true && false && true");
    row("if true then 1 else 2 == 3", "if true then 1 else (2 == 3)");
    row("context[\"a\"]", "context.a");
    row("{a: 1, b: 2} == {}", "{\"b\": 2, \"a\": 1} == {}");
    row("- 5 == 1", "-5 == 1");
    row("User :: // the\n \"a\" == principal", "User::\"a\" == principal");
}

void TestParser::bindsAsTheGrammarSays()
{
    QFETCH(std::string, text);
    QFETCH(std::string, same);
    const ParsedExpr left = parseExpression(text);
    const ParsedExpr right = parseExpression(same);
    QCOMPARE(codes(left.diagnostics), std::string());
    QCOMPARE(codes(right.diagnostics), std::string());
    QVERIFY(sameTree(*left.expr, *right.expr));
    QVERIFY(!sameTree(*parseExpression("true && (false && true)").expr,
                      *parseExpression("true && false && true").expr));
    QVERIFY(!sameTree(*parseExpression("--5").expr, *parseExpression("5").expr));
}

void TestParser::findsManyErrorsInOneText()
{
    const ParsedPolicies parsed = parsePolicies("permit(principal, action) when { a && b };\n"
                                                "allow(principal, action, resource);\n"
                                                "forbid(principal, action, resource) when {\n"
                                                "  [1, , 2] == 3 || foo(1) || context.bar()\n"
                                                "} unless {};\n");
    QCOMPARE(codes(parsed.diagnostics),
             std::string("parse/incomplete-scope parse/unknown-name parse/unknown-name "
                         "parse/unknown-effect parse/unexpected-token parse/unknown-function "
                         "parse/unknown-method parse/empty-condition"));
    QCOMPARE(parsed.policies.size(), std::size_t(3));
}

void TestParser::keepsPoliciesAfterABrokenOne()
{
    const ParsedPolicies parsed =
        parsePolicies("permit(principal, action, resource) when { principal. };\n"
                      "forbid(principal, action, resource) when { (1 == 2 }\n"
                      "@id(\"third\") permit(principal, action, resource);");
    QCOMPARE(parsed.policies.size(), std::size_t(3));
    QVERIFY(parsed.policies[0].broken);
    QVERIFY(parsed.policies[1].broken);
    QVERIFY(!parsed.policies[2].broken);
    QCOMPARE(*parsed.policies[2].annotation("id"), std::string("third"));
}

void TestParser::namesPoliciesByPosition()
{
    const ParsedPolicies parsed = parsePolicies("permit(principal == ?principal,action,resource);\n"
                                                "permit(principal,action,resource);");
    QCOMPARE(parsed.policies[0].id, std::string("policy0"));
    QVERIFY(parsed.policies[0].isTemplate());
    QCOMPARE(parsed.policies[1].id, std::string("policy1"));
    QVERIFY(!parsed.policies[1].isTemplate());
}

void TestParser::readsScopes()
{
    const ParsedPolicies parsed = parsePolicies(
        R"(permit(principal is A::B in ?principal, action in [Action::"a", N::Action::"b"], resource == R::"\u{e9}");)");
    const Policy& policy = parsed.policies.at(0);
    QVERIFY(policy.principal.op == ScopeConstraint::Op::IsIn && policy.principal.slot);
    QCOMPARE(policy.principal.type, std::string("A::B"));
    QVERIFY(policy.action.op == ActionConstraint::Op::InSet);
    QCOMPARE(policy.action.entities[1].type, std::string("N::Action"));
    QCOMPARE(policy.resource.entity.id, std::string("é"));
}

void TestParser::readsLiterals()
{
    const ParsedExpr expr = parseExpression(R"("\"\'\\\n\r\t\0\x41\u{1F600}\u{00_41}")");
    QCOMPARE(codes(expr.diagnostics), std::string());
    QCOMPARE(expr.expr->text, std::string("\"'\\\n\r\t\0A\U0001F600A", 13));
    QCOMPARE(parseExpression("-9223372036854775808").expr->integer, INT64_MIN);
    const ParsedExpr like = parseExpression(R"(context like "a*\*\u{2a}")");
    const Pattern expected{{false, 'a'}, {true, 0}, {false, '*'}, {false, '*'}};
    QVERIFY(like.expr->pattern == expected);
}

void TestParser::readsBareStringsOfAnyKind()
{
    using namespace std::string_literals;
    QVERIFY(parseExpression("\"a\nb\"").diagnostics.empty());
    QVERIFY(parseExpression("\"a\0b\""s).diagnostics.empty());
    QCOMPARE(codes(parseExpression("\"a\rb\"").diagnostics), "parse/invalid-escape"s);
    QCOMPARE(codes(parseExpression("\"a\\\nb\"").diagnostics), "parse/invalid-escape"s);
    QVERIFY(parseExpression("\u00a0true\u2028").diagnostics.empty());
    QVERIFY(parseExpression("\u0085true").diagnostics.empty());
    QVERIFY(parseExpression("true // c\r && false").diagnostics.empty());
    QCOMPARE(codes(parseExpression("\u200btrue").diagnostics), "parse/unexpected-character"s);
    QCOMPARE(codes(parseExpression("\"abc").diagnostics), "parse/unterminated-string"s);
}

void TestParser::rejectsWhatIsNotUtf8()
{
    const ParsedPolicies parsed = parsePolicies("permit(principal,action,resource);\xff");
    QCOMPARE(codes(parsed.diagnostics), std::string("parse/invalid-utf8"));
    QCOMPARE(parsed.diagnostics[0].span.begin, 34U);
    QVERIFY(parsed.policies.empty());
}

void TestParser::rejectsAByteOrderMark()
{
    const std::string text = "\uFEFFpermit(principal,action,resource);";
    const ParsedPolicies parsed = parsePolicies(text);
    QCOMPARE(codes(parsed.diagnostics), std::string("parse/byte-order-mark"));
    QCOMPARE(parsed.policies.size(), std::size_t(1));
    QVERIFY(parsePolicies(withFirstFix(text, parsed)).diagnostics.empty());
}

void TestParser::spansCoverTheSource()
{
    const std::string text = withCondition("(context.a) + -5 == ip(\"é\").foo && !true");
    const ParsedPolicies parsed = parsePolicies(text);
    const auto source = [&text](Span span) { return text.substr(span.begin, span.size()); };
    QCOMPARE(source(parsed.policies[0].span), text);
    const Expr& both = onlyCondition(parsed);
    QCOMPARE(source(both.span), std::string("(context.a) + -5 == ip(\"é\").foo && !true"));
    const Expr& equal = *both.children[0];
    QCOMPARE(source(equal.children[0]->span), std::string("(context.a) + -5"));
    QCOMPARE(source(equal.children[0]->children[0]->span), std::string("context.a"));
    QCOMPARE(source(equal.children[0]->children[1]->span), std::string("-5"));
    QCOMPARE(source(equal.children[1]->nameSpan), std::string("foo"));
    QCOMPARE(source(both.children[1]->span), std::string("!true"));
}

void TestParser::numbersNodesInPreorder()
{
    const ParsedPolicies parsed =
        parsePolicies("permit(principal,action,resource) when { 1 == 2 } unless { context.a };");
    const Policy& policy = parsed.policies[0];
    QCOMPARE(policy.nodeCount, 5U);
    QCOMPARE(policy.conditions[0].body->children[1]->id, 2U);
    QCOMPARE(policy.conditions[1].body->id, 3U);
}

void TestParser::refusesDeepNesting_data()
{
    QTest::addColumn<std::string>("text");
    constexpr std::size_t kDeep = 200'000;
    const auto row = [](const char* name, const std::string& open, const std::string& inner,
                        const std::string& close) {
        QTest::newRow(name) << repeated(open, kDeep) + inner + repeated(close, kDeep);
    };
    row("parentheses", "(", "true", ")");
    row("sets", "[", "", "]");
    row("records", "{a:", "1", "}");
    row("open parentheses only", "(", "", "");
    row("if", "if ", "true", " then 1 else 2");
    row("if without end", "if ", "", "");
    row("else if", "if a then b else ", "c", "");
    row("operand if", "1 + if ", "", "");
    row("calls", "ip(", "", ")");
    row("methods", "context.contains(", "1", ")");
    row("index", "context[", "1", "]");
    row("not", "!(", "true", ")");
    row("sum", "1 + ", "1", "");
    row("product", "1 * ", "1", "");
    row("members", "", "context", ".a");
    row("method chain", "", "context", ".contains(1)");
    row("index chain", "", "context", "[\"a\"]");
    row("has path", "", "context has a", ".a");
    row("right-nested and", "true && (", "true", ")");
    row("mixed brackets", "([{a:", "1", "}])");
}

void TestParser::refusesDeepNesting()
{
    QFETCH(std::string, text);
    const ParsedPolicies parsed =
        parsePolicies(withCondition(text) + " permit(principal,action,resource);");
    QVERIFY(!parsed.diagnostics.empty());
    bool deep = false;
    for (const Diagnostic& diagnostic : parsed.diagnostics)
        deep = deep || diagnostic.code == "parse/too-deep" ||
               diagnostic.code == "parse/too-many-problems";
    QVERIFY2(deep, codes(parsed.diagnostics).c_str());
    QVERIFY(parsed.policies.front().broken);
    QVERIFY2(!parsed.policies.back().broken, "the policy after it is read");
}

void TestParser::readsLongFlatChains()
{
    QVERIFY(parseExpression("true" + repeated(" && true", 100'000)).diagnostics.empty());
    QVERIFY(parseExpression("true" + repeated(" || (true)", 100'000)).diagnostics.empty());
    QVERIFY(parseExpression("[" + repeated("1, ", 100'000) + "]").diagnostics.empty());
    QVERIFY(parseExpression("1" + repeated(" + 1", 200) + " == 1").diagnostics.empty());
}

void TestParser::staysLinear_data()
{
    QTest::addColumn<std::string>("part");
    for (const char* part : {"\"\\\"\n",
                             "\"",
                             "'",
                             "permit(",
                             "@a ",
                             "@a(",
                             "(",
                             "{a:1,",
                             "}",
                             ";",
                             "permit(principal,action,resource) when { foo(",
                             "?x",
                             "when {",
                             "/* x",
                             "// x\n",
                             "\\",
                             "a::",
                             "&",
                             "a.b(",
                             "\xE2\x80\x8B"})
        QTest::newRow(part) << std::string(part);
}

void TestParser::staysLinear()
{
    QFETCH(std::string, part);
    const std::string text = repeated(part, 100'000 / part.size());
    QElapsedTimer timer;
    timer.start();
    const ParsedPolicies parsed = parsePolicies(text);
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed()) + " ms"));
    QVERIFY(parsed.diagnostics.size() <= limits::kDiagnosticsPerDocument + 1);
}

void TestParser::boundsItsComplaints()
{
    const ParsedPolicies parsed = parsePolicies(repeated("permit(principal, action);\n", 1000));
    QCOMPARE(parsed.policies.size(), std::size_t(1000));
    QCOMPARE(parsed.diagnostics.size(), limits::kDiagnosticsPerDocument);
    QCOMPARE(parsed.diagnostics.back().code, std::string("parse/too-many-problems"));
    QVERIFY(parsed.diagnostics.back().message.starts_with("801 "));
}

void TestParser::readsSingleExpressions()
{
    QVERIFY(parseExpression(" 1 + 1 ").diagnostics.empty());
    QCOMPARE(codes(parseExpression("").diagnostics), std::string("parse/unexpected-end"));
    QVERIFY(parseExpression("// x").expr == nullptr);
    QCOMPARE(codes(parseExpression("1 1").diagnostics), std::string("parse/unexpected-token"));
    QCOMPARE(codes(parseExpression("true;").diagnostics), std::string("parse/unexpected-token"));
}

void TestParser::readsEntityUids()
{
    const auto uid = parseEntityUid(R"(Org::User::"a\"b")");
    QVERIFY(uid.has_value());
    QCOMPARE(uid->type, std::string("Org::User"));
    QCOMPARE(uid->id, std::string("a\"b"));
    for (const char* text : {"", "User", "User::a", "\"a\"", "User::\"a\".b", "in::\"a\"",
                             "User::\"a\\d\"", "User::\"a\" x", "::\"a\""})
        QVERIFY2(!parseEntityUid(text), text);
}

void TestParser::knowsNames()
{
    for (const char* name : {"User", "Org::User", "_", "permit", "principal::context"})
        QVERIFY2(isValidName(name), name);
    for (const char* name :
         {"", "::", "A::", "A:: B", "in", "A::in", "__cedar::A", "A.B", "1A", "é"})
        QVERIFY2(!isValidName(name), name);
}

void TestParser::readsTheConformanceCorpus()
{
    REMIT_NEEDS_SHARED(formatter, "conformance/cedar/formatter");
    for (const auto& entry : std::filesystem::directory_iterator(formatter)) {
        const ParsedPolicies parsed = parsePolicies(test::readAll(entry.path()));
        QVERIFY2(parsed.diagnostics.empty(), entry.path().c_str());
    }
}

QTEST_APPLESS_MAIN(TestParser)
#include "tst_parser.moc"
