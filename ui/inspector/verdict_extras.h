// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/remedies/remedy.h"
#include "ui/inspector/explanation_html.h"

#include <QString>

#include <vector>

namespace remit::ui {

/// What stands in the inspector beside the explanation: what people have made of a crossing, and
/// what would allow the call.
struct VerdictExtras {
    bool isCrossing = false;
    QString review; ///< a sentence; empty: nobody has marked it

    enum class Remedies { Offered, Looking, Found, Stale };
    Remedies state = Remedies::Offered;
    std::vector<analysis::Remedy> remedies; ///< when Found
};

/// Links: `review:` marks the crossing, `remedies:` looks for what would allow it, `remedy:N`
/// applies the N-th, `call:RUN#STEP` goes to another call. Empty for a call that crosses nothing.
[[nodiscard]] QString extrasHtml(const VerdictExtras& extras, const ExplanationPalette& palette);

} // namespace remit::ui
