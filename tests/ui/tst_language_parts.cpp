// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/completion/completion_model.h"
#include "ui/editor/completion/snippet_stops.h"
#include "ui/editor/format.h"
#include "ui/editor/hover/signature_tip.h"
#include "ui/editor/places/places.h"
#include "ui/editor/semantic_marks.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace remit;
using namespace remit::ui;

namespace {

/// `${1:a} and ${2:b}, ${1}.$0`, put in at byte 10.
SnippetStops stops()
{
    const assist::Snippet snippet = assist::parseSnippet("${1:a} and ${2:b}, $1.$0");
    return {snippet, 10};
}

assist::CompletionItem item(const char* text)
{
    assist::CompletionItem made;
    made.label = made.insert = made.filter = made.sortKey = text;
    return made;
}

QStringList shownItems(const CompletionModel& model)
{
    QStringList labels;
    for (int row = 0; row < model.rowCount(); ++row)
        labels.append(model.index(row).data().toString());
    return labels;
}

assist::SemanticToken token(std::uint32_t begin, std::uint32_t end)
{
    return {{begin, end}, assist::SemanticKind::EntityType, false};
}

} // namespace

Q_DECLARE_METATYPE(std::vector<remit::assist::SemanticToken>)

/// The parts of the language's help in the editor that know no screen.
class TestLanguageParts : public QObject {
    Q_OBJECT

private slots:
    void placesOfASnippetAreFilledInOneAfterTheOther()
    {
        SnippetStops places = stops();
        QVERIFY(places.isActive());
        QVERIFY((places.current() == Span{10, 11}));
        places.edited({TextEdit{{10, 11}, "first"}});
        QVERIFY((places.current() == Span{10, 15}));
        places.step(true);
        QVERIFY((places.current() == Span{20, 21})); // four bytes further
        QVERIFY(!places.isLast());
        places.step(true);
        QVERIFY(places.isLast());
        places.step(false);
        places.step(false);
        places.step(false);
        QVERIFY((places.current() == Span{10, 15})); // before the first it stays
    }

    void whatIsFilledInGoesToThePlacesOfItsNumber()
    {
        SnippetStops places = stops();
        std::string text = "0123456789a and b, a.";
        QVERIFY(places.copies(text).empty());
        const TextEdit typed{{10, 11}, "xy"};
        text = applied(text, {typed});
        places.edited({typed});
        QCOMPARE(applied(text, places.copies(text)), std::string("0123456789xy and b, xy."));
    }

    void anEditOverTheBoundsOfAPlaceEndsIt()
    {
        SnippetStops places = stops();
        places.edited({TextEdit{{9, 11}, ""}});
        QVERIFY(!places.isActive());
    }

    void anEditBesideThePlacesMovesThem()
    {
        SnippetStops places = stops();
        places.edited({TextEdit{{0, 0}, "abc"}});
        QVERIFY((places.current() == Span{13, 14}));
        QVERIFY(places.isAt(13));
        QVERIFY(places.isAt(14));
        QVERIFY(!places.isAt(15));
    }

    void aSnippetWithoutPlacesIsOverAtOnce()
    {
        QVERIFY(!SnippetStops(assist::parseSnippet("plain$0"), 0).isActive());
    }

    void proposalsAreFilteredBeginningsFirst()
    {
        CompletionModel model;
        const QAbstractItemModelTester tester(&model);
        model.setItems({item("resource"), item("principal"), item("Principal"), item("prototype")});
        model.setPattern({});
        QCOMPARE(model.rowCount(), 4);
        model.setPattern(QStringLiteral("pr"));
        QCOMPARE(shownItems(model),
                 (QStringList{QStringLiteral("principal"), QStringLiteral("prototype"),
                              QStringLiteral("Principal")}));
        model.setPattern(QStringLiteral("rsc"));
        QCOMPARE(shownItems(model), QStringList{QStringLiteral("resource")});
        model.setPattern(QStringLiteral("resource"));
        QVERIFY(model.saysNothingNew());
        model.setPattern(QStringLiteral("xyz"));
        QCOMPARE(model.rowCount(), 0);
    }

