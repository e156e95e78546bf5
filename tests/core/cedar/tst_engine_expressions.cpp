// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/explanation.h"
#include "core/cedar/engine/program.h"
#include "core/cedar/syntax/parser.h"

#include <QTest>

using namespace remit::cedar;

/// What expressions come to, in both compiled forms; values and errors as Cedar 4.13 gives them.
class TestEngineExpressions : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void values_data();
    void values();
    void errors_data();
    void errors();
    void placeOfAnError();

private:
    [[nodiscard]] tl::expected<Value, EvaluationError> evaluated(const std::string& text) const;
    [[nodiscard]] Response decided(const std::string& condition) const;

    std::shared_ptr<const EntityStore> m_entities;
    Request m_request;
};

namespace {

void expect(const char* expression, const char* value)
{
    QTest::newRow(expression) << QByteArray(value);
}

void expectError(const char* expression, EvaluationErrorKind kind, const char* message)
{
    QTest::newRow(expression) << static_cast<int>(kind) << QByteArray(message);
}

constexpr auto kType = EvaluationErrorKind::TypeError;
constexpr auto kOverflow = EvaluationErrorKind::IntegerOverflow;
constexpr auto kExtension = EvaluationErrorKind::FailedExtensionFunctionExecution;

} // namespace

void TestEngineExpressions::initTestCase()
{
    const EntityUid alice{"User", "alice"};
    const EntityUid doc{"Doc", "d"};
    auto store =
        EntityStore::build({{alice,
                             {{"age", Value::integer(1)},
                              {"name", Value::string("x")},
                              {"friend", Value::entity({"User", "nobody"})}},
                             {{"Team", "t"}},
                             {{"t1", Value::integer(7)}}},
                            {doc, {{"x", Value::record({{"y", Value::integer(1)}})}}, {}, {}},
                            {{"Team", "t"}, {}, {{"Team", "all"}}, {}}});
    QVERIFY(store.has_value());
    m_entities = *store;
    m_request = {alice,
                 {"Action", "view"},
                 doc,
                 Value::record({{"a", Value::integer(1)},
                                {"bb", Value::integer(2)},
                                {"who", Value::entity({"Guest", "g"})},
                                {"many", Value::set({Value::integer(1), Value::integer(2)})}})};
}

tl::expected<Value, EvaluationError> TestEngineExpressions::evaluated(const std::string& text) const
{
    const ParsedExpr parsed = parseExpression(text);
    if (!parsed.expr || !parsed.diagnostics.empty())
        return tl::unexpected(EvaluationError{kType, "does not parse", {}});
    return evaluate(*parsed.expr, *m_entities, m_request);
}

Response TestEngineExpressions::decided(const std::string& condition) const
{
    PolicySet set;
    for (Policy& policy :
         parsePolicies("permit (principal, action, resource) when { " + condition + " };").policies)
        (void)set.add(std::make_shared<const Policy>(std::move(policy)));
    Scratch scratch;
    return authorize(*Program::compile(set), *m_entities, m_request, scratch);
}

