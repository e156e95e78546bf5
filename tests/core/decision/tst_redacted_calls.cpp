// SPDX-License-Identifier: Apache-2.0
#include "tests/core/decision/made_setup.h"

#include <QtTest>

#include <algorithm>

using namespace remit;
using decision::Verdict;
using test::DecidedCall;
using test::MadeRun;

namespace {

constexpr const char* kPermit = "@id(\"p\") permit (principal, action, resource);";
constexpr const char* kByAmount = "@id(\"n\") permit (principal, action, resource) "
                                  "when { context.input.amount == 5 };";
constexpr const char* kByOrigin = "@id(\"o\") permit (principal, action, resource) "
                                  "when { context.provenance.to.every.contains(\"user\") };";
constexpr const char* kByTag = "@id(\"t\") permit (principal, action, resource) "
                               "when { context.input.tags.contains(\"x\") };";

trace::Call redacted(const std::string& arguments, std::vector<std::string> pointers)
{
    trace::Call call;
    call.callId = "c";
    call.tool = "pay";
    call.arguments = arguments;
    call.redacted = std::move(pointers);
    return call;
}

DecidedCall decide(const std::string& policies, trace::Call call)
{
    return DecidedCall(test::makeSetup(policies), MadeRun("r").add(std::move(call)));
}

QString unknownOf(const DecidedCall& decided)
{
    QStringList facts;
    for (const std::string& fact : decided.verdict.unknown)
        facts << QString::fromStdString(fact);
    return facts.join(QLatin1Char(' '));
}

bool hasNote(const DecidedCall& decided, const char* note)
{
    const auto& notes = decided.verdict.notes;
    return std::find(notes.begin(), notes.end(), note) != notes.end();
}

} // namespace

/// What redaction took out of a call is unknown to policies (R6), never its replacement.
class TestRedactedCalls : public QObject {
    Q_OBJECT

private slots:
    void aPolicyThatNeedsTheArgumentIsUndecidable()
    {
        const auto call = redacted("{\"amount\":\"[redacted:x]\",\"to\":\"y\"}", {"/amount"});
        const DecidedCall decided = decide(kByAmount, call);
        QCOMPARE(decided.verdict.verdict, Verdict::Undecidable);
        QCOMPARE(unknownOf(decided), QString("input.amount"));
        QVERIFY(hasNote(decided, "redacted"));
    }

    void aPolicyThatNeedsOthersDecides()
    {
        const auto call = redacted("{\"amount\":5,\"to\":\"[redacted:x]\"}", {"/to"});
        const DecidedCall decided = decide(kByAmount, call);
        QCOMPARE(unknownOf(decided), QString());
        QCOMPARE(decided.verdict.verdict, Verdict::Allow);
        QVERIFY(hasNote(decided, "redacted"));
    }

    void aValueInAListHidesTheList()
    {
        const auto call = redacted("{\"tags\":[\"x\",\"[redacted:x]\"]}", {"/tags/1"});
        const DecidedCall decided = decide(kByTag, call);
        QCOMPARE(decided.verdict.verdict, Verdict::Undecidable);
        QCOMPARE(unknownOf(decided), QString("input.tags"));
    }

    void argumentsTakenOutAsAWholeAreNotRecorded()
    {
        const auto call = redacted("{\"amount\":5}", {""});
        QCOMPARE(decide(kByAmount, call).verdict.verdict, Verdict::Undecidable);
        QCOMPARE(decide(kPermit, call).verdict.verdict, Verdict::Allow);
    }

    /// It may have stood where something was taken out: nobody knows that it is the model's own.
    void aValueThatIsFoundNowhereMayHaveBeenRedacted()
    {
        const auto asked = [](const char* said) {
            MadeRun run("r");
            run.message(trace::Role::User, said);
            return DecidedCall(test::makeSetup(kByOrigin),
                               run.call("pay", "{\"to\":\"tuesday-blue\"}"));
        };
        const DecidedCall hidden = asked("my password is [redacted:password]");
        QCOMPARE(hidden.verdict.verdict, Verdict::Undecidable);
        QCOMPARE(unknownOf(hidden), QString("provenance.to.every"));
        QCOMPARE(asked("my password is tuesday-blue, not [redacted:password]").verdict.verdict,
                 Verdict::Allow);
        QCOMPARE(asked("my password is a secret").verdict.verdict, Verdict::Deny);
    }

    void anAssumedTimeIsNoted()
    {
        trace::RunStart start;
        start.agent = trace::Field("a");
        start.timeAssumed = true;
        MadeRun run("r");
        run.add(start);
        const DecidedCall decided(test::makeSetup(kPermit), run.call("pay"));
        QVERIFY(hasNote(decided, "time-assumed"));
        QVERIFY(!hasNote(DecidedCall(test::makeSetup(kPermit), MadeRun("r").call("pay")),
                         "time-assumed"));
    }
};

QTEST_APPLESS_MAIN(TestRedactedCalls)
#include "tst_redacted_calls.moc"
