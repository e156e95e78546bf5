// SPDX-License-Identifier: Apache-2.0
#include "tests/core/decision/made_setup.h"

#include <QtTest>

using namespace remit;
using decision::CrossingKind;
using decision::Verdict;
using test::DecidedCall;
using test::MadeRun;

/// Step 6 for the acting agent alone, R7 and R8, where authority is not modelled.
class TestDecisionStep6 : public QObject {
    Q_OBJECT

private slots:
    void aPermitAllows()
    {
        const DecidedCall decided(
            test::makeSetup("@id(\"p\") permit (principal == Agent::\"a\", action, resource);"),
            MadeRun("r").call("t"));
        QCOMPARE(decided.verdict.verdict, Verdict::Allow);
        QVERIFY(decided.verdict.reasons == std::vector<std::string>{"p"});
        QVERIFY(decided.verdict.crossings.empty());
    }

    void aForbidWins()
    {
        const DecidedCall decided(test::makeSetup("@id(\"p\") permit (principal, action, resource);"
                                                  "@id(\"f\") @reason(\"Not on Sundays.\") "
                                                  "forbid (principal, action, resource);"),
                                  MadeRun("r").call("t"));
        QCOMPARE(decided.verdict.verdict, Verdict::Deny);
        const decision::Crossing& crossing = decided.verdict.crossings.at(0);
        QCOMPARE(crossing.kind, CrossingKind::Forbidden);
        QVERIFY(crossing.policies == std::vector<std::string>{"f"});
        QCOMPARE(crossing.principal.c_str(), "Agent::\"a\"");
        QCOMPARE(crossing.message.c_str(), "Forbidden by `f`: Not on Sundays.");
    }

    void nothingIsPermittedByItself()
    {
        const DecidedCall decided(test::makeSetup(""), MadeRun("r").call("t"));
        QCOMPARE(decided.verdict.crossings.at(0).kind, CrossingKind::NotPermitted);
        QVERIFY(decided.verdict.crossings[0].policies.empty());
        QCOMPARE(decided.verdict.crossings[0].message.c_str(),
                 "No policy permits Agent::\"a\" to do Action::\"t\" on Tool::\"t\".");
    }

    void R7_aSkippedForbidIsReported()
    {
        const DecidedCall decided(test::makeSetup("@id(\"p\") permit (principal, action, resource);"
                                                  "@id(\"f\") forbid (principal, action, resource) "
                                                  "when { context.input.amount > 5 };"),
                                  MadeRun("r").call("t"));
        QCOMPARE(decided.verdict.verdict, Verdict::Allow);
        QCOMPARE(decided.verdict.skipped.size(), std::size_t(1));
        QCOMPARE(decided.verdict.skipped[0].policy.c_str(), "f");
        QVERIFY(decided.verdict.skipped[0].forbid);
        const std::vector<std::string> notes{"asserted-identity", "skipped-forbid"};
        QVERIFY(decided.verdict.notes == notes);
    }

    void R7_aSkippedPermitPermitsNothing()
    {
        const DecidedCall decided(test::makeSetup("@id(\"p\") permit (principal, action, resource) "
                                                  "when { context.input.amount > 5 };"),
                                  MadeRun("r").call("t"));
        QCOMPARE(decided.verdict.verdict, Verdict::Deny);
        QVERIFY(!decided.verdict.skipped.at(0).forbid);
    }

    void R8_whatIsNotModelledIsUnknown()
    {
        const DecidedCall decided(test::makeSetup("permit (principal, action, resource);"),
                                  MadeRun("r").call("t"));
        QVERIFY(!decided.verdict.triad.authenticated);
        QVERIFY(!decided.verdict.triad.delegated);
        QVERIFY(decided.verdict.triad.permitted == true);
    }

    void R8_identityIsAssertedUnlessTheSourceIsVerified()
    {
        auto setup = test::makeSetup("permit (principal, action, resource);");
        const auto notes = [&] { return DecidedCall(setup, MadeRun("r").call("t")).verdict.notes; };
        QVERIFY(notes() == std::vector<std::string>{"asserted-identity"});
        setup->verifiedSources = {"other", "test"};
        QVERIFY(notes().empty());
        setup->verifiedSources = {"r*.jsonl"};
        QVERIFY(notes().empty());
    }

    void aBareNameIsAnAgentAndAUidIsItself()
    {
        const auto agent = [](const char* recorded) {
            return DecidedCall(test::makeSetup(""), MadeRun("r", trace::Field(recorded)).call("t"))
                .verdict.agent;
        };
        QCOMPARE(agent("planner").c_str(), "Agent::\"planner\"");
        QCOMPARE(agent("ServiceAccount::\"nightly\"").c_str(), "ServiceAccount::\"nightly\"");
        QCOMPARE(agent("Agent::\"a\" || true").c_str(), "Agent::\"Agent::\\\"a\\\" || true\"");
    }

    void theCallsOwnAgentCounts()
    {
        const DecidedCall decided(test::makeSetup(""),
                                  MadeRun("r").call("t", "{}", trace::Field("b")));
        QCOMPARE(decided.verdict.agent.c_str(), "Agent::\"b\"");
        const DecidedCall none(test::makeSetup(""),
                               MadeRun("r").call("t", "{}", trace::Field::none()));
        QCOMPARE(none.verdict.agent.c_str(), "");
    }

    void theRevisionDependsOnWhatDecides()
    {
        const auto one = test::makeSetup("permit (principal, action, resource);");
        const auto same = test::makeSetup("permit (principal, action, resource);");
        const auto other = test::makeSetup("forbid (principal, action, resource);");
        QCOMPARE(one->revision, same->revision);
        QVERIFY(one->revision != other->revision);
        auto mapped = *one;
        mapped.toolRules.emplace_back();
        QVERIFY(decision::revisionOf(mapped) != one->revision);
    }
};

QTEST_APPLESS_MAIN(TestDecisionStep6)
#include "tst_decision_step6.moc"
