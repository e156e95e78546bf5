// SPDX-License-Identifier: Apache-2.0
#include "core/base/diagnostic.h"
#include "core/base/edit.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/base/time.h"

#include <QTest>

#include <random>

using namespace remit;

class TestText : public QObject {
    Q_OBJECT

private slots:
    void globs_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char* pattern, const char* text, bool matches) {
            QTest::addRow("%s ~ %s", pattern, text)
                << QByteArray(pattern) << QByteArray(text) << matches;
        };
        row("policies/**/*.cedar", "policies/a.cedar", true);
        row("policies/**/*.cedar", "policies/x/y/a.cedar", true);
        row("policies/*.cedar", "policies/x/a.cedar", false);
        row("traces/**", "traces/x/y.jsonl", true);
        row("*.json", "a.json", true);
        row("*.json", "a/b.json", false);
        row("get_*", "get_balance", true);
        row("?et", "get", true);
        row("**/b/*/c", "a/b/x/b/y/c", true);
        row("a*b*c", "aXbYbZc", true);
        row("a*b*c", "aXbYbZ", false);
        row("", "", true);
        row("*", "", true);
    }

    void globs()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, text);
        QFETCH(bool, matches);
        QCOMPARE(globMatches(pattern.toStdString(), text.toStdString()), matches);
    }

    void positionsCountCodePoints()
    {
        const SourceText source("a.cedar", "aé😀b\nc\r\nd");
        QCOMPARE(source.position(7), (Position{1, 4}));
        QCOMPARE(source.offset({1, 4}), 7U);
        QCOMPARE(source.position(9), (Position{2, 1}));
        QCOMPARE(source.line(2), std::string_view("c"));
        QCOMPARE(source.position(12), (Position{3, 1}));
        QCOMPARE(source.position(999), (Position{3, 2}));
        QCOMPARE(source.lineCount(), 3U);
    }

    void carets()
    {
        const SourceText source("p.cedar", "permit(\n  é, bad\u202E);\n");
        Diagnostic diagnostic;
        diagnostic.code = "parse/x";
        diagnostic.message = "wrong";
        diagnostic.span = {14, 17};
        diagnostic.help = "right";
        QCOMPARE(rendered(diagnostic, source), std::string("error[parse/x]: wrong\n"
                                                           "  --> p.cedar:2:6\n"
                                                           "  |\n"
                                                           "2 |   é, bad\\u{202e});\n"
                                                           "  |      ^^^\n"
                                                           "  = help: right\n"));
    }

    void whatCannotBeSeenIsEscaped_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("shown");
        const auto row = [](const char* name, std::string text, const char* shown) {
            QTest::addRow("%s", name) << std::move(text) << std::string(shown);
        };
        row("plain", "pay 12 EUR to Ada", "pay 12 EUR to Ada");
        row("empty", "", "");
        row("letters of the world", "naïve Ω 日本 😀\uFE0F", "naïve Ω 日本 😀\uFE0F");
        row("lines", "a\nb\tc\r", "a\\nb\\tc\\u{d}");
        row("terminal", "a\x1b[2J\x7f", "a\\u{1b}[2J\\u{7f}");
        row("bidi", "a\u202Eb\u2066c\u061Cd", "a\\u{202e}b\\u{2066}c\\u{61c}d");
        row("fillers", "\u3164\u115F\uFFA0\u034F", "\\u{3164}\\u{115f}\\u{ffa0}\\u{34f}");
        row("tags", "x\U000E0041", "x\\u{e0041}");
        row("zero width", "pay\u200Bpal\uFEFF", "pay\\u{200b}pal\\u{feff}");
        row("not UTF-8", "a\xff\xc3", "a\\xFF\\xC3");
    }

    void whatCannotBeSeenIsEscaped()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, shown);
        QCOMPARE(remit::shown(text), shown);
    }

    void randomEditsUndone()
    {
        std::mt19937 random(7);
        for (int i = 0; i < 2000; ++i) {
            std::string text(random() % 30, 'a');
            for (char& c : text)
                c = static_cast<char>('a' + random() % 4);
            std::vector<TextEdit> edits;
            std::uint32_t at = 0;
            while (at < text.size() && edits.size() < 4) {
                const auto begin = static_cast<std::uint32_t>(at + random() % 5);
                const auto end = static_cast<std::uint32_t>(begin + random() % 4);
                if (end > text.size())
                    break;
                edits.push_back({{begin, end}, std::string(random() % 4, 'X')});
                at = end + 1;
            }
            const std::string changed = applied(text, edits);
            QCOMPARE(applied(changed, inverse(text, edits)), text);
            QCOMPARE(applied(text, difference(text, changed)), changed);
        }
    }

    void differenceKeepsCodePointsWhole()
    {
        const auto edits = difference("é", "è");
        QCOMPARE(edits.size(), std::size_t{1});
        QCOMPARE(edits[0].range, (Span{0, 2}));
    }

    void didYouMean()
    {
        const std::vector<std::string> names{"send_money", "get_balance", "principal"};
        QCOMPARE(nearest("sendmoney", names), std::optional<std::string>("send_money"));
        QCOMPARE(nearest("pricnipal", names), std::optional<std::string>("principal"));
        QVERIFY(!nearest("xyz", names));
    }

    void times()
    {
        QCOMPARE(parseRfc3339("1970-01-01T00:00:01.5Z")->milliseconds, 1500);
        QCOMPARE(parseRfc3339("2026-03-01T10:15:00+01:00"), parseRfc3339("2026-03-01T09:15:00Z"));
        QCOMPARE(rfc3339(*parseRfc3339("2024-02-29T23:59:59.999Z")),
                 std::string("2024-02-29T23:59:59.999Z"));
        QCOMPARE(rfc3339(*parseRfc3339("1969-12-31T23:59:59Z")),
                 std::string("1969-12-31T23:59:59Z"));
        for (const char* bad : {"2026-02-29", "2026-1-1", "2026-01-01T24:00:00Z",
                                "2026-01-01T00:00:60Z", "2026-01-01T00:00:00", "x"})
            QVERIFY2(!parseRfc3339(bad), bad);
        for (std::int64_t day = -800'000; day < 800'000; day += 97) {
            const CivilDate date = civilFromDays(day);
            QVERIFY(isValidDate(date.year, date.month, date.day));
            QCOMPARE(daysFromCivil(date.year, date.month, date.day), day);
        }
    }

    void hashes()
    {
        QCOMPARE(
            sha256Text("abc"),
            std::string("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    /// FIPS 180-4's examples, whole and in pieces that end anywhere in a block.
    void hashesAreThoseOfTheStandard_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("digest");
        QTest::newRow("nothing")
            << QByteArray()
            << QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        QTest::newRow("one block")
            << QByteArray("abc")
            << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        QTest::newRow("two blocks")
            << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
            << QByteArray("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
        QTest::newRow("a million letters")
            << QByteArray(1'000'000, 'a')
            << QByteArray("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }
    void hashesAreThoseOfTheStandard()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, digest);
        const std::string_view all(text.constData(), static_cast<std::size_t>(text.size()));
        QCOMPARE(QByteArray::fromStdString(hex(sha256(all))), digest);
        for (const std::size_t piece : {1U, 63U, 64U, 129U, 1000U}) {
            Sha256 hash;
            for (std::size_t at = 0; at < all.size(); at += piece)
                hash.add(all.substr(at, piece));
            QCOMPARE(QByteArray::fromStdString(hex(hash.finish())), digest);
        }
    }
};

QTEST_APPLESS_MAIN(TestText)
#include "tst_text.moc"
