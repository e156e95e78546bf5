// SPDX-License-Identifier: Apache-2.0
#include "tests/core/decision/authority_world.h"

#include <QTest>

#include <functional>

using namespace remit;
using namespace remit::test;

namespace {

using Change = std::function<void(World&)>;
using authority::TaskEvent;

void row(const char* name, const char* expected, Change change);

} // namespace
Q_DECLARE_METATYPE(Change)

namespace {

void columns()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("expected");
}

void row(const char* name, const char* expected, Change change)
{
    QTest::newRow(name) << std::move(change) << QString::fromUtf8(expected);
}

/// Decides the world with the change, and compares with the headline expected.
void check()
{
    QFETCH(Change, change);
    QFETCH(QString, expected);
    World world;
    change(world);
    const Decided decided(world);
    if (decided.headline() != expected.toStdString())
        QFAIL((decided.headline() + " / " + decided.text() +
               (decided.verdict.crossings.empty() ? std::string()
                                                  : ": " + decided.verdict.crossings[0].message))
                  .c_str());
}

trace::Field none()
{
    return trace::Field::none();
}

void delegate(World& world, const char* requester, const char* grant)
{
    trace::Delegate event;
    event.from = "planner";
    event.to = "researcher";
    if (requester)
        event.requester = trace::Field(requester);
    if (grant)
        event.grant = trace::Field(grant);
    world.add(event);
}

} // namespace

/// Steps 0 to 4 of the decision, one row for each way in which they pass, fail or are unknown.
class TestDecisionAuthority : public QObject {
    Q_OBJECT

private slots:
    void step0_request_data()
    {
        columns();
        row("as it is", "allow", [](World&) {});
        row("unknown-tool", "deny unknown-tool", [](World& w) {
            w.setup.toolRules[0].tool = "read";
            w.call.tool = "shred";
        });
        row("invalid-request comes before everything", "deny invalid-request", [](World& w) {
            w.call.arguments = "{}";
            w.start.credential = none();
        });
    }
    void step0_request() { check(); }

    void step1_identity_data()
    {
        columns();
        row("none presented", "deny unauthenticated",
            [](World& w) { w.start.credential = none(); });
        row("unknown credential", "deny unauthenticated",
            [](World& w) { w.start.credential = trace::Field("forged"); });
        row("not recorded", "undecidable missing-fact credential",
            [](World& w) { w.start.credential = {}; });
        row("the call's own counts before the run's", "deny unauthenticated",
            [](World& w) { w.call.credential = none(); });
        row("another workload", "deny unauthenticated",
            [](World& w) { w.start.workload = trace::Field("spiffe://acme.example/planner"); });
        row("no workload", "deny unauthenticated", [](World& w) { w.start.workload = none(); });
        row("workload not recorded", "undecidable missing-fact workload",
            [](World& w) { w.start.workload = {}; });
        row("workload of another agent", "deny unauthenticated", [](World& w) {
            w.objects.credentials[0].boundTo = "spiffe://acme.example/planner";
            w.start.workload = trace::Field("spiffe://acme.example/planner");
        });
        row("unbound: whoever bears it", "allow", [](World& w) {
            w.objects.credentials[0].boundTo.reset();
            w.start.workload = none();
        });
        row("the tool's audience", "allow",
            [](World& w) { w.objects.credentials[0].audience = "documents"; });
        row("another audience", "deny unauthenticated",
            [](World& w) { w.objects.credentials[0].audience = "mail"; });
        row("a recorded audience is evidence", "deny unauthenticated", [](World& w) {
            w.objects.credentials[0].audience = "mail";
            w.call.audience = trace::Field("mail");
        });
        row("the server where the mapping is silent", "allow", [](World& w) {
            w.setup.toolRules[0].audience.reset();
            w.objects.credentials[0].audience = "files";
            w.call.server = trace::Field("files");
        });
        row("neither", "undecidable missing-fact server", [](World& w) {
            w.setup.toolRules[0].audience.reset();
            w.objects.credentials[0].audience = "files";
        });
    }
    void step1_identity() { check(); }

