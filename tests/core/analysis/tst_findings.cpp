// SPDX-License-Identifier: Apache-2.0
#include "tests/core/analysis/office.h"

#include <QTest>

#include <algorithm>
#include <functional>

using namespace remit;
using namespace remit::analysis;
using namespace remit::analysis::test;

namespace {

using Change = std::function<void(Office&)>;

QString kinds(const std::vector<Finding>& findings)
{
    QStringList names;
    for (const Finding& finding : findings)
        names << QString::fromStdString(finding.id());
    return names.join(", ");
}

authority::Credential credential(const char* id, cedar::EntityUid holder)
{
    authority::Credential made;
    made.id = id;
    made.holder = std::move(holder);
    made.boundTo = "spiffe://acme.example/researcher";
    made.issuedAt = at("09:00");
    made.expiresAt = at("10:00");
    return made;
}

void cross(decision::CallVerdict& call, decision::CrossingKind kind)
{
    call.verdict = decision::Verdict::Deny;
    call.crossings = {{kind, std::nullopt, call.agent, {}, "crossed"}};
    call.chain.clear();
}

} // namespace
Q_DECLARE_METATYPE(Change)

/// One row for each kind of finding, by name; the office as it is has none.
class TestFindings : public QObject {
    Q_OBJECT

private slots:
    void findings_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("id");
        const auto row = [](const char* name, const char* id, Change change) {
            QTest::newRow(name) << std::move(change) << QString::fromUtf8(id);
        };
        row("as it is", "", [](Office&) {});
        row("amplifying", "amplifying:g2:g1", [](Office& o) {
            o.scopes["g1"] = "permit (principal, action == Action::\"write\", resource);";
        });
        row("amplifying by a condition", "amplifying:g2:g1", [](Office& o) {
            o.scopes["g1"] = "permit (principal, action, resource) when { context.n < 10 };";
            o.scopes["g2"] =
                "permit (principal, action == Action::\"read\", resource) when { context.n < 11 };";
        });
        row("undelegated", "undelegated:Agent::\"researcher\":Action::\"write\":report@1",
            [](Office& o) {
                cross(o.call("write"), decision::CrossingKind::Undelegated);
                o.call("read");
            });
        row("confused-deputy",
            "confused-deputy:Agent::\"researcher\":User::\"bob\":Action::\"read\"", [](Office& o) {
                decision::CallVerdict& call = o.call("read");
                call.onBehalfOf = "User::\"bob\"";
                cross(call, decision::CrossingKind::Undelegated);
                o.call("read");
            });
        row("unrooted", "unrooted:g1", [](Office& o) { o.objects.grants[0].from = agent("x"); });
        row("unrooted, the parent is missing", "unrooted:g2",
            [](Office& o) { o.objects.grants[1].parent = "g9"; });
        row("orphan", "orphan:g2", [](Office& o) { o.objects.grants[0].revokedAt = at("11:00"); });
        row("unbound", "unbound:c", [](Office& o) {
            o.objects.credentials = {credential("c", agent("researcher"))};
            o.objects.credentials[0].boundTo.reset();
        });
        row("no-expiry", "no-expiry:c", [](Office& o) {
            o.objects.credentials = {credential("c", agent("researcher"))};
            o.objects.credentials[0].expiresAt.reset();
        });
        row("long-lived", "long-lived:g1",
            [](Office& o) { o.objects.grants[0].expiresAt = at("23:00"); });
        row("cycle", "cycle:g2", [](Office& o) { o.objects.grants[1].parent = "g2"; });
        row("depth", "depth:g2", [](Office& o) { o.objects.grants[1].depth = 2; });
        row("identity-reuse",
            "identity-reuse:spiffe://acme.example/planner:Agent::\"planner\":Agent::\"researcher\"",
            [](Office& o) { o.objects.actors[1].workloads = o.objects.actors[0].workloads; });
        row("separation-of-duty: nobody else can approve", "separation-of-duty:g1:finance-lead",
            [](Office& o) {
                o.policies += "@approval(\"finance-lead\") forbid (principal, action == "
                              "Action::\"send\", resource) unless { context has approvals && "
                              "context.approvals.contains(\"finance-lead\") };";
            });
        row("toxic-combination", "toxic-combination:Agent::\"planner\":report@1", [](Office& o) {
            o.labels = {{"Document::\"plan\"", {"confidential"}},
                        {"Document::\"ledger\"", {"untrusted"}}};
            o.rules[2].risk = "high";
        });
        row("drift", "drift:g1", [](Office& o) {
            o.policies = "permit (principal is Agent, action, resource);"
                         "permit (principal == User::\"alice\", action, resource == "
                         "Document::\"plan\");";
        });
        row("unenforceable", "unenforceable:Agent::\"planner\":send",
            [](Office& o) { o.rules[2].enforcement = decision::Enforcement::Coarse; });
        row("dormant", "dormant:g2", [](Office& o) { o.call("read").chain = {"g1"}; });
        row("cosmetic-narrowing", "cosmetic-narrowing:g2:g1", [](Office& o) {
            o.scopes["g1"] = "permit (principal, action, resource is Document);";
            o.scopes["g2"] =
                "@note(\"narrowed\") permit (principal, action, resource is Document);";
        });
        row("impersonation", "impersonation:c:Agent::\"researcher\"",
            [](Office& o) { o.objects.credentials = {credential("c", user("alice"))}; });
        row("pivot", "pivot:Agent::\"researcher\":mail", [](Office& o) {
            o.rules[0].audience = "files";
            o.rules[2].audience = "mail";
            o.call("read");
            o.call("send");
        });
        row("off-plan", "off-plan:report@1:send",
            [](Office& o) { o.call("send").notes = {"off-plan"}; });
    }

    void findings()
    {
        QFETCH(Change, change);
        QFETCH(QString, id);
        Office office;
        change(office);
        const std::vector<Finding> found = findingsIn(office);
        if (id.isEmpty())
            QVERIFY2(found.empty(), qPrintable(kinds(found)));
        else
            QVERIFY2(
                std::any_of(found.begin(), found.end(),
                            [&](const Finding& f) { return QString::fromStdString(f.id()) == id; }),
                qPrintable(kinds(found)));
        for (const Finding& finding : found) {
            QVERIFY(!finding.message.empty() && !finding.help.empty());
            QVERIFY(!frameworkIds(finding.kind).empty());
        }
    }

    /// The counterexample decides as the finding says, by the engine itself.
    void anAmplifyingGrantIsRefutedByACallThatCanBeReplayed()
    {
        Office office;
        office.scopes["g1"] = "permit (principal, action, resource) when { context.n <= 10 };";
        office.scopes["g2"] = "permit (principal, action, resource) when { context.n <= 12 };";
        const auto found = findingsIn(office);
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found.front().state, std::string("refuted"));
        const cedar::Request& call = *found.front().example.request;
        const auto setup = setupOf(office);
        cedar::Scratch scratch;
        const auto decides = [&](const char* grant) {
            return authorize(*setup->scopes.at(grant).program, *setup->entities, call, scratch)
                .decision;
        };
        QVERIFY(decides("g2") == cedar::Decision::Allow);
        QVERIFY(decides("g1") == cedar::Decision::Deny);
    }

    void attenuationIsProvedByStructure_data()
    {
        QTest::addColumn<QString>("child");
        QTest::addColumn<QString>("parent");
        QTest::addColumn<bool>("proved");
        const auto row = [](const char* name, const char* child, const char* parent, bool proved) {
            QTest::newRow(name) << QString::fromUtf8(child) << QString::fromUtf8(parent) << proved;
        };
        row("the same", "permit (principal, action, resource);",
            "permit (principal, action, resource);", true);
        row("one action of a list", "permit (principal, action == Action::\"a\", resource);",
            "permit (principal, action in [Action::\"a\", Action::\"b\"], resource);", true);
        row("a further condition",
            "permit (principal, action, resource) when { context.n < 5 && context.ok };",
            "permit (principal, action, resource) when { context.ok };", true);
        row("a sharper bound", "permit (principal, action, resource) when { context.n < 5 };",
            "permit (principal, action, resource) when { context.n <= 10 };", true);
        row("a looser bound", "permit (principal, action, resource) when { context.n < 12 };",
            "permit (principal, action, resource) when { context.n <= 10 };", false);
        row("a forbid that is kept",
            "permit (principal, action, resource); forbid (principal, action, resource) when { "
            "context.bad };",
            "permit (principal, action, resource); forbid (principal, action, resource) when { "
            "context.bad };",
            true);
        row("a forbid that is lost", "permit (principal, action, resource);",
            "permit (principal, action, resource); forbid (principal, action, resource) when { "
            "context.bad };",
            false);
        row("a forbid of another action", "permit (principal, action == Action::\"a\", resource);",
            "permit (principal, action, resource); forbid (principal, action == Action::\"b\", "
            "resource);",
            true);
        row("a wider type", "permit (principal, action, resource is Document);",
            "permit (principal, action, resource == Document::\"plan\");", false);
        row("an unless that is kept",
            "permit (principal, action, resource) unless { context.bad } when { context.n == 1 };",
            "permit (principal, action, resource) unless { context.bad };", true);
    }
    void attenuationIsProvedByStructure()
    {
        QFETCH(QString, child);
        QFETCH(QString, parent);
        QFETCH(bool, proved);
        const auto entities = *cedar::EntityStore::build({});
        QCOMPARE(
            isContained(*compiled(child.toStdString()), *compiled(parent.toStdString()), *entities),
            proved);
    }

    /// Never shown as a pass: what is neither proved nor refuted says how many calls were tried.
    void whatIsNotKnownSaysSo()
    {
        Office office;
        office.scopes["g1"] = "permit (principal, action, resource) when { context.n < 5 };"
                              "permit (principal, action, resource) when { context.n >= 5 };";
        office.scopes["g2"] = "permit (principal, action, resource) when { context.n + 0 < 9 };";
        const auto found = findingsIn(office);
        QCOMPARE(found.size(), std::size_t{1});
        QVERIFY2(found.front().state.starts_with("unknown after"), found.front().state.c_str());
    }

    void severityFollowsTheProfile()
    {
        using authority::Profile;
        QVERIFY(severityOf(FindingKind::NoExpiry, Profile::Batch) == Severity::Warning);
        QVERIFY(severityOf(FindingKind::NoExpiry, Profile::Exploratory) == Severity::Error);
        QVERIFY(severityOf(FindingKind::NoExpiry, std::nullopt) == Severity::Error);
    }
};

QTEST_APPLESS_MAIN(TestFindings)
#include "tst_findings.moc"
