// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/decide.h"
#include "core/cedar/engine/explanation.h"
#include "core/cedar/engine/program.h"
#include "core/cedar/syntax/parser.h"

#include <QTest>

using namespace remit::cedar;

class TestAuthorizer : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void decisions_data();
    void decisions();
    void scopes_data();
    void scopes();
    void linksFillSlots();
    void brokenPoliciesAndTemplatesAreLeftOut();
    void setAsidePoliciesAreOnlyTriedByScope();
    void missingContextIsAnErrorOfEveryReader();
    void nestedMembersOfTheContextAreIndexed();
    void treesTooDeepAreAnError();
    void otherPrincipalForTheSameRequest();
    void explanationNamesEveryNode();
    void contextPaths_data();
    void contextPaths();
    void updateTakesOverWhatIsTheSame();
    void manyThreadsGiveTheSame();

private:
    [[nodiscard]] Response decided(const std::string& policies) const
    {
        return decided(policies, m_request);
    }
    [[nodiscard]] Response decided(const std::string& policies, const Request& request) const;

    std::shared_ptr<const EntityStore> m_entities;
    Request m_request;
};

namespace {

PolicySet setOf(const std::string& text)
{
    PolicySet set;
    for (Policy& policy : parsePolicies(text).policies)
        (void)set.add(std::make_shared<const Policy>(std::move(policy)));
    return set;
}

/// "allow policy0 policy1 | policy2": decision, reasons, errors.
std::string summary(const Response& response)
{
    std::string text = response.decision == Decision::Allow ? "allow" : "deny";
    for (const std::string& reason : response.reasons)
        text += " " + reason;
    if (!response.errors.empty())
        text += " |";
    for (const PolicyError& error : response.errors)
        text += " " + error.policy;
    return text;
}

} // namespace

void TestAuthorizer::initTestCase()
{
    auto store = EntityStore::build({{{"User", "ann"}, {}, {{"Team", "a"}}, {}},
                                     {{"Team", "a"}, {}, {{"Team", "all"}}, {}},
                                     {{"Action", "read"}, {}, {{"Action", "any"}}, {}}});
    m_entities = *store;
    m_request = {{"User", "ann"},
                 {"Action", "read"},
                 {"Doc", "d"},
                 Value::record({{"tool", Value::string("send")}, {"n", Value::integer(5)}})};
}

Response TestAuthorizer::decided(const std::string& policies, const Request& request) const
{
    Scratch scratch;
    return authorize(*Program::compile(setOf(policies)), *m_entities, request, scratch);
}

void TestAuthorizer::decisions_data()
{
    QTest::addColumn<QByteArray>("policies");
    QTest::addColumn<QByteArray>("summary");
    const QByteArray permit = "permit(principal,action,resource);";
    const QByteArray forbid = "forbid(principal,action,resource);";
    const QByteArray fails = "permit(principal,action,resource) when { 1 };";
    const QByteArray failsToForbid = "forbid(principal,action,resource) when { principal.x };";
    QTest::newRow("nothing denies") << QByteArray() << QByteArray("deny");
    QTest::newRow("permit allows") << permit << QByteArray("allow policy0");
    QTest::newRow("all reasons") << permit + permit << QByteArray("allow policy0 policy1");
    QTest::newRow("forbid wins") << permit + forbid << QByteArray("deny policy1");
    QTest::newRow("all forbids") << forbid + permit + forbid << QByteArray("deny policy0 policy2");
    QTest::newRow("errors are skipped") << fails + permit << QByteArray("allow policy1 | policy0");
    QTest::newRow("a failing forbid forbids nothing")
        << failsToForbid + permit << QByteArray("allow policy1 | policy0");
    QTest::newRow("errors beside a forbid")
        << fails + forbid << QByteArray("deny policy1 | policy0");
    QTest::newRow("unless") << QByteArray(
                                   "permit(principal,action,resource) unless { context.n > 5 };")
                            << QByteArray("allow policy0");
    QTest::newRow("all conditions")
        << QByteArray("permit(principal,action,resource) when { true } unless { true } when { 1 };")
        << QByteArray("deny");
    QTest::newRow("unless wants a bool")
        << QByteArray("permit(principal,action,resource) unless { 1 };")
        << QByteArray("deny | policy0");
}

void TestAuthorizer::decisions()
{
    QFETCH(QByteArray, policies);
    QFETCH(QByteArray, summary);
    QCOMPARE(QByteArray::fromStdString(::summary(decided(policies.toStdString()))), summary);
}

