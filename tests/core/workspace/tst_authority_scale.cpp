// SPDX-License-Identifier: Apache-2.0
#include "core/decision/authority_part.h"
#include "core/decision/decide.h"
#include "core/workspace/load.h"
#include "tests/support/cpu_clock.h"

#include <QTest>

#include <fmt/format.h>

using namespace remit;
using namespace remit::workspace;

namespace {

/// Grants in the large workspace; 5,000 where nothing else is asked for.
int grants()
{
    const int asked = qEnvironmentVariableIntValue("REMIT_GRANTS");
    return asked > 0 ? asked : 5000;
}

SnapshotFile file(FileKind kind, std::string text)
{
    return {kind, std::make_shared<const std::string>(std::move(text))};
}

std::string uid(const char* type, int number)
{
    return fmt::format(R"({{"type": "{}", "id": "{}"}})", type, number);
}

std::string grant(const std::string& id, const std::string& from, const std::string& to,
                  const std::string& task, const std::string& parent, int depth)
{
    return fmt::format(R"({{"id": "{}", "from": {}, "to": {}, "task": "{}", "taskVersion": 1,
"issuedAt": "2026-03-02T09:00:00Z", "expiresAt": "2026-03-02T17:00:00Z", "depth": {},
"parent": "{}"}})",
                       id, from, to, task, depth, parent);
}

std::string task(const std::string& id)
{
    return fmt::format(R"({{"id": "{}", "version": 1, "purpose": "p", "owner": {},
"profile": "exploratory", "maxDuration": "1d",
"transitions": [{{"at": "2026-03-02T09:00:00Z", "event": "activate"}}]}})",
                       id, uid("User", 0));
}

std::string list(const std::vector<std::string>& objects)
{
    return fmt::format("[{}]", fmt::join(objects, ",\n"));
}

/// Pairs of a grant from a person to a planner and one below it to a worker, each with a scope in
/// a file of its own.
Snapshot largeSnapshot(int count)
{
    Snapshot snapshot;
    snapshot.settings = defaultSettings();
    snapshot.settings.authority = decision::Authority::Modelled;
    std::vector<std::string> all;
    for (int i = 0; i < count / 2; ++i) {
        const std::string above = fmt::format("a{}", i);
        const std::string below = fmt::format("b{}", i);
        all.push_back(grant(above, uid("User", i % 100), uid("Agent", i % 1000), "t", "root", 2));
        all.push_back(
            grant(below, uid("Agent", i % 1000), uid("Agent", 1000 + i % 5000), "t", above, 1));
        const std::string text = fmt::format(
            "permit (principal, action == Action::\"read\", resource in Folder::\"{}\");", i % 50);
        for (const std::string& id : {above, below})
            snapshot.files["grants/" + id + ".cedar"] = file(FileKind::Grants, text);
    }
    snapshot.files["grants/all.json"] = file(FileKind::Grants, list(all));
    snapshot.files["tasks/t.json"] = file(FileKind::Tasks, task("t"));
    return snapshot;
}

/// One agent that holds so many grants, for so many tasks; and as many for the first task.
Snapshot busyAgent(int count)
{
    Snapshot snapshot;
    snapshot.settings = defaultSettings();
    snapshot.settings.authority = decision::Authority::Modelled;
    std::vector<std::string> all;
    std::vector<std::string> tasks;
    for (int i = 0; i < count; ++i) {
        const std::string id = fmt::format("g{}", i);
        const std::string name = i % 2 == 0 ? "t0" : fmt::format("t{}", i);
        all.push_back(grant(id, uid("User", 0), uid("Agent", 0), name, "root", 0));
        if (name != "t0" || i == 0)
            tasks.push_back(task(name));
        snapshot.files["grants/" + id + ".cedar"] =
            file(FileKind::Grants, "permit (principal, action == Action::\"read\", resource);");
    }
    snapshot.files["grants/all.json"] = file(FileKind::Grants, list(all));
    snapshot.files["tasks/all.json"] = file(FileKind::Tasks, list(tasks));
    snapshot.files["policies/p.cedar"] =
        file(FileKind::Policies, "permit (principal, action, resource);");
    snapshot.files["credentials/c.json"] =
        file(FileKind::Credentials,
             R"([{"id": "c", "kind": "api-key", "issuedAt": "2026-03-02T09:00:00Z", "holder": )" +
                 uid("Agent", 0) + "}]");
    return snapshot;
}

trace::Event callOf(const char* tool)
{
    trace::Event event;
    event.run = "run";
    event.time = parseRfc3339("2026-03-02T12:00:00Z");
    trace::Call call;
    call.callId = "c";
    call.agent = trace::Field("0");
    call.tool = tool;
    call.arguments = "{}";
    call.credential = trace::Field("c");
    call.workload = trace::Field::none();
    call.task = trace::Field("t0@1");
    event.body = std::move(call);
    return event;
}

} // namespace

