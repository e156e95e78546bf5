// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decision/explanation.h"

#include <QColor>
#include <QString>

#include <set>

namespace remit::ui {

/// The colours that the text of an explanation needs; from the theme.
struct ExplanationPalette {
    QColor text;
    QColor muted;
    QColor border;
    QColor surface; ///< behind a policy's card
    QColor link;
    QColor holds; ///< a clause that holds
    QColor fails; ///< a clause that fails or errs
    QColor unknown;
    QString monospace; ///< font family of code and values
};

/// The inspector's page: the verdict in a sentence, the triad, the deciding policies clause by
/// clause with their values, for a default deny the nearest permits, arguments with their origins,
/// and facts.
/// Everything that comes from traces or policies is escaped: nothing of it is ever markup.
///
/// Links: `policy:FILE#BEGIN-END` for a place in a policy's text; `named:KIND/NAME` for a grant,
/// task or entity of the workspace (KIND: grants, tasks, entities); `origin:VALUE-PLACE` (numbers)
/// for a text that a value came from, and `more:LIST` for the rest of a long list of policies,
/// which are shown when VALUE-PLACE or LIST is among `opened`. Images: `verdict:NAME` with the name
/// of the verdict, for the caller to supply. `belowVerdict`: more markup, below the sentence.
[[nodiscard]] QString explanationHtml(const decision::Explanation& explanation,
                                      const ExplanationPalette& palette,
                                      const std::set<QString>& opened = {},
                                      const QString& belowVerdict = {});

} // namespace remit::ui
