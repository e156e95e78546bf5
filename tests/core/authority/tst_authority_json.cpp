// SPDX-License-Identifier: Apache-2.0
#include "core/authority/authority_json.h"
#include "core/authority/registry.h"

#include <QTest>

using namespace remit;
using namespace remit::authority;

namespace {

constexpr const char* kGrant = R"({"id": "g1", "from": {"type": "User", "id": "alice"},
  "to": {"type": "Agent", "id": "planner"}, "task": "report", "taskVersion": 1,
  "issuedAt": "2026-03-02T09:00:00Z", "expiresAt": "2026-03-02T16:00:00Z", "depth": 1,
  "parent": "root", "boundTo": "spiffe://acme.example/planner"})";

QByteArray changed(const char* from, const char* to)
{
    QByteArray text(kGrant);
    return text.replace(from, to);
}

} // namespace

class TestAuthorityJson : public QObject {
    Q_OBJECT

private slots:
    void readsAGrant()
    {
        Diagnostics diagnostics;
        const auto grants = readGrants(kGrant, "grants/g1.json", diagnostics);
        QVERIFY(diagnostics.empty());
        QCOMPARE(grants.size(), std::size_t{1});
        QCOMPARE(toText(grants[0].from), std::string("User::\"alice\""));
        QVERIFY(!grants[0].parent);
        QVERIFY(grants[0].notBefore == grants[0].issuedAt);
    }

    void namesWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char* name, const QByteArray& text, const char* code) {
            QTest::newRow(name) << text << QByteArray(code);
        };
        row("no expiry", changed(R"("expiresAt": "2026-03-02T16:00:00Z", )", ""),
            "json/missing-member");
        row("expiry before the beginning", changed("T16:00", "T08:00"), "authority/empty-interval");
        row("no time", changed("2026-03-02T09:00:00Z", "yesterday"), "authority/bad-time");
        row("negative depth", changed("\"depth\": 1", "\"depth\": -1"), "authority/out-of-range");
        row("version 0", changed("\"taskVersion\": 1", "\"taskVersion\": 0"),
            "authority/out-of-range");
        row("bad workload", changed("spiffe://acme", "spiffe://ACME"), "authority/bad-spiffe-id");
        row("unknown member", changed("\"depth\"", "\"dept\": 1, \"depth\""),
            "json/unknown-member");
        row("a number", "17", "json/wrong-kind");
        row("cut off", QByteArray(kGrant).left(60), "json/unexpected-end");
    }

    void namesWhatIsWrong()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, code);
        Diagnostics diagnostics;
        QVERIFY(readGrants(text.toStdString(), "g.json", diagnostics).empty());
        QCOMPARE(diagnostics.size(), std::size_t{1});
        QCOMPARE(QByteArray::fromStdString(diagnostics[0].code), code);
    }

    void oneBadGrantLeavesTheOthers()
    {
        Diagnostics diagnostics;
        const std::string list = std::string("[") + kGrant + ", {\"id\": \"x\"}]";
        QCOMPARE(readGrants(list, "g.json", diagnostics).size(), std::size_t{1});
        QVERIFY(!diagnostics.empty());
    }

    void readsATask()
    {
        Diagnostics diagnostics;
        const auto tasks = readTasks(R"({"id": "pay-bill", "version": 2, "purpose": "Pay one bill",
            "owner": {"type": "User", "id": "alice"}, "profile": "batch", "plan": ["read_file", "send_money"],
            "parent": "month-end@1", "maxDuration": "8h", "trustedSources": ["user"],
            "limits": {"amount": 500}, "escalation": ["finance@acme.example"],
            "transitions": [{"at": "2026-03-02T12:00:00Z", "event": "complete"},
                            {"at": "2026-03-02T09:00:00Z", "event": "activate"}]})",
                                     "t.json", diagnostics);
        QVERIFY2(diagnostics.empty(), diagnostics.empty() ? "" : diagnostics[0].message.c_str());
        QCOMPARE(tasks[0].maxDuration, 8LL * 3600 * 1000);
        QVERIFY(tasks[0].transitions[0].event == TaskEvent::Activate);
        QVERIFY((tasks[0].parent == TaskRef{"month-end", 1}));
        QCOMPARE(tasks[0].limits.at("amount").asLong(), 500);
    }

    void onlyAnApiKeyMayLackAnExpiry()
    {
        Diagnostics diagnostics;
        const char* token =
            R"({"id": "t", "kind": "%", "holder": {"type": "Agent", "id": "a"}, "issuedAt": "2026-03-02T09:00:00Z"})";
        QCOMPARE(readCredentials(QByteArray(token).replace('%', "api-key").toStdString(), "c",
                                 diagnostics)
                     .size(),
                 std::size_t{1});
        QVERIFY(
            readCredentials(QByteArray(token).replace('%', "oauth").toStdString(), "c", diagnostics)
                .empty());
        QCOMPARE(diagnostics.back().code, std::string("authority/no-expiry"));
    }

    void namesAreUnique()
    {
        Diagnostics diagnostics;
        const std::string list = std::string("[") + kGrant + "," + kGrant + "]";
        Objects objects;
        objects.grants = readGrants(list, "g.json", diagnostics);
        const Registry registry(std::move(objects), diagnostics);
        QCOMPARE(diagnostics[0].code, std::string("authority/duplicate-id"));
        QCOMPARE(diagnostics[1].code, std::string("authority/unknown-task"));
    }
};

QTEST_APPLESS_MAIN(TestAuthorityJson)
#include "tst_authority_json.moc"
