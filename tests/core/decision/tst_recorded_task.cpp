// SPDX-License-Identifier: Apache-2.0
#include "tests/core/decision/made_setup.h"

#include <QTest>

using namespace remit;
using decision::Verdict;

namespace {

/// The verdict on a call of the task, under one permit with that condition.
decision::CallVerdict decided(const std::string& condition, const trace::Field& task)
{
    auto setup = test::makeSetup("@id(\"p\") permit (principal, action, resource) when { " +
                                 condition + " };");
    decision::ToolRule any;
    any.tool = "*";
    setup->toolRules = {any};
    trace::Call call;
    call.callId = "call-1";
    call.tool = "read";
    call.arguments = "{}";
    call.task = task;
    test::MadeRun run("r");
    run.add(std::move(call));
    return test::DecidedCall(setup, run).verdict;
}

} // namespace

/// Where authority is not modelled a trace may still name the task; it says no more about it (R6).
class TestRecordedTask : public QObject {
    Q_OBJECT

private slots:
    void itsIdIsKnown()
    {
        QCOMPARE(decided("context.task.id == \"a/b\"", std::string("a/b")).verdict, Verdict::Allow);
        QCOMPARE(decided("context.task.id == \"a/b\"", std::string("a/c")).verdict, Verdict::Deny);
    }
    void itsVersionIsKnownWhereItIsNamed()
    {
        QCOMPARE(decided("context.task.version == 2", std::string("t@2")).verdict, Verdict::Allow);
        const auto verdict = decided("context.task.version == 2", std::string("t"));
        QCOMPARE(verdict.verdict, Verdict::Undecidable);
        QCOMPARE(verdict.unknown, std::vector<std::string>{"task.version"});
    }
    void whatNobodyRecordedStaysUnknown()
    {
        const auto verdict = decided("context.task.onPlan", std::string("t@1"));
        QCOMPARE(verdict.verdict, Verdict::Undecidable);
        QCOMPARE(verdict.unknown, std::vector<std::string>{"task.onPlan"});
        QCOMPARE(decided("context.task.id == \"t\"", trace::Field()).verdict, Verdict::Undecidable);
    }
    void noTaskIsNoFact()
    {
        QCOMPARE(decided("!(context has task)", trace::Field::none()).verdict, Verdict::Allow);
    }
};

QTEST_GUILESS_MAIN(TestRecordedTask)
#include "tst_recorded_task.moc"