    void step2_credential_data()
    {
        columns();
        const auto at = [](const char* time) { return [time](World& w) { w.time = clock(time); }; };
        row("the last instant", "deny credential-expired", at("15:00"));
        row("a minute before", "allow", at("14:59"));
        row("before it was issued", "deny credential-expired",
            [](World& w) { w.objects.credentials[0].issuedAt = clock("12:01"); });
        row("skew widens it", "allow", [](World& w) {
            w.time = clock("15:00");
            w.setup.clockSkew = 60'000;
        });
        row("revoked", "deny credential-expired",
            [](World& w) { w.objects.credentials[0].revokedAt = clock("12:00"); });
        row("skew never widens revocation", "deny credential-expired", [](World& w) {
            w.objects.credentials[0].revokedAt = clock("12:00");
            w.setup.clockSkew = 3'600'000;
        });
        row("revoked by an event", "deny credential-expired",
            [](World& w) { w.addLifecycle("credential", "cred", "revoke", "11:00"); });
        row("for another task", "deny credential-misused", [](World& w) {
            w.objects.credentials[0].task = authority::TaskRef{"report", 2};
        });
        row("for no task in particular", "allow",
            [](World& w) { w.objects.credentials[0].task.reset(); });
        row("of somebody on the chain", "allow",
            [](World& w) { w.objects.credentials[0].holder = user("alice"); });
        row("of somebody else", "deny credential-misused",
            [](World& w) { w.objects.credentials[0].holder = agent("other"); });
        row("of another human", "deny credential-misused",
            [](World& w) { w.objects.credentials[0].holder = user("bob"); });
    }
    void step2_credential() { check(); }

    void step3_task_data()
    {
        columns();
        row("none", "deny task-inactive", [](World& w) {
            w.start.task = none();
            w.objects.credentials[0].task.reset();
        });
        row("not declared", "deny task-inactive", [](World& w) {
            w.start.task = trace::Field("other@1");
            w.objects.credentials[0].task.reset();
        });
        row("not recorded", "undecidable missing-fact task", [](World& w) { w.start.task = {}; });
        row("the only version", "allow", [](World& w) { w.start.task = trace::Field("report"); });
        row("not activated", "deny task-inactive",
            [](World& w) { w.objects.tasks[0].transitions.clear(); });
        row("completed", "deny task-inactive", [](World& w) {
            w.objects.tasks[0].transitions.push_back({clock("12:00"), TaskEvent::Complete});
        });
        row("completed later", "allow", [](World& w) {
            w.objects.tasks[0].transitions.push_back({clock("12:01"), TaskEvent::Complete});
        });
        row("cancelled by an event", "deny task-inactive",
            [](World& w) { w.addLifecycle("task", "report@1", "cancel"); });
        row("expired by itself", "deny task-inactive",
            [](World& w) { w.objects.tasks[0].maxDuration = 3LL * 3600 * 1000; });
        row("skew never widens it", "deny task-inactive", [](World& w) {
            w.objects.tasks[0].maxDuration = 3LL * 3600 * 1000;
            w.setup.clockSkew = 3'600'000;
        });
        row("scope changed", "deny task-inactive",
            [](World& w) { w.addLifecycle("task", "report", "scope-change"); });
        row("activated by an authority source", "allow", [](World& w) {
            w.objects.tasks[0].transitions.clear();
            w.addLifecycle("task", "report@1", "activate", "10:00");
        });
        row("its parent ended", "deny task-inactive", [](World& w) {
            authority::Task parent = w.objects.tasks[0];
            parent.ref.id = "quarter";
            parent.transitions.push_back({clock("11:00"), TaskEvent::Cancel});
            w.objects.tasks[0].parent = parent.ref;
            w.objects.tasks.push_back(parent);
        });
        row("its parent ended, and nothing has a time", "deny task-inactive", [](World& w) {
            authority::Task parent = w.objects.tasks[0];
            parent.ref.id = "quarter";
            w.objects.tasks[0].parent = parent.ref;
            w.objects.tasks.push_back(parent);
            w.addLifecycle("task", "quarter@1", "cancel", nullptr);
            w.time.reset();
        });
    }
    void step3_task() { check(); }

