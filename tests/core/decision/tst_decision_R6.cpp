// SPDX-License-Identifier: Apache-2.0
#include "tests/core/decision/made_setup.h"

#include <QtTest>

using namespace remit;
using decision::CrossingKind;
using decision::Verdict;
using test::DecidedCall;
using test::MadeRun;

namespace {

/// The verdict on a call without recorded arguments and time.
DecidedCall withoutArguments(const std::string& policies)
{
    return DecidedCall(test::makeSetup(policies), MadeRun("r").call("pay", std::nullopt));
}

std::string unknown(const DecidedCall& decided)
{
    std::string all;
    for (const std::string& fact : decided.verdict.unknown)
        all += (all.empty() ? "" : " ") + fact;
    return all;
}

} // namespace

/// R6: a fact that the trace lacks is unknown, not absent.
class TestDecisionR6 : public QObject {
    Q_OBJECT

private slots:
    void verdicts_data()
    {
        QTest::addColumn<QString>("policies");
        QTest::addColumn<int>("verdict");
        QTest::addColumn<QString>("unknown");
        const QString permit = "@id(\"p\") permit (principal, action, resource);";
        const QString needy = "@id(\"n\") permit (principal, action, resource) "
                              "when { context.input.amount < 5 };";
        const QString forbid = "@id(\"f\") forbid (principal, action, resource);";
        const QString needyForbid = "@id(\"nf\") forbid (principal, action, resource) "
                                    "when { context.input.amount > 5 };";
        const int allow = int(Verdict::Allow);
        const int deny = int(Verdict::Deny);
        const int undecidable = int(Verdict::Undecidable);
        QTest::newRow("nothing needs it") << permit << allow << "";
        QTest::newRow("the only permit needs it") << needy << undecidable << "input.amount";
        QTest::newRow("another permit holds") << permit + needy << allow << "";
        QTest::newRow("a forbid needs it") << permit + needyForbid << undecidable << "input.amount";
        QTest::newRow("another forbid holds") << permit + needyForbid + forbid << deny << "";
        QTest::newRow("no policy at all") << "" << deny << "";
        QTest::newRow("scope does not match")
            << "@id(\"x\") permit (principal, action == Action::\"other\", resource) "
               "when { context.input.amount < 5 };"
            << deny << "";
        QTest::newRow("a test for presence needs it")
            << "@id(\"x\") permit (principal, action, resource) when { context.input has memo };"
            << undecidable << "input.memo";
        QTest::newRow("behind a short circuit, still")
            << "@id(\"x\") permit (principal, action, resource) "
               "when { true || context.input.amount < 5 };"
            << undecidable << "input.amount";
        QTest::newRow("an enclosing record whole")
            << "@id(\"x\") permit (principal, action, resource) "
               "when { context.session == context.session };"
            << undecidable << "session.callsLastMinute";
        QTest::newRow("one member known, another not")
            << "@id(\"x\") permit (principal, action, resource) when { context.session.calls == 0 "
               "};"
            << allow << "";
        QTest::newRow("no time, no now") << "@id(\"x\") permit (principal, action, resource) "
                                            "when { context.now > datetime(\"2026-01-01\") };"
                                         << undecidable << "now";
        QTest::newRow("authority that is not modelled")
            << "@id(\"x\") permit (principal, action, resource) "
               "when { context.task.purpose == \"pay\" };"
            << undecidable << "task.purpose";
    }
    void verdicts()
    {
        QFETCH(QString, policies);
        QFETCH(int, verdict);
        QFETCH(QString, unknown);
        const DecidedCall decided = withoutArguments(policies.toStdString());
        QCOMPARE(int(decided.verdict.verdict), verdict);
        if (decided.verdict.verdict == Verdict::Undecidable) {
            QCOMPARE(QString::fromStdString(::unknown(decided)), unknown);
            QCOMPARE(decided.verdict.undecidable.c_str(), "missing-fact");
            QVERIFY(!decided.verdict.triad.permitted);
        }
    }

    void anAbsentArgumentIsNotUnknown()
    {
        const DecidedCall decided(test::makeSetup("@id(\"x\") permit (principal, action, resource) "
                                                  "unless { context.input has memo };"),
                                  MadeRun("r").call("pay", "{\"amount\": 3}"));
        QCOMPARE(decided.verdict.verdict, Verdict::Allow);
    }

