// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/schema/diagram.h"

#include <Qt>

class QStandardItemModel;

namespace remit::ui {

class Theme;

/// Of the rows of the list beside the diagram.
enum SchemaListRole {
    SchemaNodeRole = Qt::UserRole, ///< the number of the node that the row belongs to
    SchemaRowRole,                 ///< the number of the attribute within it; invalid: none
    SchemaTargetRole,              ///< the node that a tie leads to; invalid: none
};

/// The diagram in words: each node with what it has and how it is tied to others.
void fillSchemaList(QStandardItemModel& model, const Diagram& diagram, const Theme& theme);

} // namespace remit::ui