    void step4_chain_data()
    {
        columns();
        row("no grant", "deny undelegated", [](World& w) { w.objects.grants.clear(); });
        row("not well-formed", "deny undelegated", [](World& w) { w.objects.grants[1].depth = 7; });
        row("for another task", "deny undelegated", [](World& w) {
            authority::Task other = w.objects.tasks[0];
            other.ref.id = "other";
            w.objects.tasks.push_back(other);
            for (authority::Grant& grant : w.objects.grants)
                grant.task = other.ref;
        });
        row("not valid yet", "deny undelegated", [](World& w) {
            w.objects.grants[0].notBefore = clock("13:00");
            w.objects.grants[1].issuedAt = clock("13:00");
        });
        row("expired", "deny grant-expired",
            [](World& w) { w.objects.grants[0].expiresAt = clock("12:00"); });
        row("skew", "allow", [](World& w) {
            w.objects.grants[0].expiresAt = clock("12:00");
            w.setup.clockSkew = 60'000;
        });
        row("revoked", "deny grant-revoked",
            [](World& w) { w.objects.grants[0].revokedAt = clock("11:00"); });
        row("revoked and expired", "deny grant-revoked", [](World& w) {
            w.objects.grants[0].revokedAt = clock("11:00");
            w.objects.grants[1].expiresAt = clock("11:30");
        });
        row("bound to the workload presented", "allow",
            [](World& w) { w.objects.grants[1].boundTo = "spiffe://acme.example/researcher"; });
        row("bound to another workload of the agent", "deny undelegated",
            [](World& w) { w.objects.grants[1].boundTo = "spiffe://acme.example/researcher-2"; });
        row("the grant above is bound to its own receiver", "allow",
            [](World& w) { w.objects.grants[0].boundTo = "spiffe://acme.example/planner"; });
        row("another audience", "deny undelegated",
            [](World& w) { w.objects.grants[0].audience = "mail"; });
        row("agent not recorded", "undecidable missing-fact agent",
            [](World& w) { w.start.agent = {}; });
    }
    void step4_chain() { check(); }

    /// A scope is evaluated on the one context of the call: it reads facts and provenance as the
    /// workspace's policies do.
    void step5_grantScopeReadsFacts_data()
    {
        columns();
        const auto scoped = [](const char* condition, std::function<void(World&)> more) -> Change {
            return [condition, more](World& w) {
                w.scopes["g1"] =
                    std::string("permit (principal, action, resource is Doc) when { ") + condition +
                    " };";
                more(w);
            };
        };
        const auto said = [](const char* who) {
            return [who](World& w) {
                if (std::string(who) == "user")
                    w.add(trace::Message{trace::Role::User, {}, {}, "please read the plan"});
                else
                    w.add(trace::Message{trace::Role::Agent, trace::Field(who), {}, "the plan"});
            };
        };
        const char* fromUser = "context has provenance && context.provenance has doc && "
                               "context.provenance.doc.every.contains(\"user\")";
        row("provenance: the user named it", "allow", scoped(fromUser, said("user")));
        row("provenance: another agent named it", "deny outside-grant",
            scoped(fromUser, said("planner")));
        row("provenance: nobody named it", "deny outside-grant", scoped(fromUser, [](World&) {}));
        row("provenance: arguments not recorded",
            "undecidable missing-fact input.pages provenance.doc.any resource",
            scoped("context has provenance && context.provenance has doc && "
                   "context.provenance.doc.any.contains(\"user\")",
                   [](World& w) { w.call.arguments.reset(); }));
        row("session: the first call", "allow",
            scoped("context.session.calls == 0", [](World&) {}));
        row("session: what was said before", "deny outside-grant",
            scoped("!context.session.sources.contains(\"agent:planner\")", said("planner")));
    }
    void step5_grantScopeReadsFacts() { check(); }

