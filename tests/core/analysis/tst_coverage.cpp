// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/coverage/coverage.h"
#include "core/base/text.h"
#include "core/cedar/engine/coverage_counter.h"
#include "core/cedar/syntax/formatter.h"
#include "core/replay/replay.h"
#include "tests/core/analysis/loaded_sample.h"
#include "tests/core/decision/made_setup.h"
#include "tests/support/golden.h"
#include "tests/support/test_paths.h"

#include <QtTest>

#include <array>
#include <chrono>

using namespace remit;
using analysis::CoverageReport;

namespace {

struct CoverageCase {
    std::string name;
    std::string policies;
    std::vector<std::string> calls;
    bool setAside = false;
};

/// The coverage cases of a file, and all of its other lines as they are.
struct CaseFile {
    std::vector<std::string> before; ///< lines up to the first case
    std::vector<CoverageCase> cases;
};

CaseFile readCaseFile(const std::string& text)
{
    CaseFile file;
    for (const std::string_view line : split(text, '\n')) {
        if (line.starts_with("== ")) {
            file.cases.emplace_back().name = line.substr(3);
        } else if (file.cases.empty()) {
            file.before.emplace_back(line);
        } else if (line.starts_with("-- ")) {
            file.cases.back().calls.emplace_back(line.substr(3));
        } else if (!line.empty() && !line.starts_with("=> ")) {
            CoverageCase& last = file.cases.back();
            last.setAside = last.setAside || line.starts_with("// set aside");
            last.policies += std::string(line) + "\n";
        }
    }
    return file;
}

cedar::Request requestOf(const std::string& call)
{
    cedar::Request request{{"User", "u"}, {"Action", "a"}, {"Thing", "t"}};
    const std::size_t context = call.find('{');
    const std::string before = call.substr(0, context);
    const std::vector<std::string_view> uids = split(before, ' ');
    if (uids.size() > 1) {
        const auto uid = [&](std::size_t i) {
            const auto parsed = cedar::parseEntityUid(uids[i]);
            if (!parsed)
                throw std::runtime_error("no uid: " + call);
            return *parsed;
        };
        request.principal = uid(0);
        request.action = uid(1);
        request.resource = uid(2);
    }
    Diagnostics diagnostics;
    const JsonDocument document = parseJson(call.substr(context));
    auto value =
        document.root ? cedar::readContext(*document.root, "call", diagnostics) : std::nullopt;
    if (!value)
        throw std::runtime_error("no context: " + call);
    request.context = *std::move(value);
    return request;
}

const char* const kEntities =
    "[{\"uid\": {\"type\": \"User\", \"id\": \"u\"}, \"attrs\": {}, \"parents\": []},"
    "{\"uid\": {\"type\": \"User\", \"id\": \"tagged\"}, \"attrs\": {}, \"parents\": [],"
    "\"tags\": {\"t\": \"x\"}}]";

/// What the engine evaluates of the requests, reported.
CoverageReport coverageOfCase(const CoverageCase& one)
{
    const auto setup = test::makeSetup(one.policies, kEntities);
    cedar::Scratch scratch;
    cedar::CoverageCounter counter;
    cedar::observe(scratch, &counter);
    const std::vector<std::uint32_t> setAside{0};
    analysis::CallTally tally;
    for (const std::string& call : one.calls) {
        ++tally.calls;
        (void)cedar::evaluateAll(
            *setup->program, *setup->entities, requestOf(call),
            one.setAside ? std::span(setAside) : std::span<const std::uint32_t>(), scratch);
    }
    return analysis::coverageOf({*setup, counter.take(), tally});
}

std::string reasonText(const char* what, const std::optional<analysis::Why>& why)
{
    return why ? std::string(what) + " " + std::string(name(why->reason)) + ": " + why->text + "\n"
               : std::string();
}

void addMissing(const std::string& title, const char* first,
                const std::optional<analysis::Why>& firstWhy, const char* second,
                const std::optional<analysis::Why>& secondWhy, std::string& text)
{
    if (firstWhy && secondWhy && firstWhy->text == secondWhy->text)
        text += "=> " + title +
                reasonText(firstWhy->reason == analysis::UncoveredReason::AlwaysError
                               ? ": no value,"
                               : ": never reached,",
                           firstWhy);
    else {
        if (firstWhy)
            text += "=> " + title + reasonText(first, firstWhy);
        if (secondWhy)
            text += "=> " + title + reasonText(second, secondWhy);
    }
}

/// What is not covered, a line each.
std::string missingOf(const CoverageReport& report)
{
    std::string text;
    for (const analysis::CoveredPolicy& policy : report.policies) {
        const std::string id = report.policies.size() > 1 ? policy.id + " " : "";
        if (policy.neverSatisfied)
            text += "=> " + id + "policy" + reasonText(": never satisfied,", policy.neverSatisfied);
        for (const analysis::CoveredClause& clause : policy.clauses) {
            addMissing(id + (clause.unless ? "unless" : "when"), ": never held,", clause.neverHeld,
                       ": never failed,", clause.neverFailed, text);
            for (const analysis::CoveredNode& node : clause.nodes)
                addMissing(id + "`" + std::string(policy.source->text(node.span)) + "`",
                           ": never true,", node.neverTrue, ": never false,", node.neverFalse,
                           text);
        }
    }
    return text.empty() ? "=> all covered\n" : text;
}

void blank(JsonValue& value)
{
    std::erase_if(value.members, [](const JsonMember& member) {
        return member.key == "line" || member.key == "column" || member.key == "text";
    });
    for (JsonMember& member : value.members)
        blank(member.value);
    for (JsonValue& item : value.items)
        blank(item);
}

/// Without places, and without what is shown of the text: a long one may be cut elsewhere.
std::string placeless(const CoverageReport& report)
{
    JsonValue value = *parseJson(coverageJson(report)).root;
    blank(value);
    return toJson(value);
}

const char* const kOffice =
    "@id(\"pay-small\") permit (principal, action == Action::\"pay\", resource)\n"
    "when { context.input.amount <= 100 };\n"
    "@id(\"never-eve\") forbid (principal, action == Action::\"pay\", resource)\n"
    "when { context.input.to == \"eve\" && context.input.amount > 10 };\n";

std::string payment(int amount, const char* to)
{
    return "{\"amount\": " + std::to_string(amount) + ", \"to\": \"" + to + "\"}";
}

test::MadeRun payments()
{
    test::MadeRun run("r");
    run.call("pay", payment(5, "bob")).call("pay", payment(5, "eve"));
    run.call("pay", payment(500, "bob"));
    return run;
}

struct Covered {
    CoverageReport report;
    std::vector<decision::CallVerdict> rows;
};

Covered replayed(const std::shared_ptr<const decision::Setup>& setup, const test::MadeRun& run,
                 unsigned threads = 1)
{
    cedar::CoverageCounts counts;
    replay::Options options;
    options.coverage = &counts;
    options.threads = threads;
    const decision::Decider decider(setup);
    auto result = replay::replay(decider, replay::MemorySource(run.events()), options);
    analysis::CallTally tally;
    for (const decision::CallVerdict& row : result->rows)
        tally.add(row);
    return {analysis::coverageOf({*setup, counts, tally}), std::move(result->rows)};
}

} // namespace

