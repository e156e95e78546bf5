// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bundle/bundle_work.h"

#include <QString>

#include <utility>
#include <vector>

namespace remit::ui {

/// What a bundle says of itself as groups of rows: signatures, what it is, evidence, findings.
struct StatementGroup {
    QString title;
    std::vector<std::pair<QString, QString>> rows; ///< what, says
};
[[nodiscard]] std::vector<StatementGroup> statementGroups(const BundleFront& front);

} // namespace remit::ui
