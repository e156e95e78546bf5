// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/values/extension.h"

#include <QTest>

#include <limits>

using namespace remit::cedar;

/// The edge cases of Cedar's extension types.
class TestExtension : public QObject {
    Q_OBJECT

private slots:
    void decimals_data();
    void decimals();
    void addresses_data();
    void addresses();
    void addressTests_data();
    void addressTests();
    void ranges_data();
    void ranges();
    void datetimes_data();
    void datetimes();
    void durations_data();
    void durations();
    void addressesCompareByAddressAndPrefix();
    void datetimeArithmeticIsChecked();
    void datetimePartsBeforeTheEpoch();
    void everyTextReadsBack();
};

namespace {

constexpr auto kMin = std::numeric_limits<std::int64_t>::min();
constexpr auto kMax = std::numeric_limits<std::int64_t>::max();

/// A row whose text is refused expects the word of the message instead of a number.
void numberColumns()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("value");
    QTest::addColumn<QByteArray>("error");
}

void good(const char* text, qint64 value)
{
    QTest::newRow(text) << QByteArray(text) << value << QByteArray();
}

void bad(const char* text, const char* error)
{
    QTest::newRow(*text == 0 ? "(empty)" : text)
        << QByteArray(text) << qint64(0) << QByteArray(error);
}

template <class Parse, class Number>
void check(Parse parse, Number number)
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, value);
    QFETCH(QByteArray, error);
    const auto result = parse(std::string_view(text.constData(), std::size_t(text.size())));
    QCOMPARE(result.has_value(), error.isEmpty());
    if (result)
        QCOMPARE(qint64(number(*result)), value);
    else
        QVERIFY2(result.error().find(error.constData()) != std::string::npos,
                 result.error().c_str());
}

} // namespace

void TestExtension::decimals_data()
{
    numberColumns();
    good("1.5", 15000);
    good("0.0", 0);
    good("-0.5", -5000);
    good("-0.0001", -1);
    good("00.10", 1000);
    good("12.3456", 123456);
    good("922337203685477.5807", kMax);
    good("-922337203685477.5808", kMin);
    bad("922337203685477.5808", "overflow");
    bad("-922337203685477.5809", "overflow");
    bad("99999999999999999999.0", "overflow");
    bad("1.00000", "too many digits");
    for (const char* text : {"", "1", "1.", ".5", "+1.0", "-.5", "1.0\n", " 1.0", "1.0 ", "1,0",
                             "1.0.0", "1e3", "0x1.0", "--1.0", "\xd9\xa1.0"})
        bad(text, "well-formed");
}

void TestExtension::decimals()
{
    check(parseDecimal, [](Decimal d) { return d.scaled; });
}

void TestExtension::addresses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("canonical"); // empty: refused
    const auto row = [](const char* text, const char* canonical) {
        QTest::newRow(*text == 0 ? "(empty)" : text) << QByteArray(text) << QByteArray(canonical);
    };
    row("127.0.0.1", "127.0.0.1/32");
    row("10.0.0.1/24", "10.0.0.1/24");
    row("0.0.0.0/0", "0.0.0.0/0");
    row("255.255.255.255", "255.255.255.255/32");
    row("::", "::/128");
    row("::1", "::1/128");
    row("1::", "1::/128");
    row("ffee::/64", "ffee::/64");
    row("FFEE::11", "ffee::11/128");
    row("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8/128");
    row("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0/128");
    row("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8/128");
    row("1:0:0:2:0:0:0:3", "1:0:0:2::3/128");
    row("::/0", "::/0");
    for (const char* text : {"",
                             "1.2.3",
                             "1.2.3.4.5",
                             "01.2.3.4",
                             "256.1.1.1",
                             "1.2.3.4 ",
                             "1.2.3.4/33",
                             "1.2.3.4/01",
                             "1.2.3.4/",
                             "1.2.3.4/+1",
                             "1.2.3.4/100",
                             "1.2.3.4/8/8",
                             "1.2.3.-4",
                             ":",
                             ":::",
                             "1::2::3",
                             "12345::",
                             "1:2:3:4:5:6:7",
                             "1:2:3:4:5:6:7:8:9",
                             "1:2:3:4:5:6:7::8",
                             "::ffff:1.2.3.4",
                             "::1.2",
                             "::1/129",
                             "::1/0128",
                             "::1/08",
                             "fe80::1%eth0",
                             "g::",
                             "1.2.3.4\n",
                             "::1:",
                             "00000:0000:0000:0000:0000:0000:0000:0000",
                             "0:0:0:0:0:0:0:0/12800000000000000000000000000"})
        row(text, "");
}

