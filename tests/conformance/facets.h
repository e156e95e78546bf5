// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace remit::conformance {

/// The sides of a case that are counted apart.
enum class Facet {
    Reading,    ///< policies, schema, entities and requests can be read
    Validation, ///< the strict validator's verdict is `shouldValidate`
    Decision,
    Reasons,   ///< the set of deciding policies
    Errors,    ///< the set of policies that failed
    Agreement, ///< engine, explanation and reference evaluator say the same, error kinds included
    Entities,  ///< entities and requests conform to the schema (information; decides nothing)
};
inline constexpr std::size_t kFacets = 7;

[[nodiscard]] std::string_view facetName(Facet facet);

struct FacetCount {
    std::size_t passed = 0;
    std::size_t failed = 0;
    std::size_t notChecked = 0;
};

using FacetCounts = std::array<FacetCount, kFacets>;

/// A difference, for people: where it is and what was expected.
struct Difference {
    Facet facet;
    std::string place;
    std::string message;
};

/// What came of one case, or of many.
struct Tally {
    FacetCounts facets{};
    std::vector<Difference> differences;
    std::size_t casesPassed = 0;
    std::size_t casesFailed = 0;
    std::size_t requests = 0;

    /// Counts a check; a failed one is told.
    void check(Facet facet, bool passed, const std::string& place, const std::string& message);
    void notChecked(Facet facet) { ++of(facet).notChecked; }
    void add(Tally&& other);

    FacetCount& of(Facet facet) { return facets[static_cast<std::size_t>(facet)]; }
};

} // namespace remit::conformance
