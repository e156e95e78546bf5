// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/compare/compare.h"
#include "core/analysis/impact/impact.h"
#include "core/analysis/remedies/remedy.h"
#include "core/analysis/reviews/baseline.h"
#include "core/base/text.h"
#include "core/replay/jsonl.h"
#include "core/trace/import.h"
#include "core/workspace/load.h"
#include "core/workspace/load_memory.h"
#include "core/workspace/workspace.h"
#include "tests/core/decision/made_setup.h"
#include "tests/support/test_paths.h"

#include <QtTest>

#include <random>

using namespace remit;
using analysis::CallChange;
using analysis::ChangeKind;
using decision::Verdict;

namespace {

std::string policiesWith(const std::string& limit, const std::string& more = {})
{
    return "@id(\"small\") permit (principal, action == Action::\"pay\", resource) when { "
           "context.input.amount <= " +
           limit +
           " };"
           "@id(\"read\") permit (principal, action == Action::\"read\", resource);"
           "@id(\"origin\") forbid (principal, action, resource) when { context has provenance && "
           "context.provenance has to && context.provenance.to.any.contains(\"tool:read\") };" +
           more;
}

/// Runs with payments of random amounts; some arguments are not recorded.
std::vector<trace::Event> randomTraces(int runs, std::uint32_t seed)
{
    std::mt19937 random(seed);
    std::vector<trace::Event> events;
    for (int i = 0; i < runs; ++i) {
        test::MadeRun run("run-" + std::to_string(1000 + i));
        for (unsigned call = 1 + random() % 6; call > 0; --call) {
            if (random() % 3 == 0) {
                run.call("read", "{}");
                const auto& made = std::get<trace::Call>(run.events().back().body);
                run.add(trace::CallResult{made.callId, true, "mallory"});
                continue;
            }
            std::optional<std::string> arguments;
            if (random() % 8 > 0)
                arguments = "{\"amount\": " + std::to_string(random() % 200) + ", \"to\": \"" +
                            (random() % 4 == 0 ? "mallory" : "robert") + "\"}";
            run.call("pay", arguments);
        }
        events.insert(events.end(), run.events().begin(), run.events().end());
    }
    return events;
}

/// The setup of other policies over the same entities, as an edit makes it.
std::shared_ptr<const decision::Setup> edited(const decision::Setup& baseline,
                                              const std::string& policies)
{
    auto setup = test::makeSetup(policies);
    setup->entities = baseline.entities;
    return setup;
}

std::string told(const std::vector<CallChange>& changes)
{
    std::string text;
    for (const CallChange& change : changes)
        text += change.after.run + "#" + std::to_string(change.after.step) + " " +
                std::string(decision::name(change.before.verdict)) + ">" +
                std::string(decision::name(change.after.verdict)) + "; ";
    return text;
}

/// The source lives longer than what is made of it.
std::shared_ptr<const replay::EventSource> kept(const replay::EventSource& source)
{
    return {std::shared_ptr<const void>(), &source};
}

/// "title | old text → new text | how many others" of each remedy for the last call of the run.
QStringList remedies(const std::string& policies, const test::MadeRun& run,
                     const std::vector<trace::Event>& others)
{
    const auto setup = test::makeSetup(policies);
    test::DecidedCall decided(setup, run);
    const auto explanation =
        decision::explain(decided.decider(), decided.call(), decided.session(), decided.scratch());
    std::vector<trace::Event> all = others;
    all.insert(all.end(), run.events().begin(), run.events().end());
    const auto impact =
        analysis::ImpactAnalysis::prepare(setup, std::make_shared<const replay::MemorySource>(all));
    QStringList lines;
    for (const auto& remedy : analysis::remediesFor(setup, decided.call(), decided.session(),
                                                    explanation, impact->get())) {
        std::string line = remedy.title + " |";
        for (const TextEdit& edit : remedy.edit.files.at("test.cedar"))
            line += " " + policies.substr(edit.range.begin, edit.range.size()) + " → " + edit.text;
        lines << QString::fromStdString(line) + " | " + QString::number(remedy.alsoAllowed->size());
    }
    return lines;
}

decision::CallVerdict row(Verdict verdict, std::int64_t step)
{
    decision::CallVerdict row;
    row.run = "r";
    row.step = step;
    row.verdict = verdict;
    if (verdict == Verdict::Deny)
        row.crossings.push_back({decision::CrossingKind::Forbidden, {}, {}, {"f"}, "Forbidden."});
    return row;
}

} // namespace