void TestExtension::addresses()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, canonical);
    const auto result =
        parseIpAddress(std::string_view(text.constData(), std::size_t(text.size())));
    QCOMPARE(QByteArray::fromStdString(result ? toText(*result) : ""), canonical);
    if (!result)
        QVERIFY(!result.error().empty());
}

void TestExtension::addressTests_data()
{
    QTest::addColumn<bool>("v4");
    QTest::addColumn<bool>("loopback");
    QTest::addColumn<bool>("multicast");
    QTest::newRow("127.0.0.1") << true << true << false;
    QTest::newRow("127.1.2.3/8") << true << true << false;
    QTest::newRow("127.0.0.1/7") << true << false << false;
    QTest::newRow("128.0.0.1") << true << false << false;
    QTest::newRow("224.0.0.1") << true << false << true;
    QTest::newRow("239.255.0.1/4") << true << false << true;
    QTest::newRow("224.0.0.0/3") << true << false << false;
    QTest::newRow("240.0.0.1") << true << false << false;
    QTest::newRow("::1") << false << true << false;
    QTest::newRow("::1/127") << false << false << false;
    QTest::newRow("::2") << false << false << false;
    QTest::newRow("ff00::1/8") << false << false << true;
    QTest::newRow("ff00::1/7") << false << false << false;
    QTest::newRow("fe00::1") << false << false << false;
}

void TestExtension::addressTests()
{
    QFETCH(bool, v4);
    QFETCH(bool, loopback);
    QFETCH(bool, multicast);
    const IpAddress address = *parseIpAddress(QTest::currentDataTag());
    QCOMPARE(isIpv4(address), v4);
    QCOMPARE(isIpv6(address), !v4);
    QCOMPARE(isLoopback(address), loopback);
    QCOMPARE(isMulticast(address), multicast);
}

void TestExtension::ranges_data()
{
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<bool>("inside");
    const auto row = [](const char* address, const char* range, bool inside) {
        QTest::addRow("%s in %s", address, range)
            << QByteArray(address) << QByteArray(range) << inside;
    };
    row("10.0.0.7", "10.0.0.0/24", true);
    row("10.0.1.7", "10.0.0.0/24", false);
    row("10.0.0.1/24", "10.0.0.9/24", true); // by network, whatever the host bits
    row("10.0.0.0/23", "10.0.0.0/24", false);
    row("10.0.0.0/25", "10.0.0.0/24", true);
    row("1.2.3.4", "0.0.0.0/0", true);
    row("1.2.3.4", "1.2.3.4", true);
    row("192.168.130.1", "192.168.128.0/18", true);
    row("192.168.192.1", "192.168.128.0/18", false);
    row("ffee::1", "ffee::/64", true);
    row("ffee:0:0:1::", "ffee::/64", false);
    row("::1", "::/0", true);
    row("1.2.3.4", "::/0", false);
    row("::1", "0.0.0.0/0", false);
}

void TestExtension::ranges()
{
    QFETCH(QByteArray, address);
    QFETCH(QByteArray, range);
    QFETCH(bool, inside);
    QCOMPARE(isInRange(*parseIpAddress(address.constData()), *parseIpAddress(range.constData())),
             inside);
}

