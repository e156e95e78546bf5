// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/event.h"

#include <QString>
#include <QStringList>

namespace remit::ui {

/// An event in one line, as the preview of an import shows it. Text of the trace has its control
/// characters shown and is cut to what fits a line.
[[nodiscard]] QString eventText(const trace::Event& event);

/// The fields of a run's first event that are not recorded: "agent", "onBehalfOf" … in this order.
[[nodiscard]] QStringList missingFields(const trace::RunStart& start);

/// "on behalf of" for "onBehalfOf"; the fields that import rules fill.
[[nodiscard]] QString fieldTitle(const QString& field);

} // namespace remit::ui
