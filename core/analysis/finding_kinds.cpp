// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings.h"

#include <array>

namespace remit::analysis {
namespace {

struct KindEntry {
    FindingKind kind;
    std::string_view name;
    Severity batch;
    Severity others;
    std::array<std::string_view, 4> frameworks;
};

constexpr Severity kError = Severity::Error;
constexpr Severity kWarning = Severity::Warning;
constexpr Severity kNote = Severity::Note;

/// In the order of the enumeration. Why a framework id: the finding is evidence of the weakness
/// that the id names (ASI02 tool misuse, ASI03 identity and privilege abuse, ASI08 cascading
/// failures, ASI09 human trust, NHI5 overprivileged, NHI7 long-lived, NHI9 reuse, NHI10 human use),
/// or of the control that it asks for (MAP 3.3 targeted scope, MAP 3.5 oversight, MANAGE 2.4
/// deactivation, MEASURE 3.1 emergent risk).
constexpr std::array kKinds{
    KindEntry{FindingKind::Amplifying,
         "amplifying",
         kError,
         kError,
         {"ASI03", "NHI5:2025", "MAESTRO Cross-layer: privilege escalation", "MAP 3.3"}},
    KindEntry{FindingKind::Undelegated,
         "undelegated",
         kError,
         kError,
         {"ASI03", "MAESTRO L7: agent identity attack", "MEASURE 2.3", ""}},
    KindEntry{FindingKind::ConfusedDeputy,
         "confused-deputy",
         kError,
         kError,
         {"ASI03", "ASI07", "MAESTRO L7: agent tool misuse", ""}},
    KindEntry{FindingKind::Unrooted,
         "unrooted",
         kError,
         kError,
         {"ASI03", "GOVERN 2.1", "MAESTRO L7: repudiation", ""}},
    KindEntry{FindingKind::Orphan, "orphan", kNote, kWarning, {"NHI1:2025", "MANAGE 2.4", "", ""}},
    KindEntry{FindingKind::Unbound,
         "unbound",
         kWarning,
         kError,
         {"ASI03", "NHI4:2025", "MAESTRO L7: agent impersonation", ""}},
    KindEntry{FindingKind::NoExpiry, "no-expiry", kWarning, kError, {"NHI7:2025", "ASI03", "", ""}},
    KindEntry{FindingKind::LongLived, "long-lived", kNote, kWarning, {"NHI7:2025", "MAP 3.3", "", ""}},
    KindEntry{FindingKind::Cycle, "cycle", kError, kError, {"ASI03", "ASI08", "", ""}},
    KindEntry{FindingKind::Depth, "depth", kWarning, kError, {"ASI03", "ASI08", "", ""}},
    KindEntry{FindingKind::IdentityReuse,
         "identity-reuse",
         kWarning,
         kError,
         {"NHI9:2025", "ASI03", "MAESTRO L7: repudiation", ""}},
    KindEntry{FindingKind::SeparationOfDuty,
         "separation-of-duty",
         kWarning,
         kError,
         {"ASI03", "ASI09", "GOVERN 2.1", "MAP 3.5"}},
    KindEntry{FindingKind::ToxicCombination,
         "toxic-combination",
         kWarning,
         kError,
         {"ASI02", "ASI01", "MAESTRO L2: exfiltration", ""}},
    KindEntry{FindingKind::Drift, "drift", kNote, kWarning, {"NHI5:2025", "MEASURE 3.1", "", ""}},
    KindEntry{
        FindingKind::Unenforceable, "unenforceable", kNote, kWarning, {"ASI02", "MAP 4.2", "", ""}},
    KindEntry{FindingKind::Dormant, "dormant", kNote, kWarning, {"NHI5:2025", "NHI1:2025", "", ""}},
    KindEntry{FindingKind::CosmeticNarrowing,
         "cosmetic-narrowing",
         kNote,
         kWarning,
         {"ASI03", "MAP 3.3", "", ""}},
    KindEntry{FindingKind::Impersonation,
         "impersonation",
         kError,
         kError,
         {"NHI10:2025", "ASI03", "MAESTRO L7: agent impersonation", ""}},
    KindEntry{FindingKind::Pivot,
         "pivot",
         kNote,
         kWarning,
         {"ASI02", "MAESTRO Cross-layer: lateral movement", "MEASURE 3.1", ""}},
    KindEntry{FindingKind::OffPlan, "off-plan", kWarning, kNote, {"ASI10", "MEASURE 2.4", "", ""}},
};

const KindEntry& entry(FindingKind kind)
{
    return kKinds.at(static_cast<std::size_t>(kind));
}

} // namespace

std::string_view name(FindingKind kind)
{
    return entry(kind).name;
}

std::vector<std::string_view> frameworkIds(FindingKind kind)
{
    std::vector<std::string_view> ids;
    for (const std::string_view id : entry(kind).frameworks) {
        if (!id.empty())
            ids.push_back(id);
    }
    return ids;
}

Severity severityOf(FindingKind kind, std::optional<authority::Profile> profile)
{
    return profile == authority::Profile::Batch ? entry(kind).batch : entry(kind).others;
}

} // namespace remit::analysis