void TestExtension::datetimes_data()
{
    numberColumns();
    good("1970-01-01", 0);
    good("1970-01-01T00:00:00Z", 0);
    good("1970-01-01T00:00:00.001Z", 1);
    good("1969-12-31T23:59:59.999Z", -1);
    good("1970-01-01T00:00:00+0100", -3'600'000);
    good("1970-01-01T00:00:00-0130", 5'400'000);
    good("1970-01-01T00:00:00.500-0001", 60'500);
    good("2024-02-29", 1'709'164'800'000);
    good("0000-01-01", -62'167'219'200'000);
    good("0000-01-01T00:00:00+2359", -62'167'305'540'000);
    good("9999-12-31T23:59:59.999Z", 253'402'300'799'999);
    bad("2023-02-29", "invalid date: 2023-02-29");
    bad("1900-02-29", "invalid date");
    bad("2024-13-01", "invalid date");
    bad("2024-00-01", "invalid date");
    bad("2024-01-00", "invalid date");
    bad("2024-04-31", "invalid date");
    bad("2024-01-01T24:00:00Z", "invalid hour");
    bad("2024-01-01T23:60:00Z", "invalid hour");
    bad("2024-01-01T23:59:60Z", "invalid hour");
    bad("2024-01-01T00:00:00+2400", "invalid offset");
    bad("2024-01-01T00:00:00-0060", "invalid offset");
    bad("2024-13-01Tx", "hour/minute/second pattern"); // form before numbers
    bad("2024-13-01T00:00:00", "millisecond and/or offset pattern");
    for (const char* text : {"", "2024", "2024-1-1", "24-01-01", "+2024-01-01", "-2024-01-01",
                             "12024-01-01", "2024/01/01", " 2024-01-01"})
        bad(text, "invalid date pattern");
    for (const char* text :
         {"2024-01-01\n", "2024-01-01t00:00:00Z", "2024-01-01 00:00:00Z", "2024-01-01T",
          "2024-01-01Z", "2024-01-01T00:00Z", "2024-01-01T0:00:00Z"})
        bad(text, "invalid hour/minute/second pattern");
    for (const char* text :
         {"2024-01-01T00:00:00", "2024-01-01T00:00:00z", "2024-01-01T00:00:00.1Z",
          "2024-01-01T00:00:00.0001Z", "2024-01-01T00:00:00+00:00", "2024-01-01T00:00:00+000",
          "2024-01-01T00:00:00.000", "2024-01-01T00:00:00ZZ", "2024-01-01T00:00:00Z\n",
          "2024-01-01T00:00:00.Z"})
        bad(text, "millisecond and/or offset pattern");
}

void TestExtension::datetimes()
{
    check(parseDatetime, [](Datetime d) { return d.milliseconds; });
}

void TestExtension::durations_data()
{
    numberColumns();
    good("0ms", 0);
    good("1ms", 1);
    good("1s", 1'000);
    good("1m", 60'000);
    good("1h", 3'600'000);
    good("1d", 86'400'000);
    good("-1d2h3m4s50ms", -93'784'050);
    good("1d1ms", 86'400'001);
    good("0001h", 3'600'000);
    good("000000000000000000000000000001ms", 1);
    good("9223372036854775807ms", kMax);
    good("-9223372036854775808ms", kMin);
    bad("9223372036854775808ms", "overflow");
    bad("-9223372036854775809ms", "overflow");
    bad("9999999999999999d", "overflow");
    bad("106751991167d7h12m55s808ms", "overflow");
    good("106751991167d7h12m55s807ms", kMax);
    for (const char* text : {"", "-", "1", "d", "1x", "1D", "1h1d", "1d1d", "1ms1s", "1.5h", "--1d",
                             "+1d", "1d ", " 1d", "1d\n", "1d-1h", "1 d", "99999999999999999999dx"})
        bad(text, "invalid duration pattern");
}

void TestExtension::durations()
{
    check(parseDuration, [](Duration d) { return d.milliseconds; });
}

void TestExtension::addressesCompareByAddressAndPrefix()
{
    QVERIFY(*parseIpAddress("10.0.0.1/24") != *parseIpAddress("10.0.0.0/24"));
    QVERIFY(*parseIpAddress("127.0.0.1") == *parseIpAddress("127.0.0.1/32"));
    QVERIFY(*parseIpAddress("0.0.0.0") != *parseIpAddress("::"));
}

void TestExtension::datetimeArithmeticIsChecked()
{
    QCOMPARE(offset(Datetime{5}, Duration{-7})->milliseconds, std::int64_t{-2});
    QVERIFY(!offset(Datetime{kMax}, Duration{1}));
    QCOMPARE(durationSince(Datetime{5}, Datetime{7})->milliseconds, std::int64_t{-2});
    QVERIFY(!durationSince(Datetime{kMin}, Datetime{1}));
    QVERIFY(!toDate(Datetime{kMin}));
    QVERIFY(toDate(Datetime{kMax}).has_value());
}

void TestExtension::datetimePartsBeforeTheEpoch()
{
    QCOMPARE(toDate(Datetime{-1})->milliseconds, std::int64_t{-86'400'000});
    QCOMPARE(toTime(Datetime{-1}).milliseconds, std::int64_t{86'399'999});
    QCOMPARE(toTime(Datetime{-86'400'000}).milliseconds, std::int64_t{0});
    QVERIFY(toTime(Datetime{kMin}).milliseconds >= 0);
}

void TestExtension::everyTextReadsBack()
{
    for (const std::int64_t number : {kMin, kMin + 1, std::int64_t{-10'000}, std::int64_t{-1},
                                      std::int64_t{0}, std::int64_t{1}, kMax}) {
        QCOMPARE(parseDecimal(toText(Decimal{number}))->scaled, number);
        QCOMPARE(parseDuration(toText(Duration{number}))->milliseconds, number);
    }
    QCOMPARE(toText(Datetime{0}), std::string("1970-01-01T00:00:00.000Z"));
    QCOMPARE(parseDatetime(toText(Datetime{-62'167'219'200'000}))->milliseconds,
             std::int64_t{-62'167'219'200'000});
}

QTEST_APPLESS_MAIN(TestExtension)
#include "tst_extension.moc"
