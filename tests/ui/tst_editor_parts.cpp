// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/edit.h"
#include "ui/editor/edit_collector.h"
#include "ui/editor/highlight.h"
#include "ui/editor/position_map.h"

#include <QTest>

#include <random>

using namespace remit;
using ui::LineIndex;
using ui::TextStyle;

namespace {

/// The style of the first token that reads as this word.
TextStyle styleOf(ui::Syntax syntax, const std::string& text, std::string_view word)
{
    for (const ui::StyledToken& token : ui::highlight(syntax, text).tokens) {
        if (std::string_view(text).substr(token.begin, token.end - token.begin) == word)
            return token.style;
    }
    return TextStyle::Count;
}

} // namespace

Q_DECLARE_METATYPE(remit::ui::TextStyle)

/// What the editor is made of and can be tried without a screen.
class TestEditorParts : public QObject {
    Q_OBJECT

private slots:
    void positionsAgree_data()
    {
        QTest::addColumn<quint32>("byte");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("index");
        QTest::addColumn<qsizetype>("utf16");
        // aé😀b\r\nc\n: a 0, é 1-2, 😀 3-6, b 7, CR 8, LF 9, c 10, LF 11
        QTest::newRow("begin") << 0U << 0 << 0 << qsizetype(0);
        QTest::newRow("before é") << 1U << 0 << 1 << qsizetype(1);
        QTest::newRow("before the emoji") << 3U << 0 << 2 << qsizetype(2);
        QTest::newRow("after the emoji") << 7U << 0 << 3 << qsizetype(4);
        QTest::newRow("before the line end") << 8U << 0 << 4 << qsizetype(5);
        QTest::newRow("second line") << 10U << 1 << 0 << qsizetype(7);
        QTest::newRow("end of the text") << 12U << 2 << 0 << qsizetype(9);
    }

    void positionsAgree()
    {
        QFETCH(quint32, byte);
        QFETCH(int, line);
        QFETCH(int, index);
        QFETCH(qsizetype, utf16);
        const std::string text = "aé😀b\r\nc\n";
        const ui::PositionMap map(text);
        QCOMPARE(map.lineIndexOf(byte).line, line);
        QCOMPARE(map.lineIndexOf(byte).index, index);
        QCOMPARE(map.byteOf({line, index}), byte);
        QCOMPARE(map.utf16Of(byte), utf16);
        QCOMPARE(map.byteOfUtf16(utf16), byte);
        QCOMPARE(utf16, QString::fromStdString(text.substr(0, byte)).size());
    }

    void placesOutsideAreTakenInside()
    {
        const ui::PositionMap map("é\nb");
        QCOMPARE(map.byteOf({9, 9}), 4U);
        QCOMPARE(map.byteOf({0, 99}), 3U);
        QCOMPARE(map.lineIndexOf(99).line, 1);
        QCOMPARE(map.byteOfUtf16(99), 4U);
        QCOMPARE(map.lineIndexOf(1).index, 0); // within é
    }

    void anyRunOfChangesIsOneReplacement()
    {
        std::mt19937 random(7);
        for (int round = 0; round < 2000; ++round) {
            const std::string before = "0123456789abcdefghij";
            std::string now = before;
            ui::EditCollector collector;
            for (int i = 0; i < 5; ++i) {
                const auto at = static_cast<std::uint32_t>(random() % (now.size() + 1));
                if (random() % 2 == 0) {
                    now.insert(at, "XY");
                    collector.inserted(at, 2);
                } else {
                    const auto length = std::min<std::size_t>(random() % 6, now.size() - at);
                    now.erase(at, length);
                    collector.removed(at, static_cast<std::uint32_t>(length));
                }
            }
            const Span after = collector.after();
            QCOMPARE(applied(before, {{collector.before(), now.substr(after.begin, after.size())}}),
                     now);
        }
    }

    void wordsHaveTheirStyle_data()
    {
        QTest::addColumn<int>("syntax");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<TextStyle>("style");
        const int cedar = static_cast<int>(ui::Syntax::Cedar);
        const QByteArray policy = "@id(\"x\") // note\npermit (principal is A::B, action == "
                                  "Action::\"pay\", resource) when { context.permit > 5 && "
                                  "ip(\"1.2.3.4\").isIpv4() == true && a = 1 };";
        const auto row = [&](const char* name, const char* word, TextStyle style) {
            QTest::newRow(name) << cedar << policy << QByteArray(word) << style;
        };
        row("effect", "permit", TextStyle::Effect);
        row("annotation", "id", TextStyle::Annotation);
        row("comment", "// note", TextStyle::Comment);
        row("variable", "principal", TextStyle::Variable);
        row("type after is", "A", TextStyle::Type);
        row("entity id", "\"pay\"", TextStyle::EntityId);
        row("condition", "when", TextStyle::Keyword);
        row("number", "5", TextStyle::Number);
        row("function", "ip", TextStyle::Function);
        row("string", "\"1.2.3.4\"", TextStyle::String);
        row("method", "isIpv4", TextStyle::Function);
        row("literal", "true", TextStyle::Literal);
        row("single equals sign", "=", TextStyle::Wrong);
        const int json = static_cast<int>(ui::Syntax::Json);
        const QByteArray object = "{\"a\\\"b\" : [\"c\", -1.5e3, null, nul]}";
        QTest::newRow("key") << json << object << QByteArray("\"a\\\"b\"") << TextStyle::Key;
        QTest::newRow("JSON string") << json << object << QByteArray("\"c\"") << TextStyle::String;
        QTest::newRow("JSON number") << json << object << QByteArray("-1.5e3") << TextStyle::Number;
        QTest::newRow("null") << json << object << QByteArray("null") << TextStyle::Literal;
        QTest::newRow("no word") << json << object << QByteArray("nul") << TextStyle::Wrong;
        const int schema = static_cast<int>(ui::Syntax::CedarSchema);
        const QByteArray types = "namespace N { entity User in [Group] { name?: String }; }";
        QTest::newRow("schema word")
            << schema << types << QByteArray("entity") << TextStyle::Keyword;
        QTest::newRow("schema type") << schema << types << QByteArray("String") << TextStyle::Type;
    }

    void wordsHaveTheirStyle()
    {
        QFETCH(int, syntax);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, word);
        QFETCH(TextStyle, style);
        QCOMPARE(styleOf(static_cast<ui::Syntax>(syntax), text.toStdString(), word.toStdString()),
                 style);
    }

    void anOpenStringIsTold()
    {
        const std::string text = "permit (principal, action, resource) when { \"open\nmore";
        QCOMPARE(ui::highlightCedar(text).openString.value_or(0), 44U);
        QVERIFY(!ui::highlightCedar(text + "\" }").openString.has_value());
    }

    void syntaxFollowsTheName()
    {
        QCOMPARE(ui::syntaxOf("policies/a.cedar"), ui::Syntax::Cedar);
        QCOMPARE(ui::syntaxOf("schema/a.cedarschema"), ui::Syntax::CedarSchema);
        QCOMPARE(ui::syntaxOf("traces/a.trace.jsonl"), ui::Syntax::Json);
        QCOMPARE(ui::syntaxOf("README.md"), ui::Syntax::Plain);
    }
};

QTEST_APPLESS_MAIN(TestEditorParts)
#include "tst_editor_parts.moc"