class TestCompare : public QObject {
    Q_OBJECT
private slots:
    void changesAreGroupedByWhatMadeThem()
    {
        const replay::MemorySource source(randomTraces(25, 1));
        const decision::Decider before(test::makeSetup(policiesWith("100")));
        const decision::Decider after(test::makeSetup(policiesWith(
            "50", "@id(\"stop\") forbid (principal, action == Action::\"read\", resource);")));
        const auto comparison = analysis::compare(before, after, source);
        QVERIFY(comparison.has_value());
        const auto groups = analysis::grouped(comparison->changes);
        QCOMPARE(groups.size(), std::size_t{2});
        std::set<std::string> causes;
        for (const auto& group : groups)
            causes.insert(analysis::sentence(group.cause));
        QCOMPARE(causes,
                 (std::set<std::string>{"`small` permits no longer", "`stop` forbids now"}));
        QCOMPARE(comparison->count(ChangeKind::NewlyCrossed), comparison->changes.size());
        const auto reverse = analysis::compare(after, before, source);
        QCOMPARE(reverse->count(ChangeKind::NewlyAllowed), comparison->changes.size());
        QVERIFY(
            analysis::comparisonText(*comparison, false).find("newly crossed, 0 newly allowed") !=
            std::string::npos);
    }
    void theSameChangesNothing()
    {
        const replay::MemorySource source(randomTraces(10, 2));
        const decision::Decider decider(test::makeSetup(policiesWith("100")));
        QVERIFY(analysis::compare(decider, decider, source)->changes.empty());
    }

    /// In bounded memory: all are counted and the first listed, whether the verdicts before are
    /// known or replayed.
    void manyChangesAreCountedAndTheFirstListed_data()
    {
        QTest::addColumn<bool>("consequential");
        QTest::newRow("isolated") << false;
        QTest::newRow("consequential") << true;
    }
    void manyChangesAreCountedAndTheFirstListed()
    {
        QFETCH(bool, consequential);
        const replay::MemorySource source(randomTraces(60, 3));
        const decision::Decider before(test::makeSetup(policiesWith("100")));
        const decision::Decider after(test::makeSetup(policiesWith("20")));
        replay::Options modes;
        modes.mode = consequential ? replay::Mode::Consequential : replay::Mode::Isolated;
        const auto all = analysis::compare(before, after, source, modes);
        QVERIFY(!all->isCut() && all->changes.size() > 20);
        std::vector<decision::Verdict> known;
        const auto replayed = replay::replay(before, source, modes);
        for (const auto& row : replayed->rows)
            known.push_back(row.verdict);
        for (const auto* verdicts : {&known, static_cast<decltype(&known)>(nullptr)}) {
            const auto some = analysis::compare(before, after, source, modes, {},
                                                {.mostListed = 7, .before = verdicts});
            QVERIFY(some->isCut());
            QCOMPARE(some->changes.size(), std::size_t{7});
            QVERIFY(some->counts == all->counts);
            QCOMPARE(told(some->changes), told({all->changes.begin(), all->changes.begin() + 7}));
            const std::string text = analysis::comparisonText(*some, false);
            QVERIFY2(text.find("The first 7 are listed.") != std::string::npos, text.c_str());
            QVERIFY(text.find(std::to_string(all->changes.size()) + " of ") != std::string::npos);
        }
        known.pop_back();
        QCOMPARE(
            analysis::compare(before, after, source, modes, {}, {.before = &known}).error().code,
            ErrorCode::Internal);
    }
    /// The strip's answer as well, by tapes and with kept authority.
    void theImpactOfManyChangesIsBounded_data()
    {
        QTest::addColumn<bool>("approvals");
        QTest::newRow("on tapes") << false;
        QTest::newRow("with authority") << true;
    }
    void theImpactOfManyChangesIsBounded()
    {
        QFETCH(bool, approvals);
        constexpr std::size_t kMost = 250;
        std::vector<trace::Event> events;
        for (std::size_t run = 0; run < 5; ++run) {
            test::MadeRun made("run-" + std::to_string(1000 + run));
            for (int call = 0; call < 100; ++call)
                made.call("pay", "{\"amount\": 50}");
            events.insert(events.end(), made.events().begin(), made.events().end());
        }
        const std::string rule =
            approvals ? "@id(\"a\") @approval(\"lead\") forbid (principal, action == "
                        "Action::\"none\", resource) unless { context has approvals && "
                        "context.approvals.contains(\"lead\") };"
                      : "";
        const auto baseline = test::makeSetup(policiesWith("100", rule));
        const auto analysis = analysis::ImpactAnalysis::prepare(
            baseline, std::make_shared<const replay::MemorySource>(std::move(events)));
        QVERIFY(analysis.has_value());
        const auto impact = (*analysis)->of(edited(*baseline, policiesWith("20", rule)), {}, kMost);
        QVERIFY2(impact.has_value(), impact ? "" : impact.error().message.c_str());
        QCOMPARE(impact->count(ChangeKind::NewlyCrossed), std::size_t{500});
        QCOMPARE(impact->changes.size(), kMost);
        QCOMPARE(impact->changes.back().after.step, std::int64_t{49});
        QVERIFY(decision::isCrossing(impact->changes.back().after.verdict));
    }

