// SPDX-License-Identifier: Apache-2.0
#include "core/replay/replay.h"
#include "core/report/framework_map.h"
#include "core/report/gather_review.h"
#include "core/report/html.h"
#include "core/trace/import.h"
#include "core/workspace/load.h"
#include "core/workspace/workspace.h"
#include "tests/support/test_paths.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace remit;
using namespace remit::report;

namespace {

const std::string kHostile = "<script>alert(1)</script>\"'&\u202E";

Review reviewOfSample(const std::string& sample = "payments-agent")
{
    const std::filesystem::path folder = test::sourceDir() / "samples" / sample;
    auto opened = workspace::Workspace::open(folder).value();
    Review review;
    review.snapshot = opened.snapshot();
    review.setup = workspace::loadSetup(review.snapshot).setup;
    review.madeAt = *parseRfc3339("2026-03-10T12:00:00Z");
    review.program = "Remit";
    auto events = trace::readTraces({folder / "traces"}, {}, {}).value().events;
    const replay::MemorySource source(std::move(events));
    const decision::Decider decider(review.setup);
    auto replayed = replay::replay(decider, source).value();
    review.rows = std::move(replayed.rows);
    review.summary = replayed.summary;
    const auto load = [&](const std::string& path) -> Result<std::vector<trace::Event>> {
        return trace::readTraces({folder / path}, {}, {}).map([](auto read) {
            return read.events;
        });
    };
    return gatherReview(std::move(review), source, load).value();
}

const Review& sampleReview()
{
    static const Review review = reviewOfSample();
    return review;
}

QString reportText(const Review& review, Medium medium = Medium::Screen)
{
    return QString::fromStdString(reviewReport(review, medium));
}

std::set<std::string> idsOfMap()
{
    std::set<std::string> ids;
    for (const Framework& framework : frameworkMap().frameworks) {
        for (const FrameworkItem& item : framework.items)
            ids.insert(item.id);
    }
    return ids;
}

} // namespace

/// The report of a review.
class TestReport : public QObject {
    Q_OBJECT

private slots:
    /// A clause that no call has tried says so, for calls and tests apart, with the reason.
    void itSaysWhatWasTried()
    {
        Review review = sampleReview();
        QCOMPARE(review.coverage.size(), std::size_t{2});
        QCOMPARE(review.coverage[0].calls, review.summary.calls);
        const QString text = reportText(review);
        QVERIFY(text.contains("<h2 id=\"coverage\">Coverage</h2>"));
        const analysis::CoverageShare& policies = review.coverage[0].summary.policies;
        QVERIFY(policies.total > 5);
        QVERIFY(
            text.contains(QStringLiteral("%1 of %2 (").arg(policies.covered).arg(policies.total)));
        QVERIFY(text.contains("What was not tried"));
        QVERIFY(text.contains("always held"));
        for (const Medium medium : {Medium::Screen, Medium::Paper})
            QVERIFY(reportText(review, medium).contains("By tests"));
        review.coverage.clear();
        QVERIFY(reportText(review).contains("Coverage was not measured."));
    }

    /// Both lists of what front-loading and deciding continuously make a difference to.
    void itListsWhatDecidingContinuouslyFinds()
    {
        const QString same = reportText(sampleReview());
        QVERIFY(same.contains("<h2 id=\"timings\">What deciding continuously finds</h2>"));
        QVERIFY(same.contains("Front-loaded allows, continuous denies: 0"));
        Review review = reviewOfSample("multi-agent-research");
        const QString text = reportText(review, Medium::Paper);
        QVERIFY(text.contains("Front-loaded allows, continuous denies: 3"));
        QVERIFY(text.contains("Continuous allows, front-loaded denies: 0"));
        QVERIFY(text.contains("noon-research <span class=\"muted\">step 1</span>"));
        review.timings.reset();
        QVERIFY(reportText(review).contains("deciding it once or at each call is the same"));
    }

    void itSaysWhatWasReplayedAndWhatCrossed()
    {
        const Review& review = sampleReview();
        const QString text = reportText(review);
        QVERIFY(text.contains(QString::fromStdString(review.setup->revision)));
        QVERIFY(text.contains("2026-03-10T12:00:00Z"));
        QVERIFY(review.summary.deny > 0);
        const auto crossings = review.summary.deny + review.summary.approvalRequired;
        QCOMPARE(text.count("<span id=\"call-"),
                 static_cast<int>(crossings + review.summary.undecidable));
        for (const auto& [id, source] : review.setup->policySources)
            QVERIFY(text.contains(QString::fromStdString("id=\"policy-" + htmlAnchor(id) + "\"")));
        QVERIFY(text.contains("changed-account"));
        QVERIFY(text.contains("What was not modelled"));
        QVERIFY(review.findings.has_value());
        QVERIFY(!review.tests.tests.empty());
        QVERIFY(text.contains(QStringLiteral("%1 of %1 passed").arg(review.tests.tests.size())));
    }

    void itNeedsNothingElse()
    {
        const QString text = reportText(sampleReview());
        QVERIFY(text.contains("default-src 'none'"));
        for (const char* outside : {"<script", "src=", "url(", "@import", "http://", "https://"})
            QVERIFY2(!text.contains(QLatin1String(outside)), outside);
        // Every link leads to a place in it.
        QRegularExpression link(QStringLiteral("href=\"#([^\"]+)\""));
        for (auto it = link.globalMatch(text); it.hasNext();) {
            const QString anchor = it.next().captured(1);
            QVERIFY2(text.contains(QStringLiteral("id=\"%1\"").arg(anchor)), qPrintable(anchor));
        }
    }