void TestEngineExpressions::values_data()
{
    QTest::addColumn<QByteArray>("value");
    // Equality never fails.
    expect("1 == \"1\"", "false");
    expect("[1, 2, 1] == [2, 1]", "true");
    expect("{a: 1, b: 2} == {b: 2, a: 1}", "true");
    expect("decimal(\"1.0\") == decimal(\"1.00\")", "true");
    expect("ip(\"10.0.0.1/24\") == ip(\"10.0.0.0/24\")", "false");
    expect("ip(\"127.0.0.1\") == ip(\"127.0.0.1/32\")", "true");
    expect("User::\"a\" != User::\"b\"", "true");
    expect("[User::\"a\", User::\"b\"] == [User::\"b\", User::\"a\"]", "true");
    expect("context.who == Guest::\"g\"", "true");
    expect("User::\"unknown\" == User::\"unknown\"", "true");
    expect("[] == {}", "false");
    // Logic reaches only what it needs.
    expect("false && 1 == 1 && context.nope", "false");
    expect("true || context.nope", "true");
    expect("if true then 1 else context.nope", "1");
    expect("!(1 == 2)", "true");
    // Numbers.
    expect("-9223372036854775808", "-9223372036854775808");
    expect("-(-5)", "5");
    expect("2 * 3 - 7", "-1");
    expect("1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 3", "true");
    expect("datetime(\"2024-01-01\") < datetime(\"2024-01-01T00:00:00.001Z\")", "true");
    expect("duration(\"1h\") >= duration(\"60m\")", "true");
    // Hierarchy.
    expect("principal in Team::\"all\"", "true");
    expect("principal in principal", "true");
    expect("User::\"unknown\" in User::\"unknown\"", "true");
    expect("User::\"unknown\" in Team::\"all\"", "false");
    expect("principal in [Team::\"x\", Team::\"t\"]", "true");
    expect("principal in []", "false");
    expect("Guest::\"g\" in [context.who]", "true");
    expect("principal is User", "true");
    expect("principal is Team", "false");
    expect("principal is User in Team::\"all\"", "true");
    expect("principal is Team in 1", "false");
    expect("context.who is Guest", "true");
    // Attributes and tags.
    expect("principal.age", "1");
    expect("principal has age", "true");
    expect("principal has nope", "false");
    expect("User::\"unknown\" has age", "false");
    expect("principal.friend has age", "false");
    expect("resource has x.y", "true");
    expect("resource has x.z", "false");
    expect("resource has nope.y", "false");
    expect("resource.x has y", "true");
    expect("{\"a b\": 1}[\"a b\"]", "1");
    expect("{b: 2, a: 1}.a", "1");
    expect("context has a", "true");
    expect("context has nope", "false");
    expect("context.many.contains(2)", "true");
    expect("principal.getTag(\"t1\")", "7");
    expect("principal.hasTag(\"t1\")", "true");
    expect("principal.hasTag(\"age\")", "false");
    expect("User::\"unknown\".hasTag(\"t1\")", "false");
    // Sets.
    expect("[1, \"a\", User::\"a\"].contains(User::\"a\")", "true");
    expect("[1, 2].containsAll([])", "true");
    expect("[1, 2].containsAll([2, 2, 1])", "true");
    expect("[1, 2].containsAll([3])", "false");
    expect("[1, 2].containsAny([])", "false");
    expect("[1, 2].containsAny([3, 2])", "true");
    expect("[].isEmpty()", "true");
    expect("[[1], []].contains([])", "true");
    // Patterns.
    expect("\"\" like \"\"", "true");
    expect("\"a\" like \"\"", "false");
    expect("\"eggs ham\" like \"ham*\"", "false");
    expect("\"eggs ham\" like \"*ham*\"", "true");
    expect("\"aXbXc\" like \"a*b*c\"", "true");
    expect("\"ab\" like \"ab*b\"", "false");
    expect("\"a*b\" like \"a\\*b\"", "true");
    expect("\"axb\" like \"a\\*b\"", "false");
    expect("\"\xc3\xa4\xc3\xb6\" like \"\xc3\xa4*\xc3\xb6\"", "true");
    expect("\"aaa\" like \"*aa*aa*\"", "false");
    expect("\"***\" like \"*\\**\\**\\**\"", "true");
    // Extension types.
    expect("decimal(\"-0.5\").lessThan(decimal(\"0.0\"))", "true");
    expect("decimal(\"2.0\").greaterThanOrEqual(decimal(\"2.00\"))", "true");
    expect("ip(\"10.1.2.3\").isInRange(ip(\"10.0.0.0/8\"))", "true");
    expect("datetime(\"1970-01-01\").offset(duration(\"1d\")).toDate()",
           "datetime(\"1970-01-02T00:00:00.000Z\")");
    expect("datetime(\"1970-01-02\").durationSince(datetime(\"1970-01-01\")).toHours()", "24");
    expect("duration(\"-90m\").toHours()", "-1");
    expect("datetime(\"1969-12-31T23:00:00Z\").toTime()", "duration(\"82800000ms\")");
}

