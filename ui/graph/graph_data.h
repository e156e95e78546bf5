// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/authority/estate.h"
#include "core/authority/fold.h"
#include "core/authority/layout/layout.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <map>
#include <memory>
#include <set>
#include <string>

namespace remit::decision {
struct Setup;
}

namespace remit::ui {

enum class GraphArrangement { Columns, Rings };

/// What a delegation graph is asked for.
struct GraphQuery {
    std::shared_ptr<const decision::Setup> setup;
    Instant time;
    bool uses = true;
    bool memberships = true;
    std::string task; ///< "id@version": only grants of this task; empty: of all
    GraphArrangement arrangement = GraphArrangement::Columns;
    std::set<std::string> expanded; ///< folds that stay open
    /// Where nodes stood before, by id, so that a small change moves little.
    std::map<std::string, authority::layout::Point> previous;
};

/// A graph as it is shown: immutable, made on a worker, shared by scene, twin and panel.
struct GraphData {
    GraphQuery query;
    authority::Estate estate;
    std::shared_ptr<const authority::History> history;
    authority::Graph whole;
    authority::FoldedGraph shown;
    authority::layout::Layout layout; ///< of `shown`

    [[nodiscard]] const authority::Graph& graph() const { return shown.graph; }
    [[nodiscard]] std::map<std::string, authority::layout::Point> places() const;
};

[[nodiscard]] Result<std::shared_ptr<const GraphData>> makeGraphData(const GraphQuery& query,
                                                                     const JobControl& control);

/// The first and the last moment at which something of the delegation changes; equal where nothing
/// does.
struct TimeRange {
    Instant first;
    Instant last;
};
[[nodiscard]] TimeRange timeRangeOf(const decision::Setup& setup);
/// The moment that questions without a time are about: now, where something changes before and
/// after; else the middle of the range.
[[nodiscard]] Instant usualTime(const TimeRange& range, Instant now);

} // namespace remit::ui
