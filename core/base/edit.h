// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_text.h"

#include <map>
#include <string>
#include <vector>

namespace remit {

/// Replaces the bytes of `range` by `text`.
struct TextEdit {
    Span range;
    std::string text;
};

/// One change of a workspace: every change, from a keystroke to a grant drawn in the graph, is a
/// value of this kind. Ranges refer to the texts as they are before the edit and do not overlap.
/// A file that does not exist yet is created by an edit of the empty range at 0.
struct WorkspaceEdit {
    std::string title;                                  ///< what undo calls it: "Rename policy"
    std::map<std::string, std::vector<TextEdit>> files; ///< by path relative to the workspace
    std::vector<std::string> removedFiles;
};

/// The text after the edits, which must lie within it and not overlap (any order).
[[nodiscard]] std::string applied(std::string_view text, std::vector<TextEdit> edits);

/// The edits that take the changed text back to what it was.
[[nodiscard]] std::vector<TextEdit> inverse(std::string_view text, std::vector<TextEdit> edits);

/// The smallest single edit that turns one text into the other.
[[nodiscard]] std::vector<TextEdit> difference(std::string_view from, std::string_view to);

} // namespace remit
