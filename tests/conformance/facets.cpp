// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/facets.h"

#include <iterator>
#include <utility>

namespace remit::conformance {

std::string_view facetName(Facet facet)
{
    switch (facet) {
    case Facet::Reading:
        return "reading";
    case Facet::Validation:
        return "validation";
    case Facet::Decision:
        return "decision";
    case Facet::Reasons:
        return "reasons";
    case Facet::Errors:
        return "errors";
    case Facet::Agreement:
        return "agreement";
    case Facet::Entities:
        return "entities";
    }
    return "";
}

void Tally::check(Facet facet, bool passed, const std::string& place, const std::string& message)
{
    FacetCount& count = of(facet);
    ++(passed ? count.passed : count.failed);
    if (!passed)
        differences.push_back({facet, place, message});
}

void Tally::add(Tally&& other)
{
    for (std::size_t i = 0; i < kFacets; ++i) {
        facets[i].passed += other.facets[i].passed;
        facets[i].failed += other.facets[i].failed;
        facets[i].notChecked += other.facets[i].notChecked;
    }
    casesPassed += other.casesPassed;
    casesFailed += other.casesFailed;
    requests += other.requests;
    differences.insert(differences.end(), std::make_move_iterator(other.differences.begin()),
                       std::make_move_iterator(other.differences.end()));
}

} // namespace remit::conformance