    /// The quick answer of the strip is that of two replays.
    void impactAgreesWithComparison_data()
    {
        QTest::addColumn<QString>("policies");
        const auto row = [](const char* name, const std::string& policies) {
            QTest::newRow(name) << QString::fromStdString(policies);
        };
        row("unchanged", policiesWith("100"));
        row("layout only", policiesWith("  100  "));
        row("lower", policiesWith("20"));
        row("higher", policiesWith("180"));
        row("failing", policiesWith("context.input.limit"));
        row("new forbid",
            policiesWith("100", "@id(\"x\") forbid (principal, action, resource) when { "
                                "context.input.amount > 30 };"));
        row("new permit", policiesWith("100", "@id(\"x\") permit (principal, action, resource);"));
        row("reads what is unknown",
            policiesWith("100", "@id(\"x\") forbid (principal, action, resource) when { "
                                "context.now < datetime(\"2026-01-01\") };"));
        row("gone", "@id(\"read\") permit (principal, action == Action::\"read\", resource);");
    }
    void impactAgreesWithComparison()
    {
        QFETCH(QString, policies);
        const replay::MemorySource source(randomTraces(60, 3));
        const auto baseline = test::makeSetup(policiesWith("100"));
        const auto after = edited(*baseline, policies.toStdString());
        const auto analysis = analysis::ImpactAnalysis::prepare(baseline, kept(source));
        QVERIFY(analysis.has_value());
        const auto impact = (*analysis)->of(after);
        QVERIFY(impact.has_value());
        const auto expected =
            analysis::compare(decision::Decider(baseline), decision::Decider(after), source);
        QCOMPARE(told(impact->changes), told(expected->changes));
        QVERIFY(impact->decided <= impact->calls);
    }
    /// The same with chains, grants and approvals that are used up: each sample, each of its policy
    /// files without its policies, and with one more for all.
    void impactAgreesUnderAuthority_data()
    {
        QTest::addColumn<QString>("sample");
        QTest::addColumn<QString>("added");
        QTest::addColumn<bool>("changes"); // some verdict
        for (const char* sample : {"payments-agent", "multi-agent-research"}) {
            const bool chained = QByteArray(sample) == "multi-agent-research";
            QTest::addRow("%s: emptied", sample) << sample << QString() << true;
            QTest::addRow("%s: forbid all", sample)
                << sample << "forbid (principal, action, resource);" << true;
            QTest::addRow("%s: forbid deep chains", sample)
                << sample
                << "forbid (principal, action, resource) when { context has delegation && "
                   "context.delegation.depth > 1 };"
                << chained;
            QTest::addRow("%s: permit all", sample)
                << sample << "permit (principal, action, resource);" << !chained;
        }
    }
    void impactAgreesUnderAuthority()
    {
        QFETCH(QString, sample);
        QFETCH(QString, added);
        QFETCH(bool, changes);
        const auto folder = test::sourceDir() / "samples" / sample.toStdString();
        auto workspace = workspace::Workspace::open(folder);
        QVERIFY(workspace.has_value());
        workspace::Snapshot snapshot = workspace->snapshot();
        workspace::LoadMemory memory;
        const auto baseline = loadSetup(snapshot, memory).setup;
        const replay::MemorySource source(trace::readTraces({folder / "traces"})->events);
        const auto analysis = analysis::ImpactAnalysis::prepare(baseline, kept(source));
        QVERIFY(analysis.has_value());
        std::size_t changed = 0;
        for (const std::string& path : snapshot.paths(workspace::FileKind::Policies)) {
            workspace::Snapshot other = snapshot;
            other.files[path].text = std::make_shared<const std::string>(
                added.isEmpty() ? std::string() : *other.files[path].text + added.toStdString());
            const auto after = loadSetup(other, memory).setup;
            const auto impact = (*analysis)->of(after);
            QVERIFY2(impact.has_value(), impact ? "" : impact.error().message.c_str());
            const auto expected =
                analysis::compare(decision::Decider(baseline), decision::Decider(after), source);
            QCOMPARE(told(impact->changes), told(expected->changes));
            for (std::size_t i = 0; i < impact->changes.size(); ++i)
                QVERIFY(impact->changes[i].after == expected->changes[i].after);
            changed += impact->changes.size();
        }
        QCOMPARE(changed > 0, changes);
    }
    void anEditOfFactsIsRefused()
    {
        const replay::MemorySource source(randomTraces(3, 4));
        const auto baseline = test::makeSetup(policiesWith("100"));
        const auto analysis = analysis::ImpactAnalysis::prepare(baseline, kept(source));
        auto other = std::make_shared<decision::Setup>(*baseline);
        other->actionNamespace = "Bank";
        QCOMPARE((*analysis)->of(other).error().code, ErrorCode::Usage);
    }

