// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/decision/provenance/provenance.h"
#include "core/decision/session_facts.h"
#include "tests/core/decision/made_setup.h"

#include <QtTest>

using namespace remit;
using trace::Role;

namespace {

/// A session in a few words; asks about arguments as the agent `a` of the run `r`.
class Told {
public:
    explicit Told(const char* agent = "a")
    {
        trace::RunStart start;
        start.agent = trace::Field(agent);
        add(std::move(start));
    }
    Told& user(std::string text)
    {
        return add(trace::Message{Role::User, {}, {}, std::move(text)});
    }
    Told& system(std::string text)
    {
        return add(trace::Message{Role::System, {}, {}, std::move(text)});
    }
    Told& agent(std::string text, trace::Field from = {})
    {
        return add(trace::Message{Role::Agent, std::move(from), {}, std::move(text)});
    }
    Told& result(std::string tool, std::string content, std::string arguments = "{}",
                 std::vector<std::string> labels = {})
    {
        trace::Call call;
        call.callId = "c" + std::to_string(++m_calls);
        call.tool = std::move(tool);
        call.arguments = std::move(arguments);
        const std::string id = call.callId;
        add(std::move(call), labels);
        return add(trace::CallResult{id, true, std::move(content)});
    }
    Told& add(trace::EventBody body, const std::vector<std::string>& labels = {})
    {
        trace::Event event;
        event.run = "r";
        event.body = std::move(body);
        m_session.add(event, labels);
        return *this;
    }

    /// "every […] any […]" of the argument `x`; "absent" when it has no member.
    [[nodiscard]] QString ask(const std::string& json, const std::string& agent = "a",
                              const std::string& schema = {}) const
    {
        const JsonDocument document = parseJson(json);
        std::optional<decision::SchemaValues> values;
        if (!schema.empty())
            values.emplace(*parseJson(schema).root);
        const auto all = m_session.provenance()->of(decision::argumentValues(*document.root),
                                                    {"r", agent}, values ? &*values : nullptr);
        for (const decision::Provenance& one : all) {
            if (one.argument == "x")
                return QString::fromStdString("every " + joined(one.every, " ") + ", any " +
                                              joined(one.any, " "));
        }
        return "absent";
    }
    [[nodiscard]] const decision::SessionReducer& session() const { return m_session; }

private:
    decision::SessionReducer m_session;
    int m_calls = 0;
};

QString only(const char* sources)
{
    return QString("every %1, any %1").arg(sources);
}

const char* const kPay =
    R"(@id("pay") permit (principal, action, resource) when { context.provenance has to && context.provenance.to.every.contains("user") };)";

} // namespace

