// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// Which evidence of a review speaks of which id of a public framework. The mapping is data:
/// resources/frameworks/map.json. Evidence is linked; nothing here says that a framework is met.
namespace remit::report {

enum class EvidenceState : std::uint8_t { Evidenced, Partial, NotEvidenced, NotApplicable };
[[nodiscard]] std::string_view name(EvidenceState state); ///< "not evidenced" …

struct FrameworkItem {
    std::string id; ///< canonical: "ASI03", "NHI5:2025", "MAESTRO L7", "MAP 3.3"
    std::string title;
    /// "replay", "crossings:forbidden,not-permitted", "findings:cycle", "tests", "pins" …
    std::vector<std::string> evidence;
    std::string why; ///< how the evidence speaks of it
    std::string gap; ///< what it leaves out
    bool mostPartial = false;
    std::string appliesWhen; ///< "authority", "tools", "agents", "approvals"; empty: always
};

struct Framework {
    std::string id;
    std::string title;
    std::vector<FrameworkItem> items;
};

/// A label that some guidance uses and that is no id of the framework.
struct FrameworkAlias {
    std::string label; ///< "A1"
    std::string item;  ///< canonical id that it is meant for
    std::string note;
};

struct FrameworkMap {
    std::string statement; ///< what the mapping is not
    std::vector<Framework> frameworks;
    std::vector<FrameworkAlias> aliases;
};

/// Error (Malformed): with what is wrong.
[[nodiscard]] Result<FrameworkMap> readFrameworkMap(std::string_view json);
/// The one that is part of the program.
[[nodiscard]] const FrameworkMap& frameworkMap();

/// What a review has at hand.
struct EvidenceAtHand {
    std::set<std::string> sources;                ///< "replay", "findings", "tests", "pins" …
    std::set<std::string> conditions;             ///< "authority", "tools" …
    std::map<std::string, std::size_t> crossings; ///< by kind
    std::map<std::string, std::size_t> findings;  ///< open ones, by kind
    std::size_t calls = 0;
    std::size_t tests = 0;
};

struct ItemEvidence {
    const FrameworkItem* item = nullptr;
    EvidenceState state = EvidenceState::NotEvidenced;
    std::vector<std::string> linked;  ///< "3 crossings: forbidden", "findings looked for: cycle"
    std::vector<std::string> missing; ///< "policy tests"
};
[[nodiscard]] ItemEvidence evidenceFor(const FrameworkItem& item, const EvidenceAtHand& atHand);

} // namespace remit::report
