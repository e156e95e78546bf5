// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/setup.h"
#include "core/decision/verdict.h"

namespace remit::replay {

/// An empty summary for that setup: headline numbers that it cannot know stay unknown.
[[nodiscard]] decision::ReplaySummary emptySummary(const decision::Setup& setup);
/// Counts one decided call.
void count(decision::ReplaySummary& summary, const decision::CallVerdict& row);
/// Adds the counts of another part of the same replay.
void add(decision::ReplaySummary& summary, const decision::ReplaySummary& part);

} // namespace remit::replay