    void theNearestLimitIsWidened()
    {
        test::MadeRun run("run-0");
        run.call("pay", "{\"amount\": 150, \"to\": \"robert\"}");
        test::MadeRun other("run-1");
        other.call("pay", "{\"amount\": 140}").call("pay", "{\"amount\": 160}");
        const QStringList found = remedies(policiesWith("100"), run, other.events());
        QCOMPARE(found.size(), 2);
        QCOMPARE(found[0], QString("Let `small` go up to 150 in `context.input.amount <= 100` | "
                                   "100 → 150 | 1"));
        QVERIFY(found[1].startsWith("Add a permit for Agent::\"a\" to do Action::\"pay\" on "
                                    "Tool::\"pay\" |  → \n\n@id(\"allow-pay\")\npermit ("));
        QVERIFY(found[1].endsWith("| 2"));
    }
    void aListAndAnEqualityAreWidened()
    {
        test::MadeRun run("run-0");
        run.call("pay", "{\"to\": \"eve\"}");
        const QStringList list = remedies("@id(\"p\") permit (principal, action, resource) when { "
                                          "[\"ann\", \"bob\"].contains(context.input.to) };",
                                          run, {});
        QCOMPARE(list.front(), QString("Add \"eve\" to the list in `p` |  → , \"eve\" | 0"));
        const QStringList equal = remedies("@id(\"p\") permit (principal, action, resource) when { "
                                           "context.input.to == \"ann\" };",
                                           run, {});
        QCOMPARE(equal.front(), QString("Let `p` take \"eve\" too | context.input.to == \"ann\" → "
                                        "[\"ann\", \"eve\"].contains(context.input.to) | 0"));
    }
    void forbidsAreLiftedForTheCallAlone()
    {
        test::MadeRun run("run-0");
        run.call("read", "{}");
        const std::string stop = "@id(\"all\") permit (principal, action, resource);"
                                 "@id(\"stop\") forbid (principal, action, resource);";
        const QStringList found = remedies(stop, run, {});
        QCOMPARE(found.size(), 1);
        QVERIFY(found[0].startsWith("Except Agent::\"a\" on Tool::\"read\" from `stop` |"));
        // What does not let the call pass is not offered.
        QVERIFY(remedies("@id(\"stop\") forbid (principal, action, resource);", run, {}).isEmpty());
    }

