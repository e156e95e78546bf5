// SPDX-License-Identifier: Apache-2.0
#include "tests/core/decision/authority_world.h"

#include <QTest>

#include <functional>

using namespace remit;
using namespace remit::test;

namespace {

using Change = std::function<void(World&)>;
using ChangeApproval = std::function<void(trace::Approve&)>;

} // namespace
Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(ChangeApproval)

/// Each kind of crossing by its name, and steps 5 to 7: grants, principals, approvals (R5), with
/// unknown facts (R6) and errors (R7).
class TestDecisionApproval : public QObject {
    Q_OBJECT

private slots:
    void everyKindOfCrossing_data()
    {
        QTest::addColumn<Change>("change");
        const auto row = [](const char* kind, Change change) {
            QTest::newRow(kind) << std::move(change);
        };
        row("unknown-tool", [](World& w) {
            w.setup.toolRules[0].tool = "read";
            w.call.tool = "shred";
        });
        row("invalid-request", [](World& w) { w.call.arguments = "{}"; });
        row("unauthenticated", [](World& w) { w.start.credential = trace::Field::none(); });
        row("credential-expired",
            [](World& w) { w.objects.credentials[0].expiresAt = clock("11:00"); });
        row("credential-misused",
            [](World& w) { w.objects.credentials[0].holder = agent("other"); });
        row("task-inactive", [](World& w) { w.addLifecycle("task", "report@1", "complete"); });
        row("undelegated", [](World& w) { w.objects.grants.clear(); });
        row("grant-expired", [](World& w) { w.objects.grants[1].expiresAt = clock("11:00"); });
        row("grant-revoked", [](World& w) { w.addLifecycle("grant", "g1", "revoke"); });
        row("outside-grant", [](World& w) { w.ask("write", "plan"); });
        row("not-permitted", [](World& w) { w.policies.clear(); });
        row("forbidden", [](World& w) { w.ask("read", "secret"); });
        row("approval-missing", [](World& w) { w.ask("read", "plan", 200); });
    }
    void everyKindOfCrossing()
    {
        QFETCH(Change, change);
        World world;
        QCOMPARE(Decided(world).headline(), std::string("allow"));
        change(world);
        const Decided decided(world);
        const std::string kind = QTest::currentDataTag();
        QCOMPARE(std::string(name(decided.verdict.crossings.front().kind)), kind);
        QVERIFY(!decided.verdict.crossings.front().message.empty());
        QVERIFY(decision::isCrossing(decided.verdict.verdict));
        QCOMPARE(decided.verdict.verdict == decision::Verdict::ApprovalRequired,
                 kind == "approval-missing");
    }

