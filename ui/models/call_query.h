// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/replay/filter/filter.h"
#include "core/replay/verdict_query.h"
#include "ui/models/calls_model.h"

namespace remit::ui {

/// A query as a person types it: of the filter language; where it is no such query and holds words
/// alone ("over the limit"), those words as one text.
[[nodiscard]] replay::ParsedFilter parseTyped(const QString& query);

/// The filter as a condition for the store; without the range.
[[nodiscard]] replay::VerdictQuery queryOf(const CallFilter& filter);

/// What the column is sorted by in the store.
[[nodiscard]] replay::VerdictOrder orderOf(int column);

/// How much a verdict wants attention: sorting by it brings the crossings up.
[[nodiscard]] int urgency(decision::Verdict verdict);

} // namespace remit::ui
