// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/values/value.h"

#include <QTest>

#include <limits>

using namespace remit::cedar;

class TestValue : public QObject {
    Q_OBJECT

private slots:
    void equality_data();
    void equality();
    void setsForgetOrderAndDuplicates();
    void orderIsTotal();
    void texts_data();
    void texts();
    void typeNames();
};

namespace {

Value uid(const char* type, const char* id)
{
    return Value::entity({type, id});
}

Value decimal(const char* text)
{
    return Value::decimal(*parseDecimal(text));
}

std::vector<Value> samples()
{
    return {
        Value::boolean(false),
        Value::boolean(true),
        Value::integer(std::numeric_limits<std::int64_t>::min()),
        Value::integer(0),
        Value::string(""),
        Value::string("a"),
        uid("User", "a"),
        uid("User", "b"),
        Value::set({}),
        Value::set({Value::integer(0)}),
        Value::record({}),
        Value::record({{"a", Value::integer(1)}}),
        Value::record({{"a", Value::integer(1)}, {"b", Value::integer(1)}}),
        decimal("0.5"),
        Value::ipAddress(*parseIpAddress("10.0.0.1/24")),
        Value::datetime(Datetime{0}),
        Value::duration(Duration{0}),
    };
}

} // namespace

Q_DECLARE_METATYPE(remit::cedar::Value)

void TestValue::equality_data()
{
    QTest::addColumn<Value>("left");
    QTest::addColumn<Value>("right");
    QTest::addColumn<bool>("equal");
    QTest::newRow("decimal by value") << decimal("1.0") << decimal("1.00") << true;
    QTest::newRow("different kinds") << Value::integer(1) << Value::string("1") << false;
    QTest::newRow("decimal is no long") << decimal("1.0") << Value::integer(1) << false;
    QTest::newRow("datetime is no duration")
        << Value::datetime(Datetime{1}) << Value::duration(Duration{1}) << false;
    QTest::newRow("empty set and record") << Value::set({}) << Value::record({}) << false;
    QTest::newRow("entity ids") << uid("User", "a") << uid("User", "b") << false;
    QTest::newRow("entity types") << uid("User", "a") << uid("Org::User", "a") << false;
    QTest::newRow("record by content") << Value::record({{"a", Value::integer(1)}})
                                       << Value::record({{"a", Value::integer(1)}}) << true;
    QTest::newRow("record with one more")
        << Value::record({{"a", Value::integer(1)}})
        << Value::record({{"a", Value::integer(1)}, {"b", Value::integer(1)}}) << false;
}

void TestValue::equality()
{
    QFETCH(Value, left);
    QFETCH(Value, right);
    QFETCH(bool, equal);
    QCOMPARE(left == right, equal);
    QCOMPARE(right == left, equal);
}

void TestValue::setsForgetOrderAndDuplicates()
{
    const Value a = Value::set({Value::integer(1), Value::integer(2), Value::integer(1)});
    const Value b = Value::set({Value::integer(2), Value::integer(1)});
    QVERIFY(a == b);
    QCOMPARE(a.asSet().size(), std::size_t{2});
    QVERIFY(Value::set({a, b}) == Value::set({b}));
}

void TestValue::orderIsTotal()
{
    const std::vector<Value> values = samples();
    for (std::size_t i = 0; i < values.size(); ++i) {
        for (std::size_t j = 0; j < values.size(); ++j) {
            QCOMPARE(values[i].compare(values[j]) < 0, i < j);
            QCOMPARE(values[i] == values[j], i == j);
        }
    }
}

void TestValue::texts_data()
{
    QTest::addColumn<Value>("value");
    QTest::newRow("true") << Value::boolean(true);
    QTest::newRow("-9223372036854775808")
        << Value::integer(std::numeric_limits<std::int64_t>::min());
    QTest::newRow("\"say \\\"hi\\\"\"") << Value::string("say \"hi\"");
    QTest::newRow("Org::User::\"x\"") << uid("Org::User", "x");
    QTest::newRow("[1, 2]") << Value::set({Value::integer(2), Value::integer(1)});
    QTest::newRow("{\"a b\": [], \"c\": {}}")
        << Value::record({{"c", Value::record({})}, {"a b", Value::set({})}});
    QTest::newRow("decimal(\"-0.5000\")") << decimal("-0.5");
    QTest::newRow("ip(\"10.0.0.1/32\")") << Value::ipAddress(*parseIpAddress("10.0.0.1"));
    QTest::newRow("datetime(\"2026-03-01T09:15:00.000Z\")")
        << Value::datetime(*parseDatetime("2026-03-01T09:15:00Z"));
    QTest::newRow("datetime(\"1970-01-01\").offset(duration(\"9223372036854775807ms\"))")
        << Value::datetime(Datetime{std::numeric_limits<std::int64_t>::max()});
    QTest::newRow("duration(\"-1ms\")") << Value::duration(Duration{-1});
}

void TestValue::texts()
{
    QFETCH(Value, value);
    QCOMPARE(toText(value), std::string(QTest::currentDataTag()));
}

void TestValue::typeNames()
{
    QCOMPARE(typeName(Value::integer(1)), std::string("long"));
    QCOMPARE(typeName(uid("Org::User", "a")), std::string("(entity of type `Org::User`)"));
    QCOMPARE(typeName(Value::ipAddress({})), std::string("ipaddr"));
}

QTEST_APPLESS_MAIN(TestValue)
#include "tst_value.moc"