    void aLineIsShownAroundWhatIsMeant()
    {
        const ShownLine line = shownLine("first\n  permit (principal);\nlast", {8, 14});
        QCOMPARE(line.text, QStringLiteral("permit (principal);"));
        QCOMPARE(line.text.mid(line.begin, line.end - line.begin), QStringLiteral("permit"));
        const std::string longLine = std::string(500, 'a') + "X" + std::string(500, 'b');
        const ShownLine cut = shownLine(longLine, {500, 501});
        QVERIFY(cut.text.size() < 250);
        QCOMPARE(cut.text.mid(cut.begin, cut.end - cut.begin), QStringLiteral("X"));
        QCOMPARE(shownLine("", {0, 0}).text, QString());
        QCOMPARE(shownLine("a\u202Eb", {0, 1}).text, QStringLiteral("a\\u{202e}b"));
    }

    void onlyColoursThatChangedAreSentAgain_data()
    {
        using Tokens = std::vector<assist::SemanticToken>;
        QTest::addColumn<Tokens>("before");
        QTest::addColumn<Tokens>("now");
        QTest::addColumn<int>("grown");
        QTest::addColumn<QPoint>("range");
        const Tokens three{token(0, 5), token(10, 15), token(20, 25)};
        QTest::newRow("nothing") << three << three << 0 << QPoint(0, 0);
        QTest::newRow("one longer")
            << three << Tokens{token(0, 5), token(10, 18), token(23, 28)} << 3 << QPoint(5, 23);
        QTest::newRow("one gone") << three << Tokens{token(0, 5), token(14, 19)} << -6
                                  << QPoint(5, 14);
        QTest::newRow("the first") << Tokens{} << Tokens{token(3, 4)} << 9 << QPoint(0, -1);
    }

    void onlyColoursThatChangedAreSentAgain()
    {
        using Tokens = std::vector<assist::SemanticToken>;
        QFETCH(Tokens, before);
        QFETCH(Tokens, now);
        QFETCH(int, grown);
        QFETCH(QPoint, range);
        const Span changed = changedRange(before, now, grown);
        QCOMPARE(static_cast<int>(changed.begin), range.x());
        QCOMPARE(static_cast<int>(changed.end), range.y());
    }

    void aFormatterTouchesNothingButTheLayout()
    {
        const std::string text = "permit(principal,action,resource)when{context.a==1};";
        const Formatting formatting = formatted("a.cedar", text);
        QCOMPARE(formatting.refusal.message, std::string());
        QVERIFY(!formatting.edits.empty());
        for (const TextEdit& edit : formatting.edits)
            QVERIFY(edit.range.empty());
        const std::string laidOut = applied(text, formatting.edits);
        QVERIFY(formatted("a.cedar", laidOut).edits.empty());
        QVERIFY(!formatted("a.cedar", "permit(").refusal.message.empty());
        QVERIFY(!formatted("s.cedarschema", "entity A;entity B;").edits.empty());
        QVERIFY(!formatted("a.json", "{\n\"a\":1}").edits.empty());
        QVERIFY(!formatted("a.json", "{").refusal.message.empty());
        QVERIFY(canFormat("a.cedar") && canFormat("s.cedarschema") && canFormat("a.json"));
        QVERIFY(!canFormat("a.trace.jsonl"));
    }

    void aSignatureIsEscapedAndItsParameterMarked()
    {
        assist::SignatureHelp help;
        help.label = "f(a: Set<Long>, b)";
        help.parameters = {{2, 14}, {16, 17}};
        QVERIFY(signatureHtml(help).contains(QStringLiteral("<b><u>a: Set&lt;Long&gt;</u></b>")));
        help.active = 7;
        QVERIFY(!signatureHtml(help).contains(QStringLiteral("<b>")));
    }
};

QTEST_MAIN(TestLanguageParts)
#include "tst_language_parts.moc"
