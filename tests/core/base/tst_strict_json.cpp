// SPDX-License-Identifier: Apache-2.0
#include "core/base/strict_json.h"

#include <QTest>

using namespace remit;

class TestStrictJson : public QObject {
    Q_OBJECT

private slots:
    void rejects_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<int>("offset");
        const auto row = [](const char* name, const QByteArray& text, const char* code, int at) {
            QTest::newRow(name) << text << QByteArray(code) << at;
        };
        row("empty", "", "json/unexpected-end", 0);
        row("cut off", R"({"a": [1, 2)", "json/unexpected-end", 11);
        row("trailing comma in an object", R"({"a": 1,})", "json/expected-key", 8);
        row("trailing comma in an array", "[1,]", "json/unexpected-character", 3);
        row("comment", "[1] // one", "json/trailing-text", 4);
        row("single quotes", "['a']", "json/unexpected-character", 1);
        row("NaN", "[NaN]", "json/unexpected-character", 1);
        row("leading zero", "[01]", "json/leading-zero", 2);
        row("bare fraction", "[.5]", "json/unexpected-character", 1);
        row("fraction without digits", "[1.]", "json/unexpected-character", 3);
        row("raw line feed in a string", "[\"a\nb\"]", "json/control-character", 3);
        row("lone high surrogate", R"(["\ud800"])", "json/lone-surrogate", 8);
        row("lone low surrogate", R"(["\udc00"])", "json/lone-surrogate", 8);
        row("invalid UTF-8", "[\"a\xFF\"]", "json/invalid-utf8", 3);
        row("overlong UTF-8", "[\"\xC0\x80\"]", "json/invalid-utf8", 2);
        row("byte order mark", "\xEF\xBB\xBF{}", "json/byte-order-mark", 0);
        row("200,000 deep", QByteArray(200'000, '['), "json/too-deep", 128);
        row("duplicate key", R"({"a": 1, "a": 2})", "json/duplicate-key", 9);
    }

    void rejects()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, code);
        QFETCH(int, offset);
        const JsonDocument document = parseJson({text.data(), static_cast<size_t>(text.size())});
        QCOMPARE(document.diagnostics.size(), std::size_t{1});
        QCOMPARE(QByteArray::fromStdString(document.diagnostics[0].code), code);
        QCOMPARE(static_cast<int>(document.diagnostics[0].span.begin), offset);
    }

    void keepsWhatOthersLose()
    {
        const JsonDocument document =
            parseJson(R"({"n": 1.50, "big": 9223372036854775808, "😀": "\ud83d\ude00"})");
        QVERIFY(document.root.has_value());
        QCOMPARE(document.root->find("n")->text, std::string("1.50"));
        QVERIFY(!document.root->find("n")->asInt64());
        QVERIFY(!document.root->find("big")->asInt64());
        QCOMPARE(document.root->find("😀")->text, std::string("😀"));
        QCOMPARE(document.root->members[0].keySpan.begin, 1U);
        QCOMPARE(document.root->members[0].value.span, (Span{6, 10}));
    }

    void canonical_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("canonical");
        const auto row = [](const char* name, const char* text, const char* canonical) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(canonical);
        };
        // RFC 8785, sections 3.2.2.3 and 3.2.3 and appendix B.
        row("numbers", "[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001]",
            "[333333333.3333333,1e+30,4.5,0.002,1e-27]");
        row("minus zero", "[-0, -0.0]", "[0,0]");
        row("integers", "[9007199254740993, 1e21, 100000000000000000000]",
            "[9007199254740992,1e+21,100000000000000000000]");
        row("small", "[5e-324, 0.000001, 0.0000001]", "[5e-324,0.000001,1e-7]");
        row("sorted by UTF-16",
            R"({"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7})",
            "{\"\\r\":2,\"1\":4,\"\xC2\x80\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\xEF\xAC\xB3\":3}");
    }

    void canonical()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, canonical);
        const JsonDocument document = parseJson(text.toStdString());
        QVERIFY(document.root.has_value());
        QCOMPARE(QByteArray::fromStdString(canonicalJson(*document.root)), canonical);
    }

    void objectReaderNamesWhatIsWrong()
    {
        Diagnostics found;
        const JsonDocument document = parseJson(R"({"nmae": "x", "depth": "3"})");
        ObjectReader reader(*document.root, "grant", "g.json", found);
        (void)reader.requiredString("name");
        (void)reader.optionalInt("depth");
        reader.finish();
        QCOMPARE(found.size(), std::size_t{3});
        QCOMPARE(found[0].code, std::string("json/missing-member"));
        QCOMPARE(found[1].code, std::string("json/wrong-kind"));
        QCOMPARE(found[2].help, std::string("did you mean \"name\"?"));
    }

    void whereKeysMayRepeatTheLastCounts()
    {
        JsonOptions options;
        options.allowDuplicateKeys = true;
        const JsonDocument document = parseJson(R"({"a": 1, "b": 2, "a": 3})", {}, options);
        QVERIFY(document.diagnostics.empty());
        QCOMPARE(document.root->members.size(), std::size_t{2});
        QCOMPARE(document.root->find("a")->text, std::string("3"));
    }
};

QTEST_APPLESS_MAIN(TestStrictJson)
#include "tst_strict_json.moc"
