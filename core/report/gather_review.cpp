// SPDX-License-Identifier: Apache-2.0
#include "core/report/gather_review.h"

#include "core/analysis/estate_of.h"
#include "core/authority/history.h"
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

Result<> addTests(Review& review, const analysis::TraceLoader& load, const JobControl& control)
{
    for (const std::string& path : review.snapshot.paths(workspace::FileKind::Tests)) {
        auto read = analysis::readPolicyTests(*review.snapshot.files.at(path).text, path);
        std::move(read.tests.begin(), read.tests.end(), std::back_inserter(review.tests.tests));
    }
    auto results = analysis::runPolicyTests(review.setup, review.tests.tests, load, control);
    if (!results)
        return tl::unexpected<Error>(results.error());
    review.tests.results = std::move(*results);
    return {};
}

} // namespace

Result<Review> gatherReview(Review review, const analysis::TraceLoader& load,
                            const JobControl& control)
{
    review.engine = std::string(replay::engineFingerprint());
    review.reviews =
        analysis::readReviewBook(review.snapshot.texts(workspace::FileKind::Reviews)).book;
    if (auto added = addFindings(review, control); !added)
        return tl::unexpected<Error>(added.error());
    if (auto added = addTests(review, load, control); !added)
        return tl::unexpected<Error>(added.error());
    return review;
}

} // namespace remit::report
