// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bundle/diff/subjects.h"
#include "core/bundle/statement.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What changed from one bundle (or workspace) to another, thing by thing: what a reviewer of a
/// revision reads before signing.
namespace remit::bundle {

enum class SubjectChange : std::uint8_t { Added, Removed, Changed };

struct PartChange {
    std::string part;
    std::string before; ///< empty where the part is new …
    std::string after;  ///< … or gone
};

struct SubjectDifference {
    SubjectKey key;
    SubjectChange change = SubjectChange::Changed;
    std::vector<PartChange> parts; ///< all of them where it was added or removed
};

/// In the order of kind and id.
[[nodiscard]] std::vector<SubjectDifference> differencesBetween(const Subjects& before,
                                                                const Subjects& after);

/// What the two statements say differently; validity, target, summary. Not the subjects.
[[nodiscard]] std::vector<PartChange> statementChanges(const Statement& before,
                                                       const Statement& after);

[[nodiscard]] std::string_view name(SubjectChange change); ///< "added", "removed", "changed"

/// For people: a line a thing, its changed parts below; texts of several lines as a line-by-line
/// difference.
[[nodiscard]] std::string differenceText(const std::vector<SubjectDifference>& differences,
                                         bool colour);
[[nodiscard]] std::string changesText(const std::vector<PartChange>& changes, bool colour);
/// For machines: a JSON array of {"kind","id","change","parts":[{"part","before","after"}]}.
[[nodiscard]] std::string differenceJson(const std::vector<SubjectDifference>& differences);
[[nodiscard]] std::string changesJson(const std::vector<PartChange>& changes);

} // namespace remit::bundle