class TestCoverage : public QObject {
    Q_OBJECT
private slots:
    void everyOperatorAndEveryReason()
    {
        const auto golden = test::sourceDir() / "tests/golden/coverage/conditions.cases";
        const CaseFile file = readCaseFile(test::readAll(golden));
        std::string text;
        for (const std::string& line : file.before)
            text += line + "\n";
        for (std::size_t i = 0; i < file.cases.size(); ++i) {
            const CoverageCase& one = file.cases[i];
            text += (i == 0 ? "" : "\n") + std::string("== ") + one.name + "\n" + one.policies;
            for (const std::string& call : one.calls)
                text += "-- " + call + "\n";
            text += missingOf(coverageOfCase(one));
        }
        QCOMPARE(test::compareWithGolden(golden, text), std::string());
    }

    void formattingChangesNothing_data()
    {
        QTest::addColumn<QString>("policies");
        const auto golden = test::sourceDir() / "tests/golden/coverage/conditions.cases";
        for (const CoverageCase& one : readCaseFile(test::readAll(golden)).cases)
            QTest::newRow(one.name.c_str())
                << QString::fromStdString(one.policies + "\x01" + joined(one.calls, "\x01"));
    }
    void formattingChangesNothing()
    {
        QFETCH(QString, policies);
        CoverageCase one;
        const std::string text = policies.toStdString();
        const auto parts = split(text, '\x01');
        one.policies = parts[0];
        for (std::size_t i = 1; i < parts.size(); ++i) {
            if (!parts[i].empty())
                one.calls.emplace_back(parts[i]);
        }
        CoverageCase narrow = one;
        narrow.policies = cedar::format(one.policies, {20, 2}).text;
        const CoverageReport wide = coverageOfCase(one);
        const CoverageReport other = coverageOfCase(narrow);
        QCOMPARE(placeless(other), placeless(wide));
    }