void TestAuthorizer::scopes_data()
{
    QTest::addColumn<bool>("matches");
    QTest::newRow("principal == User::\"ann\", action, resource") << true;
    QTest::newRow("principal == User::\"bob\", action, resource") << false;
    QTest::newRow("principal == Team::\"a\", action, resource") << false;
    QTest::newRow("principal in User::\"ann\", action, resource") << true;
    QTest::newRow("principal in Team::\"all\", action, resource") << true;
    QTest::newRow("principal in Team::\"b\", action, resource") << false;
    QTest::newRow("principal is User, action, resource") << true;
    QTest::newRow("principal is Team, action, resource") << false;
    QTest::newRow("principal is User in Team::\"all\", action, resource") << true;
    QTest::newRow("principal is Bot in Team::\"all\", action, resource") << false;
    QTest::newRow("principal is User in Team::\"b\", action, resource") << false;
    QTest::newRow("principal, action == Action::\"read\", resource") << true;
    QTest::newRow("principal, action == Action::\"any\", resource") << false;
    QTest::newRow("principal, action in Action::\"any\", resource") << true;
    QTest::newRow("principal, action in [], resource") << false;
    QTest::newRow(
        "principal, action in [Action::\"x\", Action::\"any\", Action::\"read\"], resource")
        << true;
    QTest::newRow("principal, action, resource == Doc::\"d\"") << true;
    QTest::newRow("principal, action, resource is Doc") << true;
    QTest::newRow("principal, action, resource in Folder::\"f\"") << false;
}

void TestAuthorizer::scopes()
{
    QFETCH(bool, matches);
    const std::string policy = std::string("permit(") + QTest::currentDataTag() + ");";
    QCOMPARE(decided(policy).decision == Decision::Allow, matches);
    // Among many others the index must find it just the same.
    std::string many = policy;
    for (int i = 0; i < 40; ++i)
        many += "permit(principal == User::\"u" + std::to_string(i) + "\", action == Action::\"a" +
                std::to_string(i % 7) + "\", resource == Doc::\"d" + std::to_string(i % 5) + "\");";
    QCOMPARE(summary(decided(many)), std::string(matches ? "allow policy0" : "deny"));
}

void TestAuthorizer::linksFillSlots()
{
    PolicySet set = setOf("permit(principal in ?principal, action, resource == ?resource) when { "
                          "context.n == 5 };");
    QVERIFY(set.link({"mine", "policy0", EntityUid{"Team", "all"}, EntityUid{"Doc", "d"}}));
    QVERIFY(set.link({"other", "policy0", EntityUid{"Team", "b"}, EntityUid{"Doc", "d"}}));
    const auto program = Program::compile(set);
    QCOMPARE(program->policies().size(), std::size_t{2});
    QCOMPARE(program->policies()[0].link->id, std::string("mine"));
    Scratch scratch;
    QCOMPARE(summary(authorize(*program, *m_entities, m_request, scratch)),
             std::string("allow mine"));
}

void TestAuthorizer::brokenPoliciesAndTemplatesAreLeftOut()
{
    const auto program = Program::compile(setOf("permit(principal, action, resource) when { 1 + };"
                                                "permit(principal == ?principal, action, resource);"
                                                "forbid(principal, action, resource);"));
    QCOMPARE(program->policies().size(), std::size_t{1});
    QCOMPARE(program->policies()[0].id, std::string("policy2"));
}

void TestAuthorizer::setAsidePoliciesAreOnlyTriedByScope()
{
    const auto program = Program::compile(
        setOf("permit(principal, action, resource) when { context.tool == \"other\" };"
              "forbid(principal in Team::\"b\", action, resource);"
              "forbid(principal, action, resource) when { 1 };"
              "permit(principal, action, resource);"));
    Scratch scratch;
    const std::vector<std::uint32_t> setAside = {0, 1, 2};
    const Outcomes outcomes = evaluateAll(*program, *m_entities, m_request, setAside, scratch);
    QVERIFY((outcomes.setAside == std::vector<std::uint32_t>{0, 2}));
    QVERIFY((outcomes.satisfiedPermits == std::vector<std::uint32_t>{3}));
    QVERIFY(outcomes.satisfiedForbids.empty());
    QVERIFY(outcomes.errors.empty());
    const Outcomes all = evaluateAll(*program, *m_entities, m_request, {}, scratch);
    QCOMPARE(all.errors.size(), std::size_t{1});
    QCOMPARE(all.errors[0].policy, 2U);
}

