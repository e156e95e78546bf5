// SPDX-License-Identifier: Apache-2.0
#include "core/base/layout_edits.h"

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
};

QTEST_GUILESS_MAIN(TestLayoutEdits)
#include "tst_layout_edits.moc"
