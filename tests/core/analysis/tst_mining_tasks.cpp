// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/mining/trial.h"
#include "core/cedar/syntax/parser.h"
#include "tests/core/analysis/loaded_sample.h"
#include "tests/core/decision/made_setup.h"

#include <QTest>

#include <cmath>

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
    void whereValuesCameFromBecomesADemand();
    void theUserChoosesTheRule();
    void whatWasSeenOnceSupportsNothing();
    void redactedAndUndecidableCallsAreGaps();
    void aGrantIsMinedFromItsOwnCalls();
    void aScopeIsTriedInThePlaceOfTheGrants();
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

namespace {

ObservedCall callFrom(const std::string& to, std::vector<std::string> sources)
{
    ObservedCall made = call("r", "pay", R"({"to":")" + to + "\"}");
    made.sources["to"] = std::move(sources);
    return made;
}

std::string paysTo(const std::string& to, const std::string& every)
{
    return R"({"task":{"id":"t"},"input":{"to":")" + to + R"("},"provenance":{"to":{"every":[)" +
           every + R"(],"any":[]}}})";
}

ProposalOptions withArguments()
{
    ProposalOptions options;
    options.detail = ProposalDetail::Arguments;
    return options;
}

} // namespace

void TestMiningTasks::whereValuesCameFromBecomesADemand()
{
    const std::vector<ObservedCall> calls{
        callFrom("a", {"tool:list", "user"}), callFrom("b", {"user"}), callFrom("c", {"tool:list"}),
        callFrom("d", {"tool:list", "user"}), callFrom("e", {"user"})};
    const std::string text = proposed(calls, withArguments());
    QVERIFY(allows(text, "pay", paysTo("new", R"("user")")));
    QVERIFY(allows(text, "pay", paysTo("new", R"("tool:list")")));
    QVERIFY(!allows(text, "pay", paysTo("a", R"("tool:web")")));
    QVERIFY(!allows(text, "pay", R"({"task":{"id":"t"},"input":{"to":"a"}})"));
    QVERIFY(QByteArray::fromStdString(text).contains("to: from user, tool:list; confidence"));
    // One call whose value the model made up: nothing can be demanded of where it comes from.
    std::vector<ObservedCall> made = calls;
    made.push_back(callFrom("f", {"model"}));
    QVERIFY(allows(proposed(made, withArguments()), "pay", paysTo("g", R"("model")")));
}

void TestMiningTasks::theUserChoosesTheRule()
{
    const std::vector<ObservedCall> calls{callFrom("a", {"user"}), callFrom("a", {"user"})};
    ProposalOptions options = withArguments();
    const ArgumentKey key{"Action::\"pay\"", "to"};
    QVERIFY(allows(proposed(calls, options), "pay", paysTo("z", R"("model")")));
    options.arguments[key] = ArgumentRule::Values;
    QVERIFY(!allows(proposed(calls, options), "pay", paysTo("z", R"("user")")));
    options.arguments[key] = ArgumentRule::Origin;
    QVERIFY(allows(proposed(calls, options), "pay", paysTo("z", R"("user")")));
    QVERIFY(!allows(proposed(calls, options), "pay", paysTo("a", R"("model")")));
    options.arguments = {{{"", "to"}, ArgumentRule::Values}};
    QVERIFY(!allows(proposed(calls, options), "pay", paysTo("z", R"("user")")));
    QVERIFY(argumentRuleNamed("origin") == ArgumentRule::Origin);
    QVERIFY(!argumentRuleNamed("Origin").has_value());
}

void TestMiningTasks::whatWasSeenOnceSupportsNothing()
{
    const std::vector<ObservedCall> calls{callFrom("a", {"model"}), callFrom("b", {"model"}),
                                          callFrom("c", {"model"})};
    QVERIFY(allows(proposed(calls, withArguments()), "pay", paysTo("d", R"("model")")));
    QCOMPARE(Support({0, 0}).confidence(), 0.0);
    QVERIFY(Support({0, 3}).confidence() < 0.01);
    QVERIFY(std::abs(Support({3, 3}).confidence() - 0.4385) < 0.001);
    QVERIFY(Support({50, 50}).confidence() > 0.92);
}

void TestMiningTasks::redactedAndUndecidableCallsAreGaps()
{
    std::vector<ObservedCall> calls(3, callFrom("a", {"user"}));
    calls.front().redacted = {"/to"};
    QVERIFY(allows(proposed(calls, withArguments()), "pay", paysTo("z", R"("model")")));
    calls = {callFrom("a", {"user"}), callFrom("a", {"user"})};
    calls.front().verdict.verdict = decision::Verdict::Undecidable;
    const std::string text = proposed(calls, {});
    QVERIFY(cedar::parsePolicies(text, "").policies.empty());
    QVERIFY(QByteArray::fromStdString(text).contains("cannot be decided"));
}

void TestMiningTasks::aGrantIsMinedFromItsOwnCalls()
{
    std::vector<ObservedCall> calls{call("r", "pay", "{}"), call("r", "read", "{}")};
    calls[0].verdict.chain = {"g1", "g2"};
    calls[1].verdict.chain = {"g1"};
    const auto profiles = grantProfiles(calls);
    QCOMPARE(profiles.size(), 2U);
    QCOMPARE(profiles[0].grant, std::string("g1"));
    QCOMPARE(profiles[0].task.actions.size(), 2U);
    QCOMPARE(profiles[1].task.actions.size(), 1U);
    QCOMPARE(profiles[1].task.task, std::string("t"));
}

void TestMiningTasks::aScopeIsTriedInThePlaceOfTheGrants()
{
    const test::LoadedSample sample("payments-agent");
    const auto tried = [&](const std::string& scope) {
        return tryProposal(*sample.decider, *sample.source,
                           {"quarter-end", scope, ProposalForm::Scope, "ines-treasury"})
            .value();
    };
    const ProposalTrial wide = tried("permit (principal, action, resource);");
    QVERIFY(wide.calls > 0);
    QVERIFY(wide.denied.empty());
    const ProposalTrial narrow = tried("forbid (principal, action, resource);");
    QVERIFY(!narrow.denied.empty());
    QVERIFY(narrow.denied.front().crossings.front().kind == decision::CrossingKind::OutsideGrant);
    QVERIFY(hasErrors(tried("permit (").diagnostics));
}

QTEST_GUILESS_MAIN(TestMiningTasks)
#include "tst_mining_tasks.moc"