    void theSameReviewGivesTheSameBytes()
    {
        QCOMPARE(reportText(reviewOfSample()), reportText(sampleReview()));
    }

    void whateverATraceSaysIsText()
    {
        Review review = sampleReview();
        decision::CallVerdict& row =
            *std::find_if(review.rows.begin(), review.rows.end(),
                          [](const auto& each) { return decision::isCrossing(each.verdict); });
        row.run = row.agent = row.tool = row.resource = kHostile;
        row.task = row.onBehalfOf = kHostile;
        row.crossings.front().message = kHostile;
        row.crossings.front().policies = {kHostile};
        review.origins[kHostile] = {kHostile, kHostile, false};
        review.traceProblems = {kHostile};
        review.findings->front().message = kHostile;
        review.tests.tests.front().name = kHostile;
        for (const Medium medium : {Medium::Screen, Medium::Paper}) {
            const QString text = reportText(review, medium);
            QVERIFY(text.contains("&lt;script&gt;"));
            QVERIFY(!text.contains("<script"));
            QVERIFY(!text.contains(QChar(0x202E)));
        }
    }

    void aReportWithoutTracesSaysSo()
    {
        Review review = sampleReview();
        review.rows.clear();
        review.summary = {};
        const QString text = reportText(review);
        QVERIFY(text.contains("No recorded run was replayed"));
    }

    void longTablesAreCut()
    {
        Review review = sampleReview();
        const auto crossing =
            *std::find_if(review.rows.begin(), review.rows.end(),
                          [](const auto& each) { return decision::isCrossing(each.verdict); });
        review.rows.assign(kMostReportRows + 5, crossing);
        QVERIFY(reportText(review).contains("5 more rows are left out"));
    }

    void whatIsNotModelledIsSaid()
    {
        Review review = sampleReview();
        auto setup = std::make_shared<decision::Setup>(*review.setup);
        setup->authority = decision::Authority::NotModelled;
        setup->schema = nullptr;
        review.setup = setup;
        const auto said = notModelled(review);
        QVERIFY(said.front().find("Authority is not modelled") == 0);
        QVERIFY(std::any_of(said.begin(), said.end(), [](const std::string& sentence) {
            return sentence.find("There is no schema") == 0;
        }));
    }

    void theFrameworkMapIsWhole()
    {
        const FrameworkMap& map = frameworkMap();
        QCOMPARE(map.frameworks.size(), std::size_t{4});
        QCOMPARE(map.frameworks[0].items.size(), std::size_t{10});
        QCOMPARE(map.frameworks[1].items.size(), std::size_t{10});
        const std::set<std::string> ids = idsOfMap();
        std::vector<std::string> sources;
        for (const Framework& framework : map.frameworks) {
            for (const FrameworkItem& item : framework.items)
                sources.insert(sources.end(), item.evidence.begin(), item.evidence.end());
        }
        for (int kind = 0; kind <= static_cast<int>(analysis::FindingKind::OffPlan); ++kind) {
            const auto finding = static_cast<analysis::FindingKind>(kind);
            // What a finding names is in the map, and the map knows the finding.
            for (const std::string_view id : analysis::frameworkIds(finding)) {
                const std::string item(id.substr(0, id.find(": ")));
                QVERIFY2(ids.count(item) == 1, item.c_str());
            }
            const bool used = std::any_of(sources.begin(), sources.end(), [&](const auto& source) {
                return source.find(analysis::name(finding)) != std::string::npos;
            });
            QVERIFY2(used, std::string(analysis::name(finding)).c_str());
        }
        for (const FrameworkAlias& alias : map.aliases) {
            QVERIFY2(ids.count(alias.label) == 0, alias.label.c_str());
            QVERIFY2(ids.count(alias.item) == 1, alias.item.c_str());
        }
    }

    void evidenceHasFourStates()
    {
        const FrameworkItem item{"X", "x", {"replay", "findings:cycle"}, "w", "g", false, "tools"};
        EvidenceAtHand hand;
        QCOMPARE(evidenceFor(item, hand).state, EvidenceState::NotApplicable);
        hand.conditions = {"tools"};
        QCOMPARE(evidenceFor(item, hand).state, EvidenceState::NotEvidenced);
        hand.sources = {"replay"};
        QCOMPARE(evidenceFor(item, hand).state, EvidenceState::Partial);
        hand.sources.insert("findings");
        QCOMPARE(evidenceFor(item, hand).state, EvidenceState::Evidenced);
        FrameworkItem bounded = item;
        bounded.mostPartial = true;
        QCOMPARE(evidenceFor(bounded, hand).state, EvidenceState::Partial);
    }

    void nothingIsClaimed()
    {
        const QString text = reportText(sampleReview());
        for (const char* claim : {"compliant", "complies", "certified", "10/10", "conforms"})
            QVERIFY2(!text.contains(QLatin1String(claim), Qt::CaseInsensitive), claim);
        QVERIFY(text.contains("no statement that they are met"));
        QVERIFY(text.contains("Non-canonical"));
        QVERIFY(text.contains(">A1<"));
        QVERIFY(text.contains(">GOV-01<"));
    }

    void aDamagedMapIsRefused()
    {
        QVERIFY(!readFrameworkMap("{}").has_value());
        QVERIFY(!readFrameworkMap("").has_value());
    }
};

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
