// SPDX-License-Identifier: Apache-2.0
#include "core/report/gather_review.h"

#include "core/analysis/estate_of.h"
#include "core/authority/history.h"
#include "core/decision/decide.h"
#include "core/replay/engine_fingerprint.h"

#include <iterator>

namespace remit::report {
namespace {

Result<> addFindings(Review& review, const JobControl& control)
{
    if (review.setup->authority != decision::Authority::Modelled || !review.setup->registry)
        return {};
    const auto estate = analysis::estateOf(*review.setup);
    if (!estate)
        return tl::unexpected<Error>(estate.error());
    const authority::History history(*estate->registry, {});
    auto found = analysis::findingsOf({*review.setup, *estate, history, review.madeAt, review.rows},
                                      control);
    if (!found)
        return tl::unexpected<Error>(found.error());
    review.findings = std::move(*found);
    return {};
}

void addCoverage(Review& review, const cedar::CoverageCounts& counts,
                 const analysis::CallTally& calls, const char* evidence)
{
    const auto findings = review.findings.value_or(std::vector<analysis::Finding>());
    review.coverage.push_back(
        analysis::coverageOf({*review.setup, counts, calls, findings, evidence}));
}

/// Decides the recorded calls once more and counts what they exercise.
Result<> addTraceCoverage(Review& review, const replay::EventSource& source,
                          const JobControl& control)
{
    cedar::CoverageCounts counts;
    replay::Options options;
    options.mode = review.mode;
    options.timing = review.timing;
    options.coverage = &counts;
    analysis::CallTally calls;
    const auto count = [&calls](std::vector<decision::CallVerdict> rows) -> Result<> {
        for (const decision::CallVerdict& row : rows)
            calls.add(row);
        return {};
    };
    const auto summary =
        replay::replay(decision::Decider(review.setup), source, options, count, control);
    if (!summary)
        return tl::unexpected<Error>(summary.error());
    addCoverage(review, counts, calls, "traces");
    return {};
}

/// Both lists of what front-loading and deciding continuously make a difference to.
Result<> addTimings(Review& review, const replay::EventSource& source, const JobControl& control)
{
    if (review.setup->authority != decision::Authority::Modelled)
        return {};
    replay::Options options;
    options.mode = review.mode;
    auto timings = analysis::compareTimings(decision::Decider(review.setup), source, options,
                                            control, {.mostListed = 2 * kMostReportRows});
    if (!timings)
        return tl::unexpected<Error>(timings.error());
    review.timings = std::move(*timings);
    return {};
}

Result<> addTests(Review& review, const analysis::TraceLoader& load, const JobControl& control)
{
    review.tests.tests =
        analysis::readPolicyTests(review.snapshot.texts(workspace::FileKind::Tests)).tests;
    cedar::CoverageCounts counts;
    auto results =
        analysis::runPolicyTests(review.setup, review.tests.tests, load, control, &counts);
    if (!results)
        return tl::unexpected<Error>(results.error());
    review.tests.results = std::move(*results);
    analysis::CallTally calls;
    for (const analysis::TestResult& result : review.tests.results) {
        if (result.verdict)
            calls.add(*result.verdict);
    }
    addCoverage(review, counts, calls, "tests");
    return {};
}

} // namespace

Result<Review> gatherReview(Review review, const replay::EventSource& source,
                            const analysis::TraceLoader& load, const JobControl& control)
{
    review.engine = std::string(replay::engineFingerprint());
    review.reviews =
        analysis::readReviewBook(review.snapshot.texts(workspace::FileKind::Reviews)).book;
    if (auto added = addFindings(review, control); !added)
        return tl::unexpected<Error>(added.error());
    if (auto added = addTraceCoverage(review, source, control); !added)
        return tl::unexpected<Error>(added.error());
    if (auto added = addTimings(review, source, control); !added)
        return tl::unexpected<Error>(added.error());
    if (auto added = addTests(review, load, control); !added)
        return tl::unexpected<Error>(added.error());
    return review;
}

} // namespace remit::report
