// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/schema/schema.h"
#include "tests/core/decision/made_setup.h"

#include <QtTest>

using namespace remit;
using decision::CrossingKind;
using decision::Verdict;
using test::DecidedCall;
using test::MadeRun;

namespace {

constexpr const char* kSchema =
    "namespace Pay {"
    "  entity Agent; entity Account;"
    "  action pay appliesTo { principal: Agent, resource: Account, context: {"
    "    input: { amount: decimal, count?: Long }, session: { calls: Long } } };"
    "}";

std::shared_ptr<decision::Setup> withSchema(const char* policies)
{
    auto setup = test::makeSetup(policies);
    const cedar::ResolvedSchema read = cedar::readSchema(kSchema);
    if (!read.ok())
        throw std::runtime_error(read.diagnostics.front().message);
    setup->schema = read.schema;
    setup->actionNamespace = "Pay";
    setup->types.agents = {"Pay::Agent"};
    decision::ToolRule rule;
    rule.tool = "*";
    rule.resource = decision::ResourceRule{cedar::EntityUid{"Pay::Account", "x"}, {}, {}};
    setup->toolRules = {rule};
    return setup;
}

decision::CallVerdict decide(const char* policies, const char* arguments)
{
    return DecidedCall(withSchema(policies), MadeRun("r").call("pay", arguments)).verdict;
}

} // namespace

/// Facts and step 0 where the workspace has a schema.
class TestDecisionSchema : public QObject {
    Q_OBJECT

private slots:
    void actionsAreTheSchemas()
    {
        const auto setup = withSchema("permit (principal, action, resource);");
        const auto known = DecidedCall(setup, MadeRun("r").call("pay", "{\"amount\": 1}"));
        QCOMPARE(known.verdict.action.c_str(), "Pay::Action::\"pay\"");
        QCOMPARE(known.verdict.agent.c_str(), "Pay::Agent::\"a\"");
        QCOMPARE(known.verdict.verdict, Verdict::Allow);
        const auto unknown = DecidedCall(setup, MadeRun("r").call("steal", "{}"));
        QCOMPARE(unknown.verdict.crossings.at(0).kind, CrossingKind::UnknownTool);
    }

    void theDeclaredTypeDecides()
    {
        const char* policies = "permit (principal, action, resource) when "
                               "{ context.input.amount == decimal(\"5.0\") };";
        QCOMPARE(decide(policies, "{\"amount\": 5}").verdict, Verdict::Allow);
        QCOMPARE(decide(policies, "{\"amount\": 5.00}").verdict, Verdict::Allow);
        QCOMPARE(decide(policies, "{\"amount\": \"5.0\"}").verdict, Verdict::Allow);
    }

    void otherArgumentsAreAnInvalidRequest_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::newRow("wrong kind") << "{\"amount\": true}";
        QTest::newRow("missing") << "{\"count\": 1}";
        QTest::newRow("not declared") << "{\"amount\": 1, \"memo\": \"x\"}";
    }
    void otherArgumentsAreAnInvalidRequest()
    {
        QFETCH(QString, arguments);
        const auto verdict =
            decide("permit (principal, action, resource);", arguments.toUtf8().constData());
        QCOMPARE(verdict.verdict, Verdict::Deny);
        QCOMPARE(verdict.crossings.at(0).kind, CrossingKind::InvalidRequest);
    }

    void onlyTheDeclaredContextIsSupplied()
    {
        const auto allows = [](const char* condition) {
            const std::string policy =
                "permit (principal, action, resource) when { " + std::string(condition) + " };";
            return decide(policy.c_str(), "{\"amount\": 1}").verdict == Verdict::Allow;
        };
        QVERIFY(allows("context.session has calls"));
        QVERIFY(!allows("context.session has labels"));
        QVERIFY(!allows("context has tool"));
    }

    void aNumberTooFineForADecimalIsUndecidable()
    {
        const auto verdict =
            decide("permit (principal, action, resource);", "{\"amount\": 1.00001}");
        QCOMPARE(verdict.verdict, Verdict::Undecidable);
        QVERIFY(verdict.unknown == std::vector<std::string>{"input.amount"});
    }
};

QTEST_APPLESS_MAIN(TestDecisionSchema)
#include "tst_decision_schema.moc"
