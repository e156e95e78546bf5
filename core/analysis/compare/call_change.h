// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/verdict.h"

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

/// A recorded call that two revisions decide differently, and what makes the difference.
namespace remit::analysis {

enum class CauseKind : std::uint8_t {
    PermitsNow,      ///< a permit that decides and did not
    PermitsNoLonger, ///< a permit that decided and does not
    ForbidsNow,
    ForbidsNoLonger,
    NeedsUnknown, ///< facts are needed that nobody recorded, or no longer are
    Boundary,     ///< a crossing of another kind has come or gone; `policy` is that kind
};

struct Cause {
    CauseKind kind = CauseKind::Boundary;
    std::string policy;
    auto operator<=>(const Cause&) const = default;
};

enum class ChangeKind : std::uint8_t {
    NewlyCrossed, ///< passed or was undecidable, and is denied or needs approval
    NewlyAllowed, ///< did not pass, and does
    Other,
};

[[nodiscard]] ChangeKind changeKind(decision::Verdict before, decision::Verdict after);

struct CallChange {
    decision::CallVerdict before;
    decision::CallVerdict after;

    [[nodiscard]] ChangeKind kind() const { return changeKind(before.verdict, after.verdict); }
};

/// How many calls change verdict, whether they are listed or not.
struct ChangeCounts {
    std::size_t crossed = 0;
    std::size_t allowed = 0;
    std::size_t others = 0;

    void add(ChangeKind kind);
    [[nodiscard]] std::size_t of(ChangeKind kind) const;
    [[nodiscard]] std::size_t total() const { return crossed + allowed + others; }
    bool operator==(const ChangeCounts&) const = default;
};

/// The first that explains the change: what a group of changes is named by.
[[nodiscard]] Cause causeOf(const CallChange& change);
/// "`few-payments` forbids now".
[[nodiscard]] std::string sentence(const Cause& cause);
[[nodiscard]] std::string_view name(ChangeKind kind); ///< "newly-crossed" …
[[nodiscard]] std::string_view name(CauseKind kind);  ///< "permits-now" …

/// Changes with the same cause, in the order of the calls.
struct ChangeGroup {
    Cause cause;
    std::vector<std::size_t> changes; ///< indices
};
/// Largest groups first, then by cause.
[[nodiscard]] std::vector<ChangeGroup> grouped(const std::vector<CallChange>& changes);

} // namespace remit::analysis