    void step5_grants_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<int>("hop");
        const auto row = [](const char* name, const char* expected, int hop, Change change) {
            QTest::newRow(name) << std::move(change) << QString::fromUtf8(expected) << hop;
        };
        row("beyond the last scope", "deny outside-grant", 2,
            [](World& w) { w.ask("write", "plan"); });
        row("beyond the first scope", "deny outside-grant", 1,
            [](World& w) { w.scopes["g1"] = "permit (principal, action, resource is Mail);"; });
        row("an amplifying scope gives nothing", "deny outside-grant", 1, [](World& w) {
            w.scopes["g1"] = "permit (principal, action, resource is Mail);";
            w.scopes["g2"] = "permit (principal, action, resource);";
        });
        row("a forbid in a scope", "deny outside-grant", 2, [](World& w) {
            w.scopes["g2"] += "forbid (principal, action, resource == Doc::\"plan\");";
        });
        row("no scope hands on nothing", "deny outside-grant", 2,
            [](World& w) { w.scopes.erase("g2"); });
        row("R6: a scope needs what was not recorded", "undecidable missing-fact input", 0,
            [](World& w) {
                w.setup.toolRules[0].resource =
                    decision::ResourceRule{cedar::EntityUid{"Doc", "plan"}, {}, {}};
                w.policies = "permit (principal, action, resource);";
                w.scopes["g2"] =
                    "permit (principal, action, resource) when { context.input == {} };";
                w.call.arguments.reset();
            });
    }
    void step5_grants()
    {
        QFETCH(Change, change);
        QFETCH(QString, expected);
        QFETCH(int, hop);
        World world;
        change(world);
        const Decided decided(world);
        QCOMPARE(decided.headline(), expected.toStdString());
        if (hop > 0)
            QCOMPARE(*decided.verdict.crossings.front().hop, std::int64_t(hop));
    }

    void step6_principals()
    {
        World world;
        world.policies = "@id(\"agents\") permit (principal is Agent, action, resource);";
        const Decided notTheRoot(world);
        QCOMPARE(notTheRoot.headline(), std::string("deny not-permitted"));
        QCOMPARE(notTheRoot.verdict.crossings[0].principal, std::string("User::\"alice\""));
        world.setup.rootEntitlement = decision::RootEntitlement::Assumed;
        QCOMPARE(Decided(world).headline(), std::string("allow"));
        world.policies += "@id(\"no\") forbid (principal == Agent::\"planner\", action, resource);";
        const Decided inTheMiddle(world);
        QCOMPARE(inTheMiddle.headline(), std::string("deny forbidden"));
        QCOMPARE(inTheMiddle.verdict.crossings[0].principal, std::string("Agent::\"planner\""));
        QCOMPARE(inTheMiddle.verdict.crossings[0].policies, std::vector<std::string>{"no"});
    }

    void step6_theRootComesFirst()
    {
        World world;
        world.policies = "@id(\"x\") forbid (principal, action, resource);";
        const Decided decided(world);
        QCOMPARE(decided.verdict.crossings.size(), std::size_t(3));
        QCOMPARE(decided.verdict.crossings[0].principal, std::string("User::\"alice\""));
        QCOMPARE(decided.verdict.crossings[2].principal, std::string("Agent::\"researcher\""));
    }

    void step7_approval()
    {
        World world;
        world.ask("read", "plan", 200);
        const Decided without(world);
        QVERIFY(without.verdict.verdict == decision::Verdict::ApprovalRequired);
        QCOMPARE(without.headline(), std::string("approval_required approval-missing"));
        world.add(world.approval());
        const Decided with(world);
        QCOMPARE(with.headline(), std::string("allow"));
        QCOMPARE(with.verdict.approvalsUsed.size(), std::size_t(1));
    }

    void oneContextForAllEvaluations()
    {
        World world;
        world.policies = "permit (principal, action, resource) when { "
                         "context.delegation.root == \"User::\\\"alice\\\"\" && "
                         "context.delegation.depth == 2 && "
                         "context.delegation.expiresAt == datetime(\"2026-03-02T16:00:00Z\") && "
                         "context.task.id == \"report\" && context.task.version == 1 && "
                         "context.task.elapsed == duration(\"3h\") && "
                         "context.task.remaining == duration(\"5h\") && context.task.onPlan && "
                         "context.credential.kind == \"svid\" && "
                         "context.credential.age == duration(\"3h\") && "
                         "context.credential.remaining == duration(\"3h\") };";
        QCOMPARE(Decided(world).headline(), std::string("allow"));
        world.scopes["g1"] = "permit (principal, action, resource) when "
                             "{ context.delegation.depth == 1 };";
        QCOMPARE(Decided(world).headline(), std::string("deny outside-grant"));
    }

    /// R5: what an approval must be to count.
    void R5_approvals_data()
    {
        QTest::addColumn<ChangeApproval>("change");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* expected, ChangeApproval change) {
            QTest::newRow(name) << std::move(change) << QString::fromUtf8(expected);
        };
        constexpr const char* kMissing = "approval_required approval-missing";
        row("as it is", "allow", [](auto&) {});
        row("by somebody without the role", kMissing, [](auto& a) { a.approver = "alice"; });
        row("by the agent's owner", kMissing, [](auto& a) { a.approver = "carol"; });
        row("by an agent", kMissing, [](auto& a) { a.approver = "Agent::\"planner\""; });
        row("by nobody known", kMissing, [](auto& a) { a.approver = "mallory"; });
        row("another role", kMissing, [](auto& a) { a.role = "intern"; });
        row("another agent", kMissing, [](auto& a) { a.agent = trace::Field("planner"); });
        row("another task version", kMissing, [](auto& a) { a.taskVersion = 2; });
        row("another action", kMissing,
            [](auto& a) { a.action = trace::Field("Action::\"write\""); });
        row("another resource", kMissing,
            [](auto& a) { a.resource = trace::Field("Doc::\"secret\""); });
        row("other arguments", kMissing,
            [](auto& a) { a.argsHash = trace::Field("sha256:" + std::string(64, '0')); });
        row("expired", kMissing, [](auto& a) { a.expires = clock("12:00"); });
        row("without an end", kMissing, [](auto& a) { a.expires.reset(); });
        row("leaves out the arguments", kMissing, [](auto& a) { a.argsHash = {}; });
        row("for no call", kMissing, [](auto& a) { a.count = 0; });
        row("task and version in one", "allow", [](auto& a) {
            a.task = trace::Field("report@1");
            a.taskVersion.reset();
        });
        row("action by the tool's name", "allow", [](auto& a) { a.action = trace::Field("read"); });
        row("hash without its prefix, in capitals", "allow", [](auto& a) {
            std::string hash = a.argsHash.text.substr(7);
            for (char& c : hash)
                c = static_cast<char>(std::toupper(c));
            a.argsHash = trace::Field(hash);
        });
    }
    void R5_approvals()
    {
        QFETCH(ChangeApproval, change);
        QFETCH(QString, expected);
        World world;
        world.ask("read", "plan", 200);
        trace::Approve approve = world.approval();
        change(approve);
        world.add(approve);
        QCOMPARE(Decided(world).headline(), expected.toStdString());
    }

    void R5_approverIsNotOnTheChain()
    {
        World world;
        world.addBobsChain();
        world.start.onBehalfOf = trace::Field("bob");
        world.ask("read", "plan", 200);
        world.add(world.approval());
        QCOMPARE(Decided(world).headline(), std::string("approval_required approval-missing"));
    }

    void R5_isRequiredByItsRule()
    {
        World world;
        world.ask("read", "plan", 200);
        const Decided decided(world);
        QCOMPARE(decided.headline(), std::string("approval_required approval-missing"));
        QCOMPARE(decided.verdict.crossings[0].policies, std::vector<std::string>{"large"});
        QVERIFY(decided.verdict.triad.permitted == false);
        QVERIFY(decided.verdict.triad.delegated == true);
        world.ask("read", "plan", 99);
        QCOMPARE(Decided(world).headline(), std::string("allow"));
        QVERIFY(Decided(world).verdict.approvalsUsed.empty());
    }

    void R5_liftsNoOtherForbidAndNoMissingPermit()
    {
        World world;
        world.ask("read", "secret", 200);
        trace::Approve approve = world.approval();
        approve.resource = trace::Field("Doc::\"secret\"");
        world.add(approve);
        QCOMPARE(Decided(world).text(), std::string("deny forbidden forbidden"));
        world.before.clear();
        QCOMPARE(Decided(world).text(), std::string("deny forbidden forbidden approval-missing"));
    }

    void R5_countsFromAuthoritySourcesOnly()
    {
        World world;
        world.ask("read", "plan", 200);
        world.add(world.approval());
        world.start.format = "elsewhere";
        const Decided decided(world);
        QCOMPARE(decided.headline(), std::string("approval_required approval-missing"));
        QCOMPARE(decided.authority.ignored.size(), std::size_t(1));
    }

    void R5_isUsedUpByTheFirstAllowedCall()
    {
        World world;
        world.ask("read", "plan", 200);
        world.add(world.approval());
        const Decided first(world);
        QCOMPARE(first.verdict.approvalsUsed.size(), std::size_t(1));
        auto log = std::make_shared<decision::AuthorityLog>(
            first.decider,
            std::vector<decision::SourcedEvent>{{&first.events[1], first.call.start}});
        log->assign(0, 0);
        decision::SessionAuthority session(first.decider, log, 0);
        QCOMPARE(session.at(first.call).approvals.size(), std::size_t(1));
        session.settle(first.verdict);
        QVERIFY(session.at(first.call).approvals.empty());
    }

    void R5_withoutModelledAuthority()
    {
        World world;
        world.setup.authority = decision::Authority::NotModelled;
        world.ask("read", "plan", 200);
        QCOMPARE(Decided(world).headline(), std::string("approval_required approval-missing"));
        world.add(world.approval());
        QCOMPARE(Decided(world).headline(), std::string("allow"));
    }

    void R6_anApprovalThatMayBeForTheCall()
    {
        World world;
        world.ask("read", "plan", 200);
        trace::Approve approve = world.approval();
        world.add(approve);
        world.policies = "permit (principal, action, resource);"
                         "@id(\"all\") @approval(\"lead\") forbid (principal, action, resource) "
                         "unless { context has approvals && "
                         "context.approvals.contains(\"lead\") };";
        QCOMPARE(Decided(world).headline(), std::string("allow"));
        world.setup.toolRules[0].resource =
            decision::ResourceRule{cedar::EntityUid{"Doc", "plan"}, {}, {}};
        world.call.arguments.reset();
        QCOMPARE(Decided(world).headline(), std::string("undecidable missing-fact approvals"));
    }

    void R7_aSkippedForbidOfAScopeIsReported()
    {
        World world;
        world.scopes["g2"] += "forbid (principal, action, resource) when { context.nothing };";
        const Decided decided(world);
        QCOMPARE(decided.headline(), std::string("allow"));
        QCOMPARE(decided.verdict.skipped.size(), std::size_t(1));
        QCOMPARE(decided.verdict.skipped[0].policy, std::string("g2#1"));
        QVERIFY(decided.verdict.skipped[0].forbid);
        const auto& notes = decided.verdict.notes;
        QVERIFY(std::find(notes.begin(), notes.end(), "skipped-forbid") != notes.end());
    }
};

QTEST_APPLESS_MAIN(TestDecisionApproval)
#include "tst_decision_approval.moc"
