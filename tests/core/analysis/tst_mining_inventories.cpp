// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/mining/inventory_edit.h"
#include "core/analysis/mining/siblings.h"
#include "tests/core/decision/made_setup.h"

#include <QTest>

using namespace remit;
using namespace remit::analysis;
using test::MadeRun;

namespace {

constexpr const char* kPolicies =
    "@id(\"read\") permit (principal, action == Action::\"read\", resource);"
    "@id(\"pay\") permit (principal, action == Action::\"pay\", resource)"
    "  when { resource has known && resource.known.contains(context.input.to) };"
    "@id(\"mail\") permit (principal, action == Action::\"mail\", resource)"
    "  when { Book::\"people\".known.containsAll(context.input.to) }"
    "  when { context.input.kind == \"note\" };"
    "@id(\"never\") forbid (principal, action, resource)"
    "  when { context.input has to && context.input.to == \"thief\" };";

constexpr const char* kEntities =
    R"([{"uid":{"type":"Tool","id":"pay"},"attrs":{"known":["old"],"limit":5},"parents":[]},
        {"uid":{"type":"Book","id":"people"},"attrs":{"known":[]},"parents":[]}])";

MadeRun& ended(MadeRun& run, bool ok, const std::string& content = "done")
{
    const std::string id = std::get<trace::Call>(run.events().back().body).callId;
    return run.add(trace::CallResult{id, ok, content});
}

InventoryProposal mined(std::vector<trace::Event> events, InventoryOptions options = {})
{
    auto setup = test::makeSetup(kPolicies, kEntities);
    decision::ToolRule any;
    any.tool = "*";
    setup->toolRules = {any};
    const decision::Decider decider(setup);
    return mineInventories(decider, replay::MemorySource(std::move(events)), options).value();
}

std::string values(const InventoryProposal& proposal)
{
    std::string text;
    for (const Inventory& inventory : proposal.inventories) {
        text += toText(inventory.owner) + "." + inventory.attribute + ":";
        for (const KnownValue& value : inventory.values)
            text += " " + value.text + "x" + std::to_string(value.calls);
        text += ";";
    }
    return text;
}

} // namespace

class TestMiningInventories : public QObject {
    Q_OBJECT

private slots:
    void proposesValuesThatSuccessfulDeniedCallsUsed();
    void proposesOnlyWhatWouldBeAllowedByIt();
    void failedCallsAndCallsWithoutResultAreNoEvidence();
    void takesOnlyTheChosenRuns();
    void keepsWhatTheEntityHad();
    void siblingsComeFromTheSameToolsAndStandApart();
    void anEchoIsNoSibling();
    void callsKnowWhereTheirArgumentsCameFrom();
    void valuesAreAddedInTheStyleOfTheFile();
    void whatWouldStillBeDeniedIsSaid();
    void formsOfValues_data();
    void formsOfValues();
};

void TestMiningInventories::proposesValuesThatSuccessfulDeniedCallsUsed()
{
    MadeRun run("r");
    ended(run.call("pay", R"({"to":"new"})"), true);
    ended(run.call("pay", R"({"to":"new"})"), true);
    ended(run.call("pay", R"({"to":"old"})"), true);
    ended(run.call("mail", R"({"to":["b","a"],"kind":"note"})"), true);
    const InventoryProposal proposal = mined(run.events());
    QCOMPARE(values(proposal), "Book::\"people\".known: ax1 bx1;Tool::\"pay\".known: newx2;");
    QCOMPARE(proposal.denied, 3);
    QCOMPARE(proposal.covered, 3);
    QCOMPARE(proposal.inventories.back().support.expected, 2); // both calls that used `new`
    QCOMPARE(proposal.inventories.front().support.expected, 0);
    QCOMPARE(proposal.inventories.front().support.of, 2);
}

void TestMiningInventories::proposesOnlyWhatWouldBeAllowedByIt()
{
    MadeRun run("r");
    ended(run.call("pay", R"({"to":"thief"})"), true);               // forbidden, too
    ended(run.call("mail", R"({"to":["a"],"kind":"order"})"), true); // fails for another reason
    ended(run.call("delete", R"({"to":"x"})"), true);                // no inventory is asked
    QCOMPARE(values(mined(run.events())), "");
}

void TestMiningInventories::failedCallsAndCallsWithoutResultAreNoEvidence()
{
    MadeRun run("r");
    ended(run.call("pay", R"({"to":"failed"})"), false);
    run.call("pay", R"({"to":"open"})");
    const InventoryProposal proposal = mined(run.events());
    QCOMPARE(values(proposal), "");
    QCOMPARE(proposal.withoutResult, 1);
}

void TestMiningInventories::takesOnlyTheChosenRuns()
{
    MadeRun good("good/1");
    ended(good.call("pay", R"({"to":"friend"})"), true);
    MadeRun bad("bad/1");
    ended(bad.call("pay", R"({"to":"foe"})"), true);
    std::vector<trace::Event> events = good.events();
    events.insert(events.end(), bad.events().begin(), bad.events().end());
    InventoryOptions options;
    options.choice.runs = {"good/*"};
    QCOMPARE(values(mined(events, options)), "Tool::\"pay\".known: friendx1;");
}

void TestMiningInventories::keepsWhatTheEntityHad()
{
    MadeRun run("r");
    ended(run.call("pay", R"({"to":"new"})"), true);
    const auto setup = test::makeSetup(kPolicies, kEntities);
    const auto entities = withInventories(*setup->entities, mined(run.events()), false);
    QCOMPARE(entities.size(), 2U); // the other inventory stays as it is
    QCOMPARE(toText(cedar::Value::record(entities.back().attributes)),
             R"({"known": ["new", "old"], "limit": 5})");
}