void TestAuthorizer::missingContextIsAnErrorOfEveryReader()
{
    std::string policies;
    for (int i = 0; i < 30; ++i)
        policies += "permit(principal, action, resource) when { context.absent == \"v" +
                    std::to_string(i) + "\" };";
    QCOMPARE(decided(policies).errors.size(), std::size_t{30});
    std::string tested;
    for (int i = 0; i < 30; ++i)
        tested += "permit(principal, action, resource) when { context has tool && context.tool == "
                  "\"" +
                  std::string(i == 7 ? "send" : "t" + std::to_string(i)) + "\" };";
    QCOMPARE(summary(decided(tested)), std::string("allow policy7"));
}

void TestAuthorizer::nestedMembersOfTheContextAreIndexed()
{
    // The index keeps every policy whose reading of the member fails, and no other that differs.
    std::string bare;
    std::string tested;
    for (int i = 0; i < 30; ++i) {
        const std::string value = std::to_string(i);
        bare += "permit(principal, action, resource) when { context.a.b == \"" + value + "\" };";
        tested += "permit(principal, action, resource) when { context has a.b && context.a.b == "
                  "\"" +
                  value + "\" };";
    }
    const auto with = [this](const Value& a) {
        Request request = m_request;
        request.context = Value::record({{"a", a}});
        return request;
    };
    const Request seven = with(Value::record({{"b", Value::string("7")}}));
    const Request without = with(Value::record({}));
    const Request number = with(Value::integer(7));
    QCOMPARE(summary(decided(bare, seven)), std::string("allow policy7"));
    QCOMPARE(decided(bare, without).errors.size(), std::size_t{30});
    QCOMPARE(decided(bare, number).errors.size(), std::size_t{30});
    QCOMPARE(summary(decided(tested, seven)), std::string("allow policy7"));
    QCOMPARE(decided(tested, without).errors.size(), std::size_t{0});
    QCOMPARE(decided(tested, number).errors.size(), std::size_t{30});
}

void TestAuthorizer::treesTooDeepAreAnError()
{
    Policy policy;
    policy.id = "deep";
    auto expr = std::make_unique<Expr>();
    expr->kind = ExprKind::Bool;
    expr->boolean = true;
    for (int i = 0; i < 4000; ++i) {
        auto above = std::make_unique<Expr>();
        above->kind = ExprKind::Not;
        above->children.push_back(std::move(expr));
        expr = std::move(above);
    }
    policy.conditions.push_back({false, std::move(expr), {}});
    numberNodes(policy);
    PolicySet set;
    (void)set.add(std::make_shared<const Policy>(std::move(policy)));
    const auto program = Program::compile(set);
    Scratch scratch;
    for (const Response& response : {authorize(*program, *m_entities, m_request, scratch),
                                     explain(*program, *m_entities, m_request, scratch).response}) {
        QCOMPARE(response.errors.size(), std::size_t{1});
        QVERIFY(response.errors[0].error.kind == EvaluationErrorKind::RecursionLimit);
    }
}

void TestAuthorizer::otherPrincipalForTheSameRequest()
{
    const auto program = Program::compile(
        setOf("permit(principal == User::\"ann\", action, resource);"
              "permit(principal == User::\"bob\", action, resource) when { context.n == 5 };"));
    Scratch scratch;
    const EntityUid bob{"User", "bob"};
    bind(*program, *m_entities, m_request, scratch);
    QCOMPARE(decideBound(scratch).reasons[0], 0U);
    bindPrincipal(bob, scratch);
    QCOMPARE(decideBound(scratch).reasons[0], 1U);
    bindPrincipal(m_request.principal, scratch);
    QCOMPARE(decideBound(scratch, Detail::DecisionOnly).decision, Decision::Allow);
}

void TestAuthorizer::explanationNamesEveryNode()
{
    // Preorder: 0 &&, 1 ==, 2 context.n, 3 context, 4 five, 5 ||, 6 true, 7 principal.x, 8
    // principal
    const auto program = Program::compile(setOf(
        "permit(principal, action, resource) when { context.n == 5 && (true || principal.x) };"
        "forbid(principal in Team::\"b\", action, resource);"
        "permit(principal, action, resource) when { principal.x };"));
    Scratch scratch;
    const Explanation explanation = explain(*program, *m_entities, m_request, scratch);
    QCOMPARE(summary(explanation.response), std::string("allow policy0 | policy2"));
    const PolicyExplanation& first = explanation.policies[0];
    QCOMPARE(first.outcome, PolicyOutcome::Satisfied);
    QCOMPARE(first.nodes.size(), std::size_t{9});
    QVERIFY(first.nodes[2].value == Value::integer(5));
    QVERIFY(first.nodes[3].value == m_request.context);
    QVERIFY(first.nodes[6].value == Value::boolean(true));
    QCOMPARE(first.nodes[7].state, NodeOutcome::State::NotReached);
    const PolicyExplanation& second = explanation.policies[1];
    QVERIFY(!second.principalMatches && second.actionMatches && second.resourceMatches);
    QVERIFY(second.nodes.empty());
    const PolicyExplanation& third = explanation.policies[2];
    QCOMPARE(third.outcome, PolicyOutcome::Error);
    QCOMPARE(third.nodes[0].state, NodeOutcome::State::Error);
    QCOMPARE(third.error->kind, EvaluationErrorKind::EntityAttrDoesNotExist);
}