void TestEngineExpressions::values()
{
    QFETCH(QByteArray, value);
    const std::string expression = QTest::currentDataTag();
    const auto result = evaluated(expression);
    QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
    QCOMPARE(QByteArray::fromStdString(toText(*result)), value);
    const Response response = decided("(" + expression + ") == " + value.toStdString());
    QVERIFY(response.errors.empty());
    QCOMPARE(response.decision, Decision::Allow);
}

void TestEngineExpressions::errors_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("message");
    const char* noEntity = "entity `User::\"zz\"` does not exist";
    const char* wantEntity = "expected (entity of type `any_entity_type`), got long";
    const char* wantIpaddr = "expected ipaddr, got string; maybe you forgot to apply the `ip`";
    expectError("1 && true", kType, "type error: expected bool, got long");
    expectError("true && 1", kType, "expected bool, got long");
    expectError("\"a\" || true", kType, "expected bool, got string");
    expectError("!1", kType, "expected bool, got long");
    expectError("if 1 then true else false", kType, "expected bool, got long");
    expectError("-\"a\"", kType, "expected long, got string");
    expectError("-(-9223372036854775808)", kOverflow, "negate the value `-9223372036854775808`");
    expectError("9223372036854775807 + 1", kOverflow,
                "add the values `9223372036854775807` and `1`");
    expectError("(-9223372036854775807) - 2", kOverflow, "subtract the values");
    expectError("9223372036854775807 * 2", kOverflow, "multiply the values");
    expectError("1 + \"a\"", kType, "expected long, got string");
    expectError("User::\"a\" + 1", kType, "expected long, got (entity of type `User`)");
    expectError("1 < \"a\"", kType, "expected long, got string");
    expectError("true < 1", kType, "expected long, got bool");
    expectError("datetime(\"2024-01-01\") < 1", kType, "expected long, got datetime");
    expectError("datetime(\"2024-01-01\") < duration(\"1d\")", kType,
                "expected datetime, got duration");
    expectError("decimal(\"1.0\") < decimal(\"2.0\")", kType,
                "expected one of [long, datetime, duration], got decimal");
    expectError("1 in User::\"a\"", kType, wantEntity);
    expectError("User::\"a\" in 1", kType, "expected one of [set, (entity of type");
    expectError("User::\"a\" in [User::\"a\", 1]", kType, wantEntity);
    expectError("1 is User", kType, wantEntity);
    expectError("principal is User in 1", kType, "expected one of [set, (entity");
    expectError("User::\"zz\".foo", EvaluationErrorKind::EntityDoesNotExist, noEntity);
    expectError("User::\"zz\".getTag(\"a\")", EvaluationErrorKind::EntityDoesNotExist, noEntity);
    expectError("principal.foo", EvaluationErrorKind::EntityAttrDoesNotExist,
                "`User::\"alice\"` does not have the attribute `foo`");
    expectError("principal.agee", EvaluationErrorKind::EntityAttrDoesNotExist,
                "did you mean `age`?");
    expectError("principal.getTag(\"zzzzzz\")", EvaluationErrorKind::EntityAttrDoesNotExist,
                "does not have the tag `zzzzzz`; available tags: t1");
    expectError("context.foo", EvaluationErrorKind::RecordAttrDoesNotExist,
                "record does not have the attribute `foo`");
    expectError("{}.c", EvaluationErrorKind::RecordAttrDoesNotExist, "it has no attributes");
    expectError("{z: context.foo, a: -\"x\"}", kType, "expected long, got string");
    expectError("{z: -\"x\", a: context.foo}", EvaluationErrorKind::RecordAttrDoesNotExist,
                "`foo`");
    expectError("context.a.b", kType, "expected one of [record, (entity of type");
    expectError("1 has foo", kType, "expected one of [record, (entity of type");
    expectError("context has a.b", kType, "expected one of [record, (entity of type");
    expectError("1 like \"*\"", kType, "expected string, got long");
    expectError("1.contains(1)", kType, "expected set, got long");
    expectError("[1].containsAll(1)", kType, "expected set, got long");
    expectError("1.isEmpty()", kType, "expected set, got long");
    expectError("principal.hasTag(1)", kType, "expected string, got long");
    expectError("1.hasTag(\"a\")", kType, wantEntity);
    expectError("ip(\"1.2.3.4/33\")", kExtension,
                "error while evaluating `ipaddr` extension function: error parsing prefix: 33");
    expectError("decimal(\"1\")", kExtension, "`1` is not a well-formed decimal value");
    expectError("datetime(\"2024-02-30\")", kExtension, "invalid date: 2024-02-30");
    expectError("duration(\"1h1d\")", kExtension, "invalid duration pattern");
    expectError("decimal(1)", kType, "expected string, got long");
    expectError("ip()", EvaluationErrorKind::WrongNumArguments, "`ip`: expected 1, got 0");
    expectError("decimal(\"1.0\", \"2\")", EvaluationErrorKind::WrongNumArguments,
                "`decimal`: expected 1, got 2");
    expectError("ip(\"1.1.1.1\").isInRange()", EvaluationErrorKind::WrongNumArguments,
                "`isInRange`: expected 2, got 1");
    expectError("ip(\"1.1.1.1\").isIpv4(context.nope)", EvaluationErrorKind::RecordAttrDoesNotExist,
                "`nope`");
    expectError("\"1.1.1.1\".isIpv4()", kType, wantIpaddr);
    expectError("ip(\"1.1.1.1\").isInRange(\"1.1.1.1\")", kType, wantIpaddr);
    expectError("1.toDate()", kType, "expected datetime, got long");
    expectError("datetime(\"1970-01-01\").offset(duration(\"-9223372036854775808ms\")).toDate()",
                kExtension, "overflows when computing the date");
    expectError("datetime(\"9999-01-01\").offset(duration(\"9223372036854775807ms\"))", kExtension,
                "`offset` extension function: overflows");
    // The left operand comes first, and both before either is looked at.
    expectError("context.nope + User::\"zz\".foo", EvaluationErrorKind::RecordAttrDoesNotExist,
                "nope");
    expectError("1 in User::\"zz\".foo", EvaluationErrorKind::EntityDoesNotExist, noEntity);
    expectError("[1, context.nope, User::\"zz\".foo]", EvaluationErrorKind::RecordAttrDoesNotExist,
                "nope");
}

void TestEngineExpressions::errors()
{
    QFETCH(int, kind);
    QFETCH(QByteArray, message);
    const std::string expression = QTest::currentDataTag();
    const auto result = evaluated(expression);
    QVERIFY(!result.has_value());
    QCOMPARE(static_cast<int>(result.error().kind), kind);
    QVERIFY2(result.error().message.find(message.constData()) != std::string::npos,
             result.error().message.c_str());
    const Response response = decided("(" + expression + ") == 1");
    QCOMPARE(response.errors.size(), std::size_t{1});
    QCOMPARE(response.decision, Decision::Deny);
    QCOMPARE(response.errors[0].error.kind, result.error().kind);
    QCOMPARE(response.errors[0].error.message, result.error().message);
}

void TestEngineExpressions::placeOfAnError()
{
    const std::string text = "true && 1 + \"a\" == 2";
    const auto result = evaluated(text);
    QVERIFY(!result.has_value());
    QCOMPARE(text.substr(result.error().span.begin, result.error().span.size()),
             std::string("\"a\""));
}

QTEST_APPLESS_MAIN(TestEngineExpressions)
#include "tst_engine_expressions.moc"