void TestMiningInventories::siblingsComeFromTheSameToolsAndStandApart()
{
    MadeRun run("r");
    ended(run.call("read"), true, "From ann@a.example, to bob@b.example and www.c.example/d");
    ended(run.call("other"), true, "eve@e.example");
    ended(run.call("mail", R"({"to":["ann@a.example"],"kind":"note"})"), true);
    InventoryOptions options;
    options.siblings = true;
    const InventoryProposal proposal = mined(run.events(), options);
    QCOMPARE(values(proposal), "Book::\"people\".known: ann@a.examplex1;");
    QCOMPARE(proposal.inventories.front().siblings, std::vector<std::string>{"bob@b.example"});
}

void TestMiningInventories::anEchoIsNoSibling()
{
    MadeRun run("r");
    ended(run.call("pay", R"({"to":"old","copy":"eve@e.example"})"), true);
    ended(run.call("read"), true, "ann@a.example, and just now eve@e.example");
    ended(run.call("mail", R"({"to":["ann@a.example"],"kind":"note"})"), true);
    InventoryOptions options;
    options.siblings = true;
    QVERIFY(mined(run.events(), options).inventories.front().siblings.empty());
}

void TestMiningInventories::callsKnowWhereTheirArgumentsCameFrom()
{
    // No policy here reads provenance; mining asks for it all the same.
    auto setup = test::makeSetup(kPolicies, kEntities);
    MadeRun run("r");
    run.add(trace::Message{trace::Role::User, {}, {}, "Pay friend@a.example."});
    ended(run.call("pay", R"({"to":"friend@a.example","kind":"made up"})"), true);
    const auto calls =
        observedCalls(decision::Decider(setup), replay::MemorySource(run.events()), {});
    QCOMPARE(calls->size(), 1U);
    const std::vector<std::string> user{"user"};
    const std::vector<std::string> model{"model"};
    QVERIFY(calls->front().sources.at("to") == user);
    QVERIFY(calls->front().sources.at("kind") == model);
}

void TestMiningInventories::valuesAreAddedInTheStyleOfTheFile()
{
    const cedar::EntityUid pay{"Tool", "pay"};
    const std::map<std::string, std::string> files{
        {"entities/a.json", "[\n  {\"uid\": {\"type\": \"Tool\", \"id\": \"pay\"},\n"
                            "   \"attrs\": {\"known\": [\n     \"old\"\n   ]}, \"parents\": []},\n"
                            "  {\"uid\": {\"__entity\": {\"type\": \"Book\", \"id\": \"b\"}}, "
                            "\"attrs\": {}, \"parents\": []}\n]\n"}};
    const WorkspaceEdit edit = inventoryEdit(files, {{pay, "known", {"new \"one\"", "old"}},
                                                     {{"Book", "b"}, "people", {"x"}},
                                                     {{"Tool", "mail"}, "known", {"y"}}});
    QCOMPARE(edit.files.size(), 2U);
    const std::string text = applied(files.at("entities/a.json"), edit.files.at("entities/a.json"));
    QCOMPARE(text, std::string("[\n  {\"uid\": {\"type\": \"Tool\", \"id\": \"pay\"},\n"
                               "   \"attrs\": {\"known\": [\n     \"old\",\n     \"new "
                               "\\\"one\\\"\"\n   ]}, \"parents\": []},\n"
                               "  {\"uid\": {\"__entity\": {\"type\": \"Book\", \"id\": \"b\"}}, "
                               "\"attrs\": { \"people\": [\"x\"] }, \"parents\": []}\n]\n"));
    const std::string made = applied("", edit.files.at(kMinedEntitiesFile));
    QVERIFY(made.find("\"mail\"") != std::string::npos);
    // Done once, nothing is left to do.
    QVERIFY(
        inventoryEdit({{"entities/a.json", text}, {kMinedEntitiesFile, made}},
                      {{pay, "known", {"new \"one\"", "old"}}, {{"Tool", "mail"}, "known", {"y"}}})
            .files.empty());
}

void TestMiningInventories::whatWouldStillBeDeniedIsSaid()
{
    auto setup = test::makeSetup(kPolicies, kEntities);
    MadeRun run("r");
    ended(run.call("pay", R"({"to":"new"})"), true);
    ended(run.call("pay", R"({"to":"other"})"), true);
    ended(run.call("pay", R"({"to":"gone"})"), false);
    const decision::Decider decider(setup);
    const replay::MemorySource source(run.events());
    const auto trial = tryInventories(decider, source, {{{"Tool", "pay"}, "known", {"new"}}});
    QCOMPARE(trial->wanting, std::int64_t{2});
    QCOMPARE(trial->denied.size(), 1U);
    QCOMPARE(trial->denied.front().step, std::int64_t{1});
}

void TestMiningInventories::formsOfValues_data()
{
    QTest::addColumn<int>("form");
    const auto row = [](const char* text, ValueForm form) {
        QTest::newRow(text) << static_cast<int>(form);
    };
    row("https://a.example/b", ValueForm::Url);
    row("www.a.example", ValueForm::Url);
    row("ann@a.example", ValueForm::Email);
    row("ann@localhost", ValueForm::Other);
    row("DE89370400440532013000", ValueForm::AccountNumber);
    row("INV-2042", ValueForm::Other);
    row("general", ValueForm::Other);
}

void TestMiningInventories::formsOfValues()
{
    QFETCH(int, form);
    QCOMPARE(static_cast<int>(formOf(QTest::currentDataTag())), form);
}

QTEST_GUILESS_MAIN(TestMiningInventories)
#include "tst_mining_inventories.moc"
