// SPDX-License-Identifier: Apache-2.0
#include "tests/core/authority/world.h"

#include <QTest>

using namespace remit;
using namespace remit::authority;
using namespace remit::authority::test;

namespace {

LifecycleEvent happened(ObjectKind kind, const char* object, LifecycleEvent::Kind what,
                        const char* time, const char* recorded = nullptr)
{
    return {kind, object, what, at(time), at(recorded ? recorded : time)};
}

bool revoked(const Registry& registry, const History& history, const char* grant, const char* time,
             Knowledge knowledge = Knowledge::Effective)
{
    return history.grantRevoked(*registry.grant(grant), at(time), knowledge).has_value();
}

} // namespace

class TestHistory : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_diagnostics.clear();
        Objects objects = world();
        Credential credential;
        credential.id = "token";
        credential.holder = agent("planner");
        credential.boundTo = "spiffe://acme.example/planner";
        objects.credentials = {credential};
        objects.grants[1].issuedAt = at("10:00");
        m_registry = std::make_unique<Registry>(std::move(objects), m_diagnostics);
    }

    void R4_revokingAGrantLeavesTheOnesBelowToTheirChain()
    {
        const History history(*m_registry, {happened(ObjectKind::Grant, "g1",
                                                     LifecycleEvent::Kind::Revoke, "11:00")});
        QVERIFY(!revoked(*m_registry, history, "g1", "10:59"));
        QVERIFY(revoked(*m_registry, history, "g1", "11:00"));
        QVERIFY(!revoked(*m_registry, history, "g2", "12:00"));
    }

    void R4_compromiseOfAPrincipal()
    {
        const History history(*m_registry, {happened(ObjectKind::Principal, "Agent::\"planner\"",
                                                     LifecycleEvent::Kind::Compromise, "09:30")});
        QVERIFY(revoked(*m_registry, history, "g1", "09:30")); // held by it
        QVERIFY(revoked(*m_registry, history, "g2", "10:00")); // issued by it since
        QVERIFY(history.credentialRevoked(*m_registry->credential("token"), at("09:30"),
                                          Knowledge::Effective));
    }

    void R4_whatWasIssuedBeforeTheCompromiseStays()
    {
        const History history(*m_registry, {happened(ObjectKind::Principal, "Agent::\"planner\"",
                                                     LifecycleEvent::Kind::Compromise, "10:30")});
        QVERIFY(revoked(*m_registry, history, "g1", "10:30"));
        QVERIFY(!revoked(*m_registry, history, "g2", "12:00"));
    }

    void R4_compromiseOfAWorkload()
    {
        const History history(*m_registry,
                              {happened(ObjectKind::Workload, "spiffe://acme.example/planner",
                                        LifecycleEvent::Kind::Compromise, "09:30")});
        QVERIFY(!revoked(*m_registry, history, "g1", "12:00")); // not bound to it
        QVERIFY(revoked(*m_registry, history, "g2", "12:00"));  // issued by its actor since
        QVERIFY(history.credentialRevoked(*m_registry->credential("token"), at("09:30"),
                                          Knowledge::Effective));
    }

    void R4_effectiveAndAsKnownThen()
    {
        const History history(
            *m_registry,
            {happened(ObjectKind::Grant, "g1", LifecycleEvent::Kind::Revoke, "10:00", "14:00")});
        QVERIFY(revoked(*m_registry, history, "g1", "12:00", Knowledge::Effective));
        QVERIFY(!revoked(*m_registry, history, "g1", "12:00", Knowledge::AsKnownThen));
        QVERIFY(revoked(*m_registry, history, "g1", "14:00", Knowledge::AsKnownThen));
    }

    void taskLifeCycle_data()
    {
        QTest::addColumn<QString>("time");
        QTest::addColumn<int>("phase");
        using Phase = History::TaskPhase;
        QTest::newRow("before") << "08:59" << static_cast<int>(Phase::Waiting);
        QTest::newRow("activated") << "09:00" << static_cast<int>(Phase::Active);
        QTest::newRow("changed") << "15:00" << static_cast<int>(Phase::ScopeChanged);
        QTest::newRow("never comes back") << "15:30" << static_cast<int>(Phase::ScopeChanged);
    }

    void taskLifeCycle()
    {
        QFETCH(QString, time);
        QFETCH(int, phase);
        const History history(
            *m_registry,
            {happened(ObjectKind::Task, "report", LifecycleEvent::Kind::ScopeChange, "15:00"),
             happened(ObjectKind::Task, "report@1", LifecycleEvent::Kind::Activate, "15:15")});
        QCOMPARE(
            static_cast<int>(
                history.taskState({"report", 1}, at(qPrintable(time)), Knowledge::Effective).phase),
            phase);
    }

    void anExpiredTaskCannotBeCompletedAfterwards()
    {
        const History history(*m_registry, {happened(ObjectKind::Task, "report@1",
                                                     LifecycleEvent::Kind::Complete, "17:30")});
        QVERIFY(history.taskState({"report", 1}, at("18:00"), Knowledge::Effective).phase ==
                History::TaskPhase::Expired);
    }

    void aSubtaskEndsWithItsParent()
    {
        Objects objects = world();
        Task sub = objects.tasks[0];
        sub.ref = {"search", 1};
        sub.parent = TaskRef{"report", 1};
        objects.tasks.push_back(sub);
        objects.tasks[0].transitions.push_back({at("12:00"), TaskEvent::Cancel});
        const Registry registry(std::move(objects), m_diagnostics);
        const History history(registry, {});
        QVERIFY(history.taskState({"search", 1}, at("11:59"), Knowledge::Effective).phase ==
                History::TaskPhase::Active);
        QVERIFY(history.taskState({"search", 1}, at("12:00"), Knowledge::Effective).phase ==
                History::TaskPhase::ParentEnded);
    }

    /// Also one that was not begun: it never can be.
    void aWaitingSubtaskEndsWithItsParent()
    {
        Objects objects = world();
        Task sub = objects.tasks[0];
        sub.ref = {"search", 1};
        sub.parent = TaskRef{"report", 1};
        sub.transitions.clear();
        objects.tasks.push_back(sub);
        objects.tasks[0].transitions.push_back({at("12:00"), TaskEvent::Cancel});
        const Registry registry(std::move(objects), m_diagnostics);
        const History history(registry, {});
        const auto phase = [&](const char* time) {
            return history.taskState({"search", 1}, at(time), Knowledge::Effective).phase;
        };
        QVERIFY(phase("08:00") == History::TaskPhase::Waiting);
        QVERIFY(phase("11:59") == History::TaskPhase::Waiting);
        QVERIFY(phase("12:00") == History::TaskPhase::ParentEnded);
    }

private:
    Diagnostics m_diagnostics;
    std::unique_ptr<Registry> m_registry;
};

QTEST_APPLESS_MAIN(TestHistory)
#include "tst_history.moc"
