// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/assist/model.h"
#include "core/base/edit.h"

#include <QString>

#include <string>
#include <vector>

/// Places of the workspace's texts with the lines they stand in, for lists that people read.
namespace remit::ui {

/// A line of a list, cut where it is long.
struct ShownLine {
    QString text;
    int begin = 0; ///< of what is meant, in UTF-16 units of `text`
    int end = 0;
};

struct Place {
    std::string path;
    Span span;
    std::uint32_t line = 1;
    ShownLine shown;
    ShownLine after;          ///< what becomes of it; empty where nothing does
    bool declaration = false; ///< the thing itself, not somebody who names it
};

/// The line around the span, without the blanks it begins with, cut to some characters around what
/// is meant. Control and bidirectional characters are made visible.
[[nodiscard]] ShownLine shownLine(std::string_view text, Span span);

/// By path and place. Files that the model does not have are left out.
[[nodiscard]] std::vector<Place> placesOf(const assist::Model& model, const WorkspaceEdit& edit);
[[nodiscard]] Place placeOf(const assist::Model& model, const std::string& path, Span span,
                            bool declaration);

[[nodiscard]] std::size_t fileCount(const std::vector<Place>& places);

} // namespace remit::ui