    void aBaselineKnowsEarlierCrossings()
    {
        analysis::Baseline baseline;
        const replay::LineConstants constants{"sha256:0", "remit"};
        const std::string earlier = replay::toJsonLine(row(Verdict::Deny, 1), constants) + "\n" +
                                    replay::toJsonLine(row(Verdict::Undecidable, 2), constants) +
                                    "\n" + replay::toJsonLine(decision::ReplaySummary()) + "\n";
        QVERIFY(baseline.addReplay(earlier, "earlier.jsonl").has_value());
        QVERIFY(!baseline.isNew(row(Verdict::Deny, 1)));
        QVERIFY(!baseline.isNew(row(Verdict::Undecidable, 2)));
        QVERIFY(!baseline.isNew(row(Verdict::Allow, 3)));
        QVERIFY(baseline.isNew(row(Verdict::Deny, 2)));
        QVERIFY(baseline.isNew(row(Verdict::Undecidable, 1)));
        auto other = row(Verdict::Deny, 1);
        other.crossings.front().kind = decision::CrossingKind::NotPermitted;
        QVERIFY(baseline.isNew(other));
        QCOMPARE(analysis::Baseline().addReplay("\n{}\n", "x.jsonl").error().message,
                 std::string("x.jsonl, line 2, is no line of a replay"));
    }
    void reviewsAcceptUntilTheyExpire()
    {
        const auto read = analysis::readReviews(
            "[{\"crossing\": {\"run\": \"r\", \"step\": 1, \"kind\": \"forbidden\"}, "
            "\"state\": \"accepted\", \"reason\": \"known\", \"owner\": \"ann\", "
            "\"expires\": \"2026-12-31\"}, {\"crossing\": {\"run\": \"r\", \"step\": 2, \"kind\": "
            "\"forbidden\"}, \"state\": \"open\", \"reason\": \"look\", \"owner\": \"ann\"}]");
        QVERIFY(read.diagnostics.empty());
        const analysis::ReviewBook book(read.reviews);
        const Instant before = *parseRfc3339("2026-12-30");
        const Instant after = *parseRfc3339("2027-01-01");
        analysis::Baseline baseline;
        baseline.addReviews(book, before);
        QVERIFY(!baseline.isNew(row(Verdict::Deny, 1)));
        QVERIFY(baseline.isNew(row(Verdict::Deny, 2)));
        analysis::Baseline later;
        later.addReviews(book, after);
        QVERIFY(later.isNew(row(Verdict::Deny, 1)));
        const auto again =
            analysis::readReviews("[\n" + analysis::reviewText(read.reviews[0]) + "\n]");
        QCOMPARE(again.reviews.size(), std::size_t{1});
        QVERIFY(again.reviews[0].crossing == read.reviews[0].crossing);
        QVERIFY(again.reviews[0].expires == read.reviews[0].expires);
    }
    void whatIsWrongInReviewsIsTold()
    {
        const auto codes = [](const char* text) {
            std::vector<std::string> all;
            for (const Diagnostic& diagnostic : analysis::readReviews(text).diagnostics)
                all.push_back(diagnostic.code);
            return joined(all, " ");
        };
        QCOMPARE(codes("{}"), std::string("json/wrong-kind"));
        QCOMPARE(codes("[{\"state\": \"open\", \"reason\": \"\", \"owner\": \"\"}]"),
                 std::string("reviews/no-subject"));
        QCOMPARE(codes("[{\"finding\": \"f\", \"state\": \"closed\", \"reason\": \"\", "
                       "\"owner\": \"\"}]"),
                 std::string("reviews/unknown-state"));
        QCOMPARE(codes("[{\"finding\": \"f\", \"state\": \"open\", \"reason\": \"\", "
                       "\"owner\": \"\", \"expires\": \"soon\"}]"),
                 std::string("reviews/bad-date"));
    }
};

QTEST_APPLESS_MAIN(TestCompare)
#include "tst_compare.moc"
