// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/mining/task_policies.h"
#include "core/cedar/syntax/parser.h"
#include "tests/core/decision/made_setup.h"

#include <QTest>

using namespace remit;
using namespace remit::analysis;

namespace {

/// An observed call of the task "t".
ObservedCall call(const std::string& run, const std::string& action, const std::string& arguments,
                  std::optional<bool> succeeded = true,
                  decision::Verdict verdict = decision::Verdict::Allow)
{
    ObservedCall made;
    made.verdict.run = run;
    made.verdict.action = "Action::\"" + action + "\"";
    made.verdict.resource = "Tool::\"" + action + "\"";
    made.verdict.verdict = verdict;
    made.task = "t";
    made.arguments = std::make_shared<const JsonValue>(*parseJson(arguments).root);
    made.succeeded = succeeded;
    return made;
}

std::string proposed(const std::vector<ObservedCall>& calls, ProposalOptions options)
{
    std::string text;
    for (const TaskProfile& task : taskProfiles(calls))
        text += proposedPolicies(task, options);
    return text;
}

/// Whether the proposal, taken as a policy set, allows the request.
bool allows(const std::string& policies, const std::string& action, const std::string& context)
{
    const auto setup = test::makeSetup(policies);
    Diagnostics diagnostics;
    const JsonDocument json = parseJson(context);
    const cedar::Request request{*cedar::parseEntityUid("Agent::\"a\""),
                                 *cedar::parseEntityUid("Action::\"" + action + "\""),
                                 *cedar::parseEntityUid("Tool::\"" + action + "\""),
                                 *cedar::readContext(*json.root, "", diagnostics)};
    cedar::Scratch scratch;
    return authorize(*setup->program, *setup->entities, request, scratch).decision ==
           cedar::Decision::Allow;
}

constexpr const char* kOpen = "permit (principal, action, resource);\n";

} // namespace

class TestMiningTasks : public QObject {
    Q_OBJECT

private slots:
    void permitsWhatWasSeenAndNothingElse();
    void demandsArgumentsOnlyWhereEnoughCallsAgree();
    void aPrefixEndsWithAWholePart();
    void aGuardForbidsWhatWasNotSeenInThisTaskOnly();
    void aScopeNamesNoTask();
    void proposesNothingWhereTheLogHasGaps();
    void deniedAndFailedCallsAreNoEvidence();
    void hostileNamesStayText();
};

void TestMiningTasks::permitsWhatWasSeenAndNothingElse()
{
    const std::string text = proposed({call("r", "read", "{}"), call("r", "pay", "{}")}, {});
    QVERIFY(allows(text, "pay", R"({"task":{"id":"t"},"input":{}})"));
    QVERIFY(!allows(text, "delete", R"({"task":{"id":"t"},"input":{}})"));
    QVERIFY(!allows(text, "pay", R"({"task":{"id":"other"},"input":{}})"));
    QVERIFY(QByteArray::fromStdString(text).contains("// Seen in 1 call of 1 run."));
}

void TestMiningTasks::demandsArgumentsOnlyWhereEnoughCallsAgree()
{
    ProposalOptions options;
    options.detail = ProposalDetail::Arguments;
    std::vector<ObservedCall> calls{call("r1", "pay", R"({"to":"a","amount":5})"),
                                    call("r2", "pay", R"({"to":"b","amount":9})")};
    QVERIFY(allows(proposed(calls, options), "pay",
                   R"({"task":{"id":"t"},"input":{"to":"z","amount":100}})"));
    calls.push_back(call("r3", "pay", R"({"to":"a","amount":7})"));
    const std::string text = proposed(calls, options);
    QVERIFY(allows(text, "pay", R"({"task":{"id":"t"},"input":{"to":"b","amount":6}})"));
    QVERIFY(!allows(text, "pay", R"({"task":{"id":"t"},"input":{"to":"z","amount":6}})"));
    QVERIFY(!allows(text, "pay", R"({"task":{"id":"t"},"input":{"to":"a","amount":10}})"));
}

void TestMiningTasks::aPrefixEndsWithAWholePart()
{
    ProposalOptions options;
    options.detail = ProposalDetail::Arguments;
    std::vector<ObservedCall> calls;
    for (const char* name : {"re*1", "re*2", "rest", "ready", "red"})
        calls.push_back(call("r", "read", std::string(R"({"path":"/data*/)") + name + R"("})"));
    const std::string text = proposed(calls, options);
    QVERIFY(allows(text, "read", R"({"task":{"id":"t"},"input":{"path":"/data*/other"}})"));
    QVERIFY(!allows(text, "read", R"({"task":{"id":"t"},"input":{"path":"/dataset/x"}})"));
}

void TestMiningTasks::aGuardForbidsWhatWasNotSeenInThisTaskOnly()
{
    ProposalOptions options;
    options.form = ProposalForm::Guard;
    const std::string text = kOpen + proposed({call("r", "pay", "{}")}, options);
    const auto context = [](const char* task, const char* readOnly) {
        return std::string(R"({"input":{},"tool":{"risk":"low","readOnly":)") + readOnly +
               R"(},"task":{"id":")" + task + "\"}}";
    };
    QVERIFY(allows(text, "pay", context("t", "false")));
    QVERIFY(!allows(text, "delete", context("t", "false")));
    QVERIFY(allows(text, "look", context("t", "true")));
    QVERIFY(allows(text, "delete", context("other", "false")));
}

void TestMiningTasks::aScopeNamesNoTask()
{
    ProposalOptions options;
    options.form = ProposalForm::Scope;
    const std::string text = proposed({call("r", "pay", "{}")}, options);
    QVERIFY(allows(text, "pay", R"({"input":{}})"));
    QVERIFY(!QByteArray::fromStdString(text).contains("context.task"));
}

void TestMiningTasks::proposesNothingWhereTheLogHasGaps()
{
    const std::string text =
        proposed({call("r", "pay", "{}"), call("r", "pay", "{}", std::nullopt)}, {});
    QVERIFY(cedar::parsePolicies(text, "").policies.empty());
    QVERIFY(QByteArray::fromStdString(text).contains("nobody recorded how they ended"));
}

void TestMiningTasks::deniedAndFailedCallsAreNoEvidence()
{
    const std::string text = proposed(
        {call("r", "pay", "{}", false), call("r", "send", "{}", true, decision::Verdict::Deny)},
        {});
    QVERIFY(cedar::parsePolicies(text, "").policies.empty());
}

void TestMiningTasks::hostileNamesStayText()
{
    ObservedCall hostile = call("r", "x", "{}");
    hostile.verdict.action = toText(cedar::EntityUid{"Action", "a\"\n;permit(p"});
    hostile.task = "t\n\") permit (principal, action, resource); //";
    const std::string text = proposed({hostile}, {});
    const auto parsed = cedar::parsePolicies(text, "");
    QVERIFY(!hasErrors(parsed.diagnostics));
    QCOMPARE(parsed.policies.size(), 1U);
}

QTEST_GUILESS_MAIN(TestMiningTasks)
#include "tst_mining_tasks.moc"