/// Many grants: they load in linear time, and a call is decided by looking up, never by searching.
/// Times are of the processor, told always and judged in an optimised build.
class TestAuthorityScale : public QObject {
    Q_OBJECT

private slots:
    void manyGrantsLoad()
    {
        const Snapshot snapshot = largeSnapshot(grants());
        test::CpuClock clock;
        const Loaded loaded = loadSetup(snapshot);
        const double loading = clock.elapsed();
        qInfo("%d grants loaded in %.0f ms", grants(), loading);
        QVERIFY(!test::kOptimised || loading <= 2000.0 * std::max(1.0, grants() / 100'000.0));
        QVERIFY2(loaded.diagnostics.empty(),
                 loaded.diagnostics.empty() ? "" : loaded.diagnostics.front().message.c_str());
        QCOMPARE(loaded.setup->registry->grants().size(), static_cast<std::size_t>(grants()));
        QCOMPARE(loaded.setup->scopes.size(), static_cast<std::size_t>(grants()));
        clock.restart();
        const decision::Decider decider(loaded.setup);
        qInfo("chains indexed in %.0f ms", clock.elapsed());
    }

    void anAgentWithManyGrantsIsDecided_data()
    {
        QTest::addColumn<QByteArray>("tool");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("allowed") << QByteArray("read") << QByteArray("allow");
        QTest::newRow("outside of all") << QByteArray("write") << QByteArray("deny");
    }
    void anAgentWithManyGrantsIsDecided()
    {
        QFETCH(QByteArray, tool);
        QFETCH(QByteArray, expected);
        const int count = std::min(grants(), 10'000);
        const Loaded loaded = loadSetup(busyAgent(count));
        QVERIFY(loaded.ok());
        const decision::Decider decider(loaded.setup);
        const trace::Event event = callOf(tool.constData());
        const decision::RecordedCall call{&event, nullptr, 0};
        const decision::SessionReducer session;
        cedar::Scratch scratch;
        decision::CallVerdict verdict = decider.decide(call, session, scratch);
        QCOMPARE(std::string(name(verdict.verdict)), expected.toStdString());
        const test::CpuClock clock;
        constexpr int kTimes = 20;
        for (int i = 0; i < kTimes; ++i)
            verdict = decider.decide(call, session, scratch);
        const double deciding = clock.elapsed() / kTimes;
        qInfo("a call of an agent with %d grants is decided in %.3f ms", count, deciding);
        QVERIFY(!test::kOptimised || deciding <= 1);
    }

    /// What is wrong in a hundred places is said in each, with its file.
    void absurdGrantsAreNamedAndHandOnNothing()
    {
        Snapshot snapshot = busyAgent(2);
        std::vector<std::string> all;
        for (int i = 0; i < 200; ++i) // a chain of 200 hops
            all.push_back(grant(fmt::format("d{}", i), uid(i == 0 ? "User" : "Agent", i + 1000),
                                uid("Agent", i + 1001), "t0",
                                i == 0 ? "root" : fmt::format("d{}", i - 1), 1000 - i));
        all.push_back(grant("r0", uid("Agent", 1), uid("Agent", 2), "t0", "r1", 5));
        all.push_back(grant("r1", uid("Agent", 2), uid("Agent", 1), "t0", "r0", 5)); // a ring
        all.push_back(grant("twice", uid("User", 1), uid("Agent", 0), "t0", "root", 0));
        all.push_back(grant("twice", uid("User", 2), uid("Agent", 0), "t0", "root", 0));
        all.push_back(grant("loose", uid("User", 1), uid("Agent", 0), "nothing", "nobody", 0));
        snapshot.files["grants/absurd.json"] = file(FileKind::Grants, list(all));
        const Loaded loaded = loadSetup(snapshot);
        std::map<std::string, int> codes;
        for (const Diagnostic& diagnostic : loaded.diagnostics) {
            QCOMPARE(diagnostic.file, std::string("grants/absurd.json"));
            QVERIFY(diagnostic.span.end > diagnostic.span.begin);
            ++codes[diagnostic.code];
        }
        QCOMPARE(codes["authority/duplicate-id"], 1);
        QCOMPARE(codes["authority/dangling-parent"], 1);
        QCOMPARE(codes["authority/unknown-task"], 1);
        QVERIFY(!loaded.ok());
        const decision::Decider decider(loaded.setup);
        trace::Event event = callOf("read");
        std::get<trace::Call>(event.body).agent = trace::Field("1150"); // deep in the chain
        const decision::RecordedCall call{&event, nullptr, 0};
        cedar::Scratch scratch;
        const auto verdict = decider.decide(call, decision::SessionReducer(), scratch);
        QVERIFY(verdict.verdict == decision::Verdict::Deny);
        QVERIFY(verdict.triad.delegated == false);
    }
};

QTEST_APPLESS_MAIN(TestAuthorityScale)
#include "tst_authority_scale.moc"
