// SPDX-License-Identifier: Apache-2.0
#include "tests/core/decision/made_setup.h"

#include <QtTest>

using namespace remit;
using decision::CrossingKind;
using decision::Verdict;
using test::DecidedCall;
using test::MadeRun;

namespace {

constexpr const char* kPermitAll = "@id(\"all\") permit (principal, action, resource);";

decision::Tool tool(const char* name, const char* schema)
{
    decision::Tool tool;
    tool.name = name;
    tool.digest = "sha256:1";
    tool.inputSchema = std::make_shared<const JsonValue>(*parseJson(schema).root);
    return tool;
}

std::shared_ptr<decision::Setup> withTools()
{
    auto setup = test::makeSetup(kPermitAll);
    setup->tools = {tool("send_money", "{\"required\":[\"to\"]}")};
    return setup;
}

decision::ToolRule rule(const char* name, const char* type, const char* pointer)
{
    decision::ToolRule rule;
    rule.tool = name;
    rule.resource = decision::ResourceRule{std::nullopt, type, pointer};
    return rule;
}

} // namespace

class TestDecisionStep0 : public QObject {
    Q_OBJECT

private slots:
    void anUndeclaredToolIsUnknown()
    {
        const DecidedCall decided(withTools(), MadeRun("r").call("send_moneys"));
        QCOMPARE(decided.verdict.verdict, Verdict::Deny);
        QCOMPARE(decided.verdict.crossings.size(), std::size_t(1));
        QCOMPARE(decided.verdict.crossings[0].kind, CrossingKind::UnknownTool);
        QCOMPARE(decided.verdict.crossings[0].message.c_str(),
                 "The tool `send_moneys` is not declared in this workspace. Did you mean "
                 "`send_money`?");
        // The later steps are evaluated all the same.
        QVERIFY(decided.verdict.triad.permitted == true);
    }

    void withoutListsAndRulesEveryToolIsDeclared()
    {
        const DecidedCall decided(test::makeSetup(kPermitAll), MadeRun("r").call("anything"));
        QCOMPARE(decided.verdict.verdict, Verdict::Allow);
        QCOMPARE(decided.verdict.action.c_str(), "Action::\"anything\"");
        QCOMPARE(decided.verdict.resource.c_str(), "Tool::\"anything\"");
    }

    void aRuleByNameDeclaresATool()
    {
        auto setup = withTools();
        setup->toolRules = {rule("get_balance", "Account", "/account")};
        const DecidedCall decided(setup, MadeRun("r").call("get_balance", "{\"account\": \"x\"}"));
        QCOMPARE(decided.verdict.verdict, Verdict::Allow);
        QCOMPARE(decided.verdict.resource.c_str(), "Account::\"x\"");
    }

    void argumentsConformToTheToolsSchema()
    {
        const DecidedCall decided(withTools(), MadeRun("r").call("send_money"));
        QCOMPARE(decided.verdict.verdict, Verdict::Deny);
        QCOMPARE(decided.verdict.crossings[0].kind, CrossingKind::InvalidRequest);
        QCOMPARE(decided.verdict.crossings[0].message.c_str(),
                 "The arguments are not what the tool takes: the argument object lacks `to`.");
    }

    void aChangedToolIsNotThePinnedOne()
    {
        auto setup = withTools();
        setup->tools[0].pinned = "sha256:2";
        const DecidedCall decided(setup, MadeRun("r").call("send_money", "{\"to\": 1}"));
        QCOMPARE(decided.verdict.crossings.at(0).kind, CrossingKind::InvalidRequest);
        setup->tools[0].pinned = "sha256:1";
        const DecidedCall same(setup, MadeRun("r").call("send_money", "{\"to\": 1}"));
        QCOMPARE(same.verdict.verdict, Verdict::Allow);
    }

    void argumentsThatAreNoObject_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::newRow("list") << "[1]";
        QTest::newRow("broken") << "{\"a\":";
        QTest::newRow("the same key twice") << "{\"a\":1,\"a\":2}";
    }
    void argumentsThatAreNoObject()
    {
        QFETCH(QString, arguments);
        const DecidedCall decided(test::makeSetup(kPermitAll),
                                  MadeRun("r").call("t", arguments.toStdString()));
        QCOMPARE(decided.verdict.verdict, Verdict::Deny);
        QCOMPARE(decided.verdict.crossings[0].kind, CrossingKind::InvalidRequest);
    }

    void theResourceComesFromAnArgument_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("resource");
        QTest::newRow("text") << "{\"to\": {\"iban\": \"DE89\"}}"
                              << "Account::\"DE89\"";
        QTest::newRow("number") << "{\"to\": {\"iban\": 7}}"
                                << "Account::\"7\"";
        QTest::newRow("missing") << "{}"
                                 << "";
        QTest::newRow("a list") << "{\"to\": {\"iban\": []}}"
                                << "";
    }
    void theResourceComesFromAnArgument()
    {
        QFETCH(QString, arguments);
        QFETCH(QString, resource);
        auto setup = test::makeSetup(kPermitAll);
        setup->toolRules = {rule("pay", "Account", "/to/iban")};
        const DecidedCall decided(setup, MadeRun("r").call("pay", arguments.toStdString()));
        QCOMPARE(QString::fromStdString(decided.verdict.resource), resource);
        if (resource.isEmpty())
            QCOMPARE(decided.verdict.crossings.at(0).kind, CrossingKind::InvalidRequest);
        else
            QCOMPARE(decided.verdict.verdict, Verdict::Allow);
    }

    void aResourceOutsideTheInventoryIsNovel()
    {
        auto setup = test::makeSetup(
            kPermitAll, "[{\"uid\":{\"type\":\"Account\",\"id\":\"known\"},\"attrs\":{},"
                        "\"parents\":[]}]");
        setup->toolRules = {rule("pay", "Account", "/to")};
        const auto notes = [&](const char* arguments) {
            return DecidedCall(setup, MadeRun("r").call("pay", arguments)).verdict.notes;
        };
        const std::vector<std::string> asserted{"asserted-identity"};
        const std::vector<std::string> both{"asserted-identity", "novel-data"};
        QVERIFY(notes("{\"to\": \"known\"}") == asserted);
        QVERIFY(notes("{\"to\": \"other\"}") == both);
    }
};

QTEST_APPLESS_MAIN(TestDecisionStep0)
#include "tst_decision_step0.moc"