    void aResourceFromUnrecordedArgumentsIsUnknown_data()
    {
        QTest::addColumn<QString>("policies");
        QTest::addColumn<int>("verdict");
        const int allow = int(Verdict::Allow);
        const int deny = int(Verdict::Deny);
        const int undecidable = int(Verdict::Undecidable);
        QTest::newRow("any resource") << "permit (principal, action, resource);" << allow;
        QTest::newRow("of its type")
            << "permit (principal, action, resource is Account);" << undecidable;
        QTest::newRow("of another type") << "permit (principal, action, resource is File);" << deny;
        QTest::newRow("a certain one")
            << "permit (principal, action, resource == Account::\"x\");" << undecidable;
        QTest::newRow("below a group")
            << "permit (principal, action, resource in Group::\"x\");" << undecidable;
        QTest::newRow("in a condition")
            << "permit (principal, action, resource) when { resource.open };" << undecidable;
        QTest::newRow("for another action")
            << "permit (principal, action == Action::\"other\", resource == Account::\"x\");"
            << deny;
        QTest::newRow("for another agent")
            << "permit (principal == Agent::\"b\", action, resource == Account::\"x\");" << deny;
        QTest::newRow("forbidden for a certain one")
            << "permit (principal, action, resource);"
               "forbid (principal, action, resource == Account::\"x\");"
            << undecidable;
    }
    void aResourceFromUnrecordedArgumentsIsUnknown()
    {
        QFETCH(QString, policies);
        QFETCH(int, verdict);
        auto setup = test::makeSetup(policies.toStdString());
        decision::ToolRule rule;
        rule.tool = "pay";
        rule.resource = decision::ResourceRule{std::nullopt, "Account", "/to"};
        setup->toolRules = {rule};
        const DecidedCall decided(setup, MadeRun("r").call("pay", std::nullopt));
        QCOMPARE(int(decided.verdict.verdict), verdict);
        QCOMPARE(decided.verdict.resource.c_str(), "");
        if (verdict == int(Verdict::Undecidable))
            QCOMPARE(unknown(decided).c_str(), "resource");
    }

    void anAgentThatIsNotRecordedIsUnknown()
    {
        const auto verdictOf = [](const char* policies) {
            return DecidedCall(test::makeSetup(policies), MadeRun("r", trace::Field()).call("pay"))
                .verdict;
        };
        QCOMPARE(verdictOf("permit (principal, action, resource);").verdict, Verdict::Allow);
        const auto verdict = verdictOf("permit (principal == Agent::\"a\", action, resource);");
        QCOMPARE(verdict.verdict, Verdict::Undecidable);
        QVERIFY(verdict.unknown == std::vector<std::string>{"agent"});
        QVERIFY(verdict.agent.empty());
        QVERIFY(verdict.notes.empty());
    }

    void aValueWithoutACedarFormIsNeverAPass()
    {
        const auto verdictOf = [](const char* policies) {
            return DecidedCall(test::makeSetup(policies),
                               MadeRun("r").call("pay", "{\"amount\": 0.00001}"))
                .verdict;
        };
        const auto verdict = verdictOf("permit (principal, action, resource);");
        QCOMPARE(verdict.verdict, Verdict::Undecidable);
        QVERIFY(verdict.unknown == std::vector<std::string>{"input.amount"});
        QCOMPARE(verdictOf("forbid (principal, action, resource);").verdict, Verdict::Deny);
    }

    void stepZeroComesBeforeUndecidable()
    {
        auto setup = test::makeSetup("permit (principal, action, resource) "
                                     "when { context.input.amount < 5 };");
        setup->tools.resize(1);
        setup->tools[0].name = "known";
        const DecidedCall decided(setup, MadeRun("r").call("pay", std::nullopt));
        QCOMPARE(decided.verdict.verdict, Verdict::Deny);
        QVERIFY(decided.verdict.undecidable.empty());
        QVERIFY(decided.verdict.unknown.empty());
    }
};

QTEST_APPLESS_MAIN(TestDecisionR6)
#include "tst_decision_R6.moc"
