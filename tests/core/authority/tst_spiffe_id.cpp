// SPDX-License-Identifier: Apache-2.0
#include "core/authority/spiffe_id.h"

#include <QTest>

using namespace remit::authority;

class TestSpiffeId : public QObject {
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("valid");
        const auto row = [](const char* name, const QByteArray& text, bool valid) {
            QTest::newRow(name) << text << valid;
        };
        row("domain and path", "spiffe://acme.example/agents/planner", true);
        row("domain alone", "spiffe://acme.example", true);
        row("underscore in the domain", "spiffe://acme_1.example/a", true);
        row("upper case in the path", "spiffe://acme.example/Agents/A-1_b.c", true);
        row("other scheme", "https://acme.example/a", false);
        row("scheme in upper case", "SPIFFE://acme.example/a", false);
        row("no domain", "spiffe:///a", false);
        row("upper case in the domain", "spiffe://Acme.example/a", false);
        row("port", "spiffe://acme.example:8080/a", false);
        row("user information", "spiffe://me@acme.example/a", false);
        row("query", "spiffe://acme.example/a?b", false);
        row("fragment", "spiffe://acme.example/a#b", false);
        row("percent-encoding", "spiffe://acme.example/a%20b", false);
        row("trailing slash", "spiffe://acme.example/a/", false);
        row("slash alone", "spiffe://acme.example/", false);
        row("empty segment", "spiffe://acme.example/a//b", false);
        row("dot segment", "spiffe://acme.example/a/./b", false);
        row("dot-dot segment", "spiffe://acme.example/a/../b", false);
        row("space", "spiffe://acme.example/a b", false);
        row("domain of 255 bytes", "spiffe://" + QByteArray(255, 'a') + "/x", true);
        row("domain of 256 bytes", "spiffe://" + QByteArray(256, 'a') + "/x", false);
        row("2048 bytes", "spiffe://a/" + QByteArray(2048 - 11, 'x'), true);
        row("2049 bytes", "spiffe://a/" + QByteArray(2049 - 11, 'x'), false);
    }

    void reads()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, valid);
        const auto id = parseSpiffeId(text.toStdString());
        QCOMPARE(id.has_value(), valid);
        if (valid)
            QCOMPARE(toText(*id), text.toStdString());
        else
            QVERIFY(!id.error().empty());
    }
};

QTEST_APPLESS_MAIN(TestSpiffeId)
#include "tst_spiffe_id.moc"