    void aReplayCountsWhatItDecides()
    {
        const auto setup = test::makeSetup(kOffice);
        const Covered covered = replayed(setup, payments());
        const CoverageReport& report = covered.report;
        QCOMPARE(report.calls, std::int64_t{3});
        QCOMPARE(report.policies.size(), std::size_t{2});
        QCOMPARE(report.policies[0].inScope, std::uint64_t{3});
        QCOMPARE(report.policies[0].satisfied, std::uint64_t{2});
        QVERIFY(!report.policies[0].neverSatisfied);
        QVERIFY(report.policies[1].neverSatisfied.has_value());
        QCOMPARE(report.summary.policies.covered, std::int64_t{1});
        // pay-small 2/2; never-eve: clause 1/2, to == eve 2/2, amount > 10 1/2.
        QCOMPARE(report.summary.conditions.covered, std::int64_t{6});
        QCOMPARE(report.summary.conditions.total, std::int64_t{8});
        QCOMPARE(report.actions.size(), std::size_t{1});
        QCOMPARE(report.actions[0].verdicts.calls, std::int64_t{3});
        QCOMPARE(report.actions[0].verdicts.allowed, std::int64_t{2});
        // Collecting changes no verdict.
        const auto plain =
            replay::replay(decision::Decider(setup), replay::MemorySource(payments().events()));
        QVERIFY(plain->rows == covered.rows);
    }
    void whatNoCallTouchesIsSaid()
    {
        const test::LoadedSample sample("payments-agent");
        const cedar::CoverageCounts none;
        const CoverageReport report =
            analysis::coverageOf({sample.decider->setup(), none, analysis::CallTally()});
        QVERIFY(!report.grants.empty() && !report.policies.empty());
        for (const analysis::CoveredThing& thing : report.grants) {
            QVERIFY(thing.uncovered.has_value());
            QVERIFY(thing.uncovered->reason == analysis::UncoveredReason::NoCall);
            QVERIFY(!thing.uncovered->text.empty());
        }
        QCOMPARE(report.summary.grants.covered, std::int64_t{0});
        for (const analysis::CoveredPolicy& policy : report.policies)
            QVERIFY(policy.neverInScope->reason == analysis::UncoveredReason::NotEvaluated);
    }
    /// At most twice as long; the best of several tries, since others use the machine too.
    void collectingCostsLittle()
    {
        const auto setup = test::makeSetup(kOffice);
        test::MadeRun run("r");
        for (int i = 0; i < 300; ++i)
            run.call("pay", payment(i, i % 3 == 0 ? "eve" : "bob"));
        const decision::Decider decider(setup);
        const replay::MemorySource source(run.events());
        std::array<double, 2> best{1e9, 1e9};
        for (int i = 0; i < 10; ++i) {
            cedar::CoverageCounts counts;
            replay::Options options;
            options.threads = 1;
            options.coverage = i % 2 == 0 ? nullptr : &counts;
            const auto start = std::chrono::steady_clock::now();
            QVERIFY(replay::replay(decider, source, options).has_value());
            const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
            best[i % 2] = std::min(best[i % 2], took.count());
        }
        QVERIFY2(best[1] <= 2 * best[0],
                 qPrintable(QStringLiteral("%1 s against %2 s").arg(best[1]).arg(best[0])));
    }
    void theNumberOfThreadsChangesNothing()
    {
        const auto setup = test::makeSetup(kOffice);
        std::vector<trace::Event> events;
        for (int i = 0; i < 20; ++i) {
            test::MadeRun run("r" + std::to_string(i));
            run.call("pay", payment(i * 10, "eve"));
            run.call("pay", "{}");
            events.insert(events.end(), run.events().begin(), run.events().end());
        }
        std::string first;
        for (const unsigned threads : {1U, 4U}) {
            cedar::CoverageCounts counts;
            replay::Options options;
            options.coverage = &counts;
            options.threads = threads;
            QVERIFY(replay::replay(decision::Decider(setup), replay::MemorySource(events), options)
                        .has_value());
            const std::string json = coverageJson(analysis::coverageOf({*setup, counts, {}}));
            first = first.empty() ? json : first;
            QCOMPARE(json, first);
        }
    }
    /// What would be, were it approved, is no evidence that an approval was ever seen.
    void askingWhatAnApprovalWouldChangeCoversNothing()
    {
        const auto setup = test::makeSetup(
            "@id(\"p\") permit (principal, action, resource);\n"
            "@id(\"ask\") @approval(\"lead\") forbid (principal, action, resource)\n"
            "unless { context has approvals && context.approvals.contains(\"lead\") };");
        test::MadeRun run("r");
        run.call("pay");
        const Covered covered = replayed(setup, run);
        QCOMPARE(covered.rows[0].verdict, decision::Verdict::ApprovalRequired);
        QCOMPARE(covered.report.policies[1].inScope, std::uint64_t{1});
        QCOMPARE(covered.report.policies[1].clauses[0].nodes[1].counts.isTrue, std::uint64_t{0});
    }

    void theFormsForBuildServers()
    {
        const CoverageReport report = replayed(test::makeSetup(kOffice), payments()).report;
        const auto golden = test::sourceDir() / "tests/golden/coverage";
        QCOMPARE(test::compareWithGolden(golden / "office.json", coverageJson(report) + "\n"),
                 std::string());
        QCOMPARE(test::compareWithGolden(golden / "office.info", coverageLcov(report)),
                 std::string());
        QCOMPARE(test::compareWithGolden(golden / "office.xml", coverageCobertura(report)),
                 std::string());
        QCOMPARE(test::compareWithGolden(golden / "office.txt", coverageText(report, true, false)),
                 std::string());
    }
};

QTEST_APPLESS_MAIN(TestCoverage)
#include "tst_coverage.moc"
