// SPDX-License-Identifier: Apache-2.0
#include "core/base/json_layout.h"
#include "core/base/layout_edits.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace remit;

class TestLayoutEdits : public QObject {
    Q_OBJECT

private slots:
    void theEditsGiveTheOtherText_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<int>("edits");
        QTest::newRow("same") << QByteArray("a b") << QByteArray("a b") << 0;
        QTest::newRow("a gap narrower") << QByteArray("a   b c") << QByteArray("a b c") << 1;
        QTest::newRow("gaps made") << QByteArray("a(b)c") << QByteArray("a (b)\nc") << 2;
        QTest::newRow("a gap gone") << QByteArray("a b") << QByteArray("ab") << 1;
        QTest::newRow("at the ends") << QByteArray(" a") << QByteArray("a\n") << 2;
        QTest::newRow("a comma more") << QByteArray("[a  b]\nc") << QByteArray("[a b,]\nc") << 2;
        QTest::newRow("other letters") << QByteArray("\xC3\xA9") << QByteArray("\xC3\xA8") << 1;
        QTest::newRow("from nothing") << QByteArray() << QByteArray("a") << 1;
        QTest::newRow("to nothing") << QByteArray("a ") << QByteArray() << 1;
    }

    void theEditsGiveTheOtherText()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        const std::vector<TextEdit> edits = layoutEdits(from.toStdString(), to.toStdString());
        QTEST(static_cast<int>(edits.size()), "edits");
        QCOMPARE(applied(from.toStdString(), edits), to.toStdString());
    }

    void whatIsNoBlankIsNotTouched()
    {
        const std::string from = "permit(principal,action,resource)when{context.a   ==1};";
        const std::string to = "permit (principal, action, resource)\nwhen { context.a == 1 };\n";
        for (const TextEdit& edit : layoutEdits(from, to)) {
            QCOMPARE(edit.text.find_first_not_of(" \n"), std::string::npos);
            QCOMPARE(from.substr(edit.range.begin, edit.range.size()).find_first_not_of(' '),
                     std::string::npos);
        }
    }

    void jsonIsLaidOut_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("scalar") << QByteArray(" 1.50 ") << QByteArray("1.50\n");
        QTest::newRow("one line stays")
            << QByteArray("{\"a\":[1,2],\"b\":{}}") << QByteArray("{ \"a\": [1, 2], \"b\": {} }\n");
        QTest::newRow("open stays open")
            << QByteArray("{\n\"a\":[1,\n2]}") << QByteArray("{\n  \"a\": [1, 2]\n}\n");
        QTest::newRow("what holds an open one is open")
            << QByteArray("[{\n\"a\":\"\\u00e9\"}]")
            << QByteArray("[\n  {\n    \"a\": \"\\u00e9\"\n  }\n]\n");
        QTest::newRow("groups stay apart") << QByteArray("{\n\"a\":1,\n\n\n\"b\":2}")
                                           << QByteArray("{\n  \"a\": 1,\n\n  \"b\": 2\n}\n");
        const QByteArray word = "\"" + QByteArray(60, 'x') + "\"";
        QTest::newRow("too wide") << "[" + word + "," + word + "]"
                                  << "[\n  " + word + ",\n  " + word + "\n]\n";
    }

    void jsonIsLaidOut()
    {
        QFETCH(QByteArray, from);
        const auto laidOut = formatJson(from.toStdString());
        QVERIFY(laidOut);
        QTEST(QByteArray::fromStdString(*laidOut), "to");
        QCOMPARE(*formatJson(*laidOut), *laidOut);
        for (const TextEdit& edit : layoutEdits(from.toStdString(), *laidOut))
            QCOMPARE(edit.text.find_first_not_of(" \n"), std::string::npos);
        QVERIFY(!formatJson("{\"a\"}"));
    }

    /// Every JSON file of the samples: nothing but blanks changes, and nothing the second time.
    void jsonOfTheSamplesKeepsItsTokens()
    {
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(test::sourceDir() / "samples")) {
            if (entry.path().extension() != ".json")
                continue;
            const std::string text = test::readAll(entry.path());
            const auto laidOut = formatJson(text);
            QVERIFY2(laidOut, entry.path().c_str());
            QCOMPARE(*formatJson(*laidOut), *laidOut);
            for (const TextEdit& edit : layoutEdits(text, *laidOut))
                QVERIFY2(edit.text.find_first_not_of(" \n") == std::string::npos,
                         entry.path().c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestLayoutEdits)
#include "tst_layout_edits.moc"