    void R3_requester_data()
    {
        columns();
        const auto bobs = [](Change more) {
            return [more](World& w) {
                w.addBobsChain();
                more(w);
            };
        };
        row("the run names one", "allow", bobs([](World&) {}));
        row("nobody is named", "undecidable ambiguous-requester",
            bobs([](World& w) { w.start.onBehalfOf = {}; }));
        row("none was recorded", "undecidable ambiguous-requester",
            bobs([](World& w) { w.start.onBehalfOf = none(); }));
        row("one root is not ambiguous", "allow", [](World& w) { w.start.onBehalfOf = {}; });
        row("inactive chains do not make it ambiguous", "allow", bobs([](World& w) {
                w.start.onBehalfOf = {};
                w.objects.grants[2].revokedAt = clock("10:00");
            }));
        row("somebody without a chain", "deny undelegated",
            [](World& w) { w.start.onBehalfOf = trace::Field("carol"); });
        row("the credential names one", "allow", bobs([](World& w) {
                w.start.onBehalfOf = {};
                w.objects.credentials[0].holder = user("bob");
            }));
        row("a delegate event names one", "allow", bobs([](World& w) {
                w.start.onBehalfOf = {};
                delegate(w, "bob", nullptr);
            }));
        row("a delegate event names the grant", "allow", bobs([](World& w) {
                w.start.onBehalfOf = {};
                delegate(w, nullptr, "h2");
            }));
        row("they disagree", "deny undelegated",
            bobs([](World& w) { delegate(w, "bob", nullptr); }));
        row("a step before is failed first", "deny task-inactive", bobs([](World& w) {
                w.start.onBehalfOf = {};
                w.addLifecycle("task", "report@1", "cancel");
            }));
        row("parts of two chains never combine", "deny outside-grant", bobs([](World& w) {
                // Alice's chain hands on to read, Bob's to read the plan; neither to write.
                w.start.onBehalfOf = trace::Field("alice");
                w.scopes["h2"] = "permit (principal, action == Action::\"write\", resource);";
                w.ask("write", "plan");
            }));
    }
    void R3_requester() { check(); }

    void R3_theBestChainCounts()
    {
        World world;
        world.objects.grants.push_back(
            madeGrant("g0", agent("planner"), agent("researcher"), "g1", 0));
        world.scopes["g0"] = "permit (principal, action == Action::\"write\", resource);";
        QCOMPARE(Decided(world).verdict.chain, (std::vector<std::string>{"g1", "g2"}));
        world.ask("write", "plan");
        QCOMPARE(Decided(world).verdict.chain, (std::vector<std::string>{"g1", "g0"}));
        // Both deny: the one whose first failure is latest, here beyond the grants.
        world.ask("write", "secret");
        const Decided latest(world);
        QCOMPARE(latest.headline(), std::string("deny forbidden"));
        QCOMPARE(latest.verdict.chain, (std::vector<std::string>{"g1", "g0"}));
        // Equal in all: the bytewise least.
        world.ask("read", "plan");
        world.scopes["g0"] = world.scopes["g2"];
        QCOMPARE(Decided(world).verdict.chain, (std::vector<std::string>{"g1", "g0"}));
    }

    void R4_orphansKeepWhatAnotherChainGives()
    {
        World world;
        world.addBobsChain();
        world.addLifecycle("grant", "g1", "revoke");
        QCOMPARE(Decided(world).headline(), std::string("deny grant-revoked"));
        world.start.onBehalfOf = trace::Field("bob");
        QCOMPARE(Decided(world).headline(), std::string("allow"));
    }

    void R4_effectiveAndAsKnownThen()
    {
        World world;
        world.time = clock("10:30");
        world.addLifecycle("principal", "planner", "compromise", "11:00", "10:00");
        const Decided late(world);
        QCOMPARE(late.headline(), std::string("deny grant-revoked"));
        QVERIFY(late.verdict.asKnownThen == decision::Verdict::Allow);
        world.time = clock("11:30");
        QVERIFY(!Decided(world).verdict.asKnownThen);
    }

    void R4_compromiseOfACredentialOrWorkload_data()
    {
        columns();
        row("credential", "deny credential-expired",
            [](World& w) { w.addLifecycle("credential", "cred", "compromise"); });
        row("workload", "deny credential-expired", [](World& w) {
            w.addLifecycle("workload", "spiffe://acme.example/researcher", "compromise");
        });
        row("principal above, issued before", "deny grant-revoked",
            [](World& w) { w.addLifecycle("principal", "planner", "compromise"); });
    }
    void R4_compromiseOfACredentialOrWorkload() { check(); }

