// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/assist/schema_graph.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <QPolygonF>
#include <QRectF>
#include <QString>

#include <vector>

/// The drawing of a schema as plain values: what stands in which box, and where. Principals left,
/// actions in the middle, resources right, as far as the schema allows it.
namespace remit::ui {

/// How large the parts of a box are, in the scene's unit.
struct BoxMetrics {
    double rowHeight = 18;
    double titleHeight = 26;
    double characterWidth = 7; ///< of the code font, which has one
    double titleWidth = 8;     ///< of a character of the title, at most
};

inline constexpr std::size_t kMostRows = 14; ///< more are counted in one line

struct Diagram {
    assist::SchemaGraph graph;
    std::vector<QRectF> boxes;     ///< by node
    std::vector<QPolygonF> routes; ///< by edge, from border to border in the edge's own direction
    QRectF bounds;
};

/// The line of an attribute, an enum value or a member of the context.
[[nodiscard]] QString rowText(const assist::SchemaGraph::Row& row);
/// "3 more"; empty where all rows are shown.
[[nodiscard]] QString restText(const assist::SchemaGraph::Node& node);
[[nodiscard]] QSizeF boxSize(const assist::SchemaGraph::Node& node, const BoxMetrics& metrics);

/// For a worker. Error: Cancelled.
[[nodiscard]] Result<Diagram> drawn(const cedar::Schema& schema, const BoxMetrics& metrics,
                                    const JobControl& job = {});

/// The node whose middle is nearest in that direction (Qt::Key_Left …), or `from` itself.
[[nodiscard]] std::size_t neighbour(const Diagram& diagram, std::size_t from, Qt::Key direction);

} // namespace remit::ui