void TestAuthorizer::contextPaths_data()
{
    QTest::addColumn<QByteArray>("paths");
    QTest::newRow("context.session.calls > 5") << QByteArray("session.calls");
    QTest::newRow("context.session == {calls: 1}") << QByteArray("session");
    QTest::newRow("context == {}") << QByteArray("*");
    QTest::newRow("context has input") << QByteArray("input");
    QTest::newRow("context has input && context.input.amount > 5") << QByteArray("input.amount");
    QTest::newRow("context has input.amount && context.input.amount > 5")
        << QByteArray("input.amount");
    QTest::newRow("context.session has calls") << QByteArray("session.calls");
    QTest::newRow("context.approvals.contains(\"x\") || context.now < context.end")
        << QByteArray("approvals,end,now");
    QTest::newRow("principal.level > 1") << QByteArray();
    QTest::newRow("[context.a, {b: context.b}].isEmpty()") << QByteArray("a,b");
    QTest::newRow("context[\"a b\"][\"c\"] == 1") << QByteArray("a b.c");
}

void TestAuthorizer::contextPaths()
{
    QFETCH(QByteArray, paths);
    const auto program =
        Program::compile(setOf(std::string("permit(principal, action, resource) when { ") +
                               QTest::currentDataTag() + " };"));
    std::string text;
    for (const ContextPath& path : program->policies()[0].reads) {
        std::string one;
        for (const std::string& name : path)
            one += (one.empty() ? "" : ".") + name;
        text += (text.empty() ? "" : ",") + (path.empty() ? std::string("*") : one);
    }
    QCOMPARE(QByteArray::fromStdString(text), paths);
}

void TestAuthorizer::updateTakesOverWhatIsTheSame()
{
    const PolicySet set = setOf("permit(principal == User::\"ann\", action, resource);"
                                "forbid(principal == User::\"eve\", action, resource);");
    const auto program = Program::compile(set);
    PolicySet next;
    for (const PolicySet::PolicyPtr& policy : set.policies()) {
        if (policy->id != "policy1") {
            QVERIFY(next.add(policy));
            continue;
        }
        Policy changed =
            std::move(parsePolicies("forbid(principal in Team::\"all\", action, resource) when { "
                                    "context.fresh == 1 || true };")
                          .policies[0]);
        changed.id = "policy1";
        QVERIFY(next.add(std::make_shared<const Policy>(std::move(changed))));
    }
    const auto updated = Program::update(*program, next);
    QCOMPARE(updated->policies()[0].source, program->policies()[0].source);
    QCOMPARE(updated->policies()[1].source, next.policies()[1]);
    Request request = m_request;
    request.context = Value::record({{"fresh", Value::integer(1)}});
    Scratch scratch;
    QCOMPARE(summary(authorize(*program, *m_entities, request, scratch)),
             std::string("allow policy0"));
    QCOMPARE(summary(authorize(*updated, *m_entities, request, scratch)),
             std::string("deny policy1"));
    const auto back = Program::update(*updated, set);
    QCOMPARE(summary(authorize(*back, *m_entities, request, scratch)),
             std::string("allow policy0"));
}

void TestAuthorizer::manyThreadsGiveTheSame()
{
    const auto program = Program::compile(setOf("permit(principal, action, resource) when { "
                                                "context.n > 20 || principal in Team::\"all\" };"));
    std::vector<Request> requests(200, m_request);
    for (std::size_t i = 0; i < requests.size(); ++i) {
        requests[i].principal = {"User", i % 3 == 0 ? "ann" : "user " + std::to_string(i)};
        requests[i].context = Value::record({{"n", Value::integer(static_cast<long>(i % 40))}});
    }
    const auto one = authorizeAll(*program, *m_entities, requests, 1);
    const auto four = authorizeAll(*program, *m_entities, requests, 4);
    QCOMPARE(one.size(), four.size());
    for (std::size_t i = 0; i < one.size(); ++i)
        QCOMPARE(summary(one[i]), summary(four[i]));
}

QTEST_APPLESS_MAIN(TestAuthorizer)
#include "tst_authorizer.moc"