    void R6_withoutATime_data()
    {
        columns();
        const auto untimed = [](Change more) {
            return [more](World& w) {
                w.time.reset();
                more(w);
            };
        };
        row("validity is not known", "undecidable missing-fact time", untimed([](World&) {}));
        row("what fails whenever it was", "deny outside-grant",
            untimed([](World& w) { w.ask("write", "plan"); }));
        row("no chain at any time", "deny undelegated",
            untimed([](World& w) { w.objects.grants.clear(); }));
        row("revoked in this run", "deny grant-revoked",
            untimed([](World& w) { w.addLifecycle("grant", "g1", "revoke", nullptr); }));
        row("task ended in this run", "deny task-inactive",
            untimed([](World& w) { w.addLifecycle("task", "report@1", "complete", nullptr); }));
    }
    void R6_withoutATime() { check(); }

    void R9_evidenceIsNotAuthority_data()
    {
        columns();
        const auto untrusted = [](Change more) {
            return [more](World& w) {
                w.start.format = "elsewhere";
                more(w);
            };
        };
        row("a delegate event creates no grant", "deny undelegated", [](World& w) {
            w.objects.grants.pop_back();
            delegate(w, "alice", "g2");
        });
        row("activation from elsewhere", "deny task-inactive", untrusted([](World& w) {
                w.objects.tasks[0].transitions.clear();
                w.addLifecycle("task", "report@1", "activate");
            }));
        row("removal from elsewhere counts", "deny grant-revoked",
            untrusted([](World& w) { w.addLifecycle("grant", "g2", "revoke"); }));
        row("a second delegate event from elsewhere only narrows", "deny undelegated",
            untrusted([](World& w) {
                w.addBobsChain();
                w.start.onBehalfOf = {};
                delegate(w, "carol", nullptr);
                delegate(w, "bob", nullptr);
            }));
        row("from an authority source it replaces the first", "allow", [](World& w) {
            w.addBobsChain();
            w.start.onBehalfOf = {};
            delegate(w, "carol", nullptr);
            delegate(w, "bob", nullptr);
        });
        row("a credential check-out authorises nothing", "deny undelegated", [](World& w) {
            w.objects.grants.clear();
            w.addLifecycle("credential", "cred", "check-out");
        });
    }
    void R9_evidenceIsNotAuthority() { check(); }

    void R8_triad_data()
    {
        columns();
        row("authentic, not authorised", "yes no yes", [](World& w) { w.objects.grants.clear(); });
        row("all", "yes yes yes", [](World&) {});
        row("not authenticated", "no yes yes",
            [](World& w) { w.objects.credentials[0].expiresAt = clock("10:00"); });
        row("misused", "yes no yes", [](World& w) {
            w.objects.credentials[0].task = authority::TaskRef{"other", 1};
        });
        row("not permitted", "yes yes no", [](World& w) { w.ask("read", "secret"); });
        row("outside the grant", "yes no yes", [](World& w) { w.ask("write", "plan"); });
        row("not recorded", "? yes yes", [](World& w) { w.start.workload = {}; });
        row("ambiguous", "yes ? ?", [](World& w) {
            w.addBobsChain();
            w.start.onBehalfOf = {};
        });
        row("not modelled", "? ? yes",
            [](World& w) { w.setup.authority = decision::Authority::NotModelled; });
    }
    void R8_triad()
    {
        QFETCH(Change, change);
        QFETCH(QString, expected);
        World world;
        change(world);
        const Decided decided(world);
        const auto word = [](decision::Tristate state) {
            return !state ? "?" : *state ? "yes" : "no";
        };
        const decision::Triad& triad = decided.verdict.triad;
        QCOMPARE(QString("%1 %2 %3")
                     .arg(word(triad.authenticated), word(triad.delegated), word(triad.permitted)),
                 expected);
    }

    void notesOfATask()
    {
        World world;
        world.objects.tasks[0].plan = std::vector<std::string>{"write"};
        const std::vector<std::string> notes = Decided(world).verdict.notes;
        QVERIFY(std::find(notes.begin(), notes.end(), "off-plan") != notes.end());
        world.objects.tasks[0].plan->push_back("read");
        for (const std::string& note : Decided(world).verdict.notes)
            QVERIFY(note != "off-plan");
    }
};

QTEST_APPLESS_MAIN(TestDecisionAuthority)
#include "tst_decision_authority.moc"
