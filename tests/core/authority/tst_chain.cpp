// SPDX-License-Identifier: Apache-2.0
#include "tests/core/authority/world.h"

#include <QTest>

#include <functional>

using namespace remit;
using namespace remit::authority;
using namespace remit::authority::test;

namespace {

using Change = std::function<void(Objects&)>;

} // namespace
Q_DECLARE_METATYPE(Change)

class TestChain : public QObject {
    Q_OBJECT

private slots:
    /// R1: one row for each way in which a chain is not well-formed.
    void R1_wellFormed_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("fault");
        const auto row = [](const char* name, const char* fault, Change change) {
            QTest::newRow(name) << std::move(change) << QString::fromUtf8(fault);
        };
        row("as it is", "", [](Objects&) {});
        row("parent does not exist", "dangling-parent",
            [](Objects& o) { o.grants[1].parent = "g9"; });
        row("own parent", "cycle", [](Objects& o) { o.grants[1].parent = "g2"; });
        row("ring of two", "cycle", [](Objects& o) { o.grants[0].parent = "g2"; });
        row("root is an agent", "unrooted", [](Objects& o) { o.grants[0].from = agent("other"); });
        row("root is a service account", "unrooted", [](Objects& o) {
            o.grants[0].from = {"ServiceAccount", "etl"};
            o.actors.push_back({{"ServiceAccount", "etl"}, {}, user("alice"), {}});
        });
        row("root is an owned service account of a batch task", "", [](Objects& o) {
            o.grants[0].from = {"ServiceAccount", "etl"};
            o.actors.push_back({{"ServiceAccount", "etl"}, {}, user("alice"), {}});
            o.tasks[0].profile = Profile::Batch;
        });
        row("root is a service account without an owner", "unrooted", [](Objects& o) {
            o.grants[0].from = {"ServiceAccount", "etl"};
            o.tasks[0].profile = Profile::Batch;
        });
        row("giver is not the receiver above", "broken-link",
            [](Objects& o) { o.grants[1].from = agent("other"); });
        row("another version of the task", "other-task",
            [](Objects& o) { o.grants[1].task.version = 2; });
        row("a subtask", "", [](Objects& o) {
            Task sub = o.tasks[0];
            sub.ref = {"search", 1};
            sub.parent = TaskRef{"report", 1};
            o.tasks.push_back(sub);
            o.grants[1].task = sub.ref;
        });
        row("a task above, not below", "other-task", [](Objects& o) {
            Task above = o.tasks[0];
            above.ref = {"quarter", 1};
            o.tasks[0].parent = above.ref;
            o.tasks.push_back(above);
            o.grants[1].task = above.ref;
        });
        row("depth not smaller", "depth", [](Objects& o) { o.grants[1].depth = 2; });
        row("nothing may follow", "depth", [](Objects& o) {
            o.grants[0].depth = 0;
            o.grants[1].depth = 0;
        });
        row("depth one less", "", [](Objects& o) { o.grants[1].depth = 1; });
        row("a principal twice", "repeated-principal",
            [](Objects& o) { o.grants[1].to = agent("planner"); });
        row("back to the root", "repeated-principal",
            [](Objects& o) { o.grants[1].to = user("alice"); });
        row("issued before the grant above was valid", "issued-outside",
            [](Objects& o) { o.grants[1].issuedAt = at("08:59"); });
        row("issued as the grant above begins", "",
            [](Objects& o) { o.grants[1].issuedAt = at("09:00"); });
        row("issued as the grant above ends", "issued-outside",
            [](Objects& o) { o.grants[1].issuedAt = at("16:00"); });
    }

    void R1_wellFormed()
    {
        QFETCH(Change, change);
        QFETCH(QString, fault);
        Objects objects = world();
        change(objects);
        Diagnostics diagnostics;
        const Registry registry(std::move(objects), diagnostics);
        const Chain chain = chainOf(registry, *registry.grant("g2"), rootTypes());
        QCOMPARE(chain.fault ? QString::fromUtf8(name(chain.fault->kind).data()) : QString(),
                 fault);
        if (!chain.fault)
            QCOMPARE(chain.principals().size(), std::size_t{3});
    }

    void R1_aChainIsBounded()
    {
        Objects objects = world();
        objects.grants.clear();
        for (int i = 0; i < 40; ++i)
            objects.grants.push_back(
                grant(("g" + std::to_string(i)).c_str(), {"Agent", std::to_string(i)},
                      {"Agent", std::to_string(i + 1)},
                      i == 0 ? nullptr : ("g" + std::to_string(i - 1)).c_str(), 100 - i));
        objects.grants[0].from = user("alice");
        Diagnostics diagnostics;
        const Registry registry(std::move(objects), diagnostics);
        QVERIFY(chainOf(registry, *registry.grant("g31"), rootTypes()).wellFormed());
        QVERIFY(chainOf(registry, *registry.grant("g32"), rootTypes()).fault->kind ==
                ChainFault::Kind::TooLong);
    }

    /// R2: intervals are half-open, skew widens them and nothing else.
    void R2_active_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("time");
        QTest::addColumn<int>("skewMinutes");
        QTest::addColumn<int>("inactivity");
        const auto row = [](
                             const char* name, const char* time, int skew, Inactivity expected,
                             Change change = [](Objects&) {}) {
            QTest::newRow(name) << std::move(change) << QString::fromUtf8(time) << skew
                                << static_cast<int>(expected);
        };
        row("in the middle", "12:00", 0, Inactivity::None);
        row("at the first instant", "09:00", 0, Inactivity::None);
        row("at the last instant", "16:00", 0, Inactivity::Expired);
        row("at the last instant, with skew", "16:00", 1, Inactivity::None);
        row("notBefore after issuedAt", "12:00", 0, Inactivity::NotYet,
            [](Objects& o) { o.grants[1].notBefore = at("13:00"); });
        row("notBefore, with skew", "12:59", 1, Inactivity::None,
            [](Objects& o) { o.grants[1].notBefore = at("13:00"); });
        row("revoked at that instant", "12:00", 0, Inactivity::Revoked,
            [](Objects& o) { o.grants[1].revokedAt = at("12:00"); });
        row("revoked later", "12:00", 0, Inactivity::None,
            [](Objects& o) { o.grants[1].revokedAt = at("12:01"); });
        row("skew never widens revocation", "12:00", 5, Inactivity::Revoked,
            [](Objects& o) { o.grants[1].revokedAt = at("12:00"); });
        row("task completed", "12:00", 0, Inactivity::TaskInactive, [](Objects& o) {
            o.tasks[0].transitions.push_back({at("12:00"), TaskEvent::Complete});
        });
        row("task ended by itself", "12:00", 0, Inactivity::TaskInactive,
            [](Objects& o) { o.tasks[0].maxDuration = 3LL * 3600 * 1000; });
        row("skew never widens the task", "12:00", 5, Inactivity::TaskInactive,
            [](Objects& o) { o.tasks[0].maxDuration = 3LL * 3600 * 1000; });
        row("task not activated", "12:00", 0, Inactivity::TaskInactive,
            [](Objects& o) { o.tasks[0].transitions.clear(); });
        row("bound to the workload presented", "12:00", 0, Inactivity::None,
            [](Objects& o) { o.grants[1].boundTo = "spiffe://acme.example/researcher"; });
        row("bound to an identity of somebody else", "12:00", 0, Inactivity::ForeignIdentity,
            [](Objects& o) { o.grants[1].boundTo = "spiffe://acme.example/planner"; });
        row("bound to another identity of its own", "12:00", 0, Inactivity::OtherWorkload,
            [](Objects& o) {
                o.actors[1].workloads.emplace_back("spiffe://acme.example/researcher-2");
                o.grants[1].boundTo = "spiffe://acme.example/researcher-2";
            });
        row("the audience of the call", "12:00", 0, Inactivity::None,
            [](Objects& o) { o.grants[1].audience = "search"; });
        row("another audience", "12:00", 0, Inactivity::OtherAudience,
            [](Objects& o) { o.grants[1].audience = "mail"; });
    }

    void R2_active()
    {
        QFETCH(Change, change);
        QFETCH(QString, time);
        QFETCH(int, skewMinutes);
        QFETCH(int, inactivity);
        Objects objects = world();
        change(objects);
        Diagnostics diagnostics;
        const Registry registry(std::move(objects), diagnostics);
        const History history(registry, {});
        Circumstances now;
        now.time = at(qPrintable(time));
        now.skew = skewMinutes * 60'000;
        now.workload = "spiffe://acme.example/researcher";
        now.audience = "search";
        const auto hops = inactivityOf(chainOf(registry, *registry.grant("g2"), rootTypes()),
                                       registry, history, now);
        QCOMPARE(static_cast<int>(hops[1]), inactivity);
    }

    void R2_onlyTheLastGrantIsBoundToTheWorkloadPresented()
    {
        Objects objects = world();
        objects.grants[0].boundTo = "spiffe://acme.example/planner";
        Diagnostics diagnostics;
        const Registry registry(std::move(objects), diagnostics);
        const History history(registry, {});
        Circumstances now;
        now.time = at("12:00");
        now.workload = "spiffe://acme.example/researcher";
        const auto hops = inactivityOf(chainOf(registry, *registry.grant("g2"), rootTypes()),
                                       registry, history, now);
        QVERIFY(hops[0] == Inactivity::None && hops[1] == Inactivity::None);
    }
};

QTEST_APPLESS_MAIN(TestChain)
#include "tst_chain.moc"