class TestProvenance : public QObject {
    Q_OBJECT
private slots:
    void sourceUser()
    {
        QCOMPARE(Told().user("Pay Bobby.").ask(R"({"x": "bobby"})"), only("user"));
    }
    void sourceSystem()
    {
        QCOMPARE(Told().system("You work for Acme.").ask(R"({"x": "Acme"})"), only("system"));
    }
    void sourceTool()
    {
        QCOMPARE(Told().result("read", "to: Bobby").ask(R"({"x": "Bobby"})"), only("tool:read"));
    }
    void sourceOtherAgent()
    {
        Told told;
        told.agent("Ask Bobby", trace::Field("planner"));
        QCOMPARE(told.ask(R"({"x": "Bobby"})"), only("agent:planner"));
        QCOMPARE(told.ask(R"({"x": "Bobby"})", "planner"), only("model"));
    }
    void ownMessagesAreNoSource()
    {
        QCOMPARE(Told().agent("I will ask Bobby").ask(R"({"x": "Bobby"})"), only("model"));
        QCOMPARE(Told("Agent::\"a\"").agent("I will ask Bobby").ask(R"({"x": "Bobby"})"),
                 only("model"));
    }
    void aUserMessageOfAnAgentIsTheAgents()
    {
        Told told;
        trace::RunStart start;
        start.agent = trace::Field("planner");
        told.add(std::move(start));
        told.add(trace::Message{Role::User, trace::Field("planner"), {}, "Pay Bobby"});
        QCOMPARE(told.ask(R"({"x": "Bobby"})"), only("agent:planner"));
    }
    void sourceSchema()
    {
        const char* const schema =
            R"({"properties": {"x": {"enum": ["monthly", "weekly"], "default": "daily"},
                "y": {"enum": ["yearly"]}}})";
        QCOMPARE(Told().ask(R"({"x": "Weekly"})", "a", schema), only("schema"));
        QCOMPARE(Told().ask(R"({"x": "daily"})", "a", schema), only("schema"));
        QCOMPARE(Told().ask(R"({"x": "yearly"})", "a", schema), only("model"));
        QCOMPARE(Told().user("weekly").ask(R"({"x": "weekly"})", "a", schema), only("schema user"));
    }
    void sourceSchemaBelowReferences()
    {
        const char* const schema =
            R"({"properties": {"x": {"type": "array", "items": {"$ref": "#/$defs/day"}}},
                "$defs": {"day": {"anyOf": [{"const": "monday"}, {"$ref": "#/$defs/day"}]}}})";
        QCOMPARE(Told().ask(R"({"x": ["Monday"]})", "a", schema), only("schema"));
    }
    void sourceModelWhenNowhere()
    {
        QCOMPARE(Told().user("Pay Bobby").ask(R"({"x": "Eve Evil"})"), only("model"));
    }

    void everyIsCommonAndAnyIsTheUnion()
    {
        Told told;
        told.user("Invite friend@x.example").result("read", "and attacker@y.example");
        QCOMPARE(told.ask(R"({"x": ["friend@x.example", "attacker@y.example"]})"),
                 QString("every , any tool:read user"));
        QCOMPARE(told.ask(R"({"x": {"deep": [["friend@x.example"]]}})"), only("user"));
    }
    void anEmptyArgumentHasBothEmpty()
    {
        QCOMPARE(Told().ask(R"({"x": []})"), QString("every , any "));
        QCOMPARE(Told().ask(R"({"x": {"y": []}})"), QString("every , any "));
    }
    void anAbsentArgumentHasNone() { QCOMPARE(Told().ask(R"({"y": 1})"), QString("absent")); }

    void weakSources_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("sources");
        QTest::newRow("boolean") << "true"
                                 << "weak:user";
        QTest::newRow("null") << "null"
                              << "weak:model";
        QTest::newRow("short number") << "50"
                                      << "weak:user";
        QTest::newRow("short by value") << "50.00"
                                        << "weak:user";
        QTest::newRow("long number") << "5000"
                                     << "user";
        QTest::newRow("short string") << "\"Bob\""
                                      << "weak:user";
        QTest::newRow("short when trimmed") << "\"  Bob  \""
                                            << "weak:user";
        QTest::newRow("four characters") << "\"Jörg\""
                                         << "user";
        QTest::newRow("empty string") << "\"\""
                                      << "weak:model";
    }
    void weakSources()
    {
        QFETCH(QString, json);
        QFETCH(QString, sources);
        Told told;
        told.user("It is true: Bob and JÖRG get 50 of 5,000.");
        QCOMPARE(told.ask("{\"x\": " + json.toStdString() + "}"), only(qPrintable(sources)));
    }

    void labelsTravelIntoAny()
    {
        Told told;
        told.result("read", "pin is 77431", "{}", {"secret", "bank"});
        QCOMPARE(told.ask(R"({"x": 77431})"),
                 QString("every tool:read, any label:bank label:secret tool:read"));
    }
    void aValueReadBackKeepsItsLabels()
    {
        Told told;
        told.result("read", "pin is 77431", "{}", {"secret"});
        told.result("note", "noted 77431", R"({"text": "77431"})");
        told.result("notes", "77431");
        QCOMPARE(told.ask(R"({"x": "77431"})"),
                 QString("every tool:notes tool:read, any label:secret tool:notes tool:read"));
    }
    void aValuePassedOnInAMessageKeepsItsLabels()
    {
        Told told;
        told.result("read", "pin is 77431", "{}", {"secret"});
        told.agent("The pin: 77431", trace::Field("reader"));
        QCOMPARE(told.ask(R"({"x": "77431"})"),
                 QString("every agent:reader tool:read, any agent:reader label:secret tool:read"));
    }

    void anEchoIsNoSource()
    {
        Told told;
        told.result("note", "Noted: pay Eve Evil today. From Mallory.",
                    R"({"text": "pay Eve Evil today"})", {"internal"});
        QCOMPARE(told.ask(R"({"x": "pay Eve Evil today"})"), only("model"));
        QCOMPARE(told.ask(R"({"x": "Eve Evil"})"), only("model"));
        QCOMPARE(told.ask(R"({"x": "Mallory"})"),
                 QString("every tool:note, any label:internal tool:note"));
        // Both words are in the arguments, but not one after the other.
        QCOMPARE(told.ask(R"({"x": "today From"})"),
                 QString("every tool:note, any label:internal tool:note"));
    }
    void anEchoInAnotherCallsResultIsASource()
    {
        Told told;
        told.result("note", "ok", R"({"text": "Eve Evil"})");
        told.result("notes", "Eve Evil");
        QCOMPARE(told.ask(R"({"x": "Eve Evil"})"), only("tool:notes"));
    }

    void neverPartsOfWords()
    {
        Told told;
        told.user("Write to bob@example.com about INV-2041 and https://x.example/bobby");
        QCOMPARE(told.ask(R"({"x": "example.com"})"), only("model"));
        QCOMPARE(told.ask(R"({"x": "2041"})"), only("model"));
        QCOMPARE(told.ask(R"({"x": "bobby"})"), only("model"));
        QCOMPARE(told.ask(R"({"x": "x.example/bobby/"})"), only("user"));
    }
    void sequencesDoNotRunFromOneValueIntoTheNext()
    {
        Told told;
        told.result("read", R"({"first": "Eve", "last": "Evil"})").result("list", R"(["Ann Lee"])");
        QCOMPARE(told.ask(R"({"x": "Eve Evil"})"), only("model"));
        QCOMPARE(told.ask(R"({"x": "Ann Lee"})"), only("tool:list"));
    }
    void onlyEarlierTextsCount()
    {
        Told told;
        QCOMPARE(told.ask(R"({"x": "Bobby"})"), only("model"));
        told.user("Pay Bobby");
        QCOMPARE(told.ask(R"({"x": "Bobby"})"), only("user"));
    }
    void aSessionCopiedGoesOnByItself()
    {
        Told told;
        told.user("Pay Bobby");
        decision::SessionReducer copy = told.session();
        told.user("Pay Mallory");
        const auto values = decision::argumentValues(*parseJson(R"({"x": "Mallory"})").root);
        QCOMPARE(copy.provenance()->of(values, {"r", "a"}, nullptr).front().every.front(),
                 std::string("model"));
    }
    void occurrencesNameTheEvents()
    {
        Told told;
        told.user("Pay Bobby").result("read", "Bobby", "{}", {"mail"}).agent("Bobby it is");
        decision::ScalarValue value;
        value.words = "bobby";
        const auto all = told.session().provenance()->occurrences(value, {"r", "a"});
        QCOMPARE(all.size(), std::size_t{2});
        QCOMPARE(all[0].event, std::size_t{1});
        QCOMPARE(all[0].source, std::string("user"));
        QCOMPARE(all[1].event, std::size_t{3});
        QCOMPARE(all[1].labels, std::vector<std::string>{"mail"});
    }

    void policiesReadIt()
    {
        const auto setup = test::makeSetup(kPay);
        test::MadeRun run("r");
        run.message(Role::User, "Pay Bobby").call("pay", R"({"to": "Bobby"})");
        QCOMPARE(test::DecidedCall(setup, run).verdict.verdict, decision::Verdict::Allow);
        run.call("pay", R"({"to": "Mallory"})");
        QCOMPARE(test::DecidedCall(setup, run).verdict.verdict, decision::Verdict::Deny);
    }
    void unknownWhereArgumentsWereNotRecorded()
    {
        test::MadeRun run("r");
        run.message(Role::User, "Pay Bobby").call("pay", std::nullopt);
        const decision::CallVerdict verdict = test::DecidedCall(test::makeSetup(kPay), run).verdict;
        QCOMPARE(verdict.verdict, decision::Verdict::Undecidable);
        QVERIFY(!verdict.unknown.empty());
        QCOMPARE(verdict.unknown.back(), std::string("provenance.to.every"));
    }
};

QTEST_APPLESS_MAIN(TestProvenance)
#include "tst_provenance.moc"
