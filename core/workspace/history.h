// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/edit.h"

#include <cstdint>
#include <string>
#include <vector>

namespace remit::workspace {

/// One undo step of one document: the part of a WorkspaceEdit that concerns it.
struct Step {
    std::uint64_t group = 0;        ///< the steps of one WorkspaceEdit, in every file, share it
    std::string title;              ///< of the edit: "Rename policy"
    std::vector<std::string> files; ///< all files of the group, sorted
    std::vector<TextEdit> forward;
    std::vector<TextEdit> backward;
    bool existedBefore = true;
    bool existsAfter = true;
    bool open = false; ///< typing that the next key may still join
};

/// The undo and redo stacks of one document. Knows nothing of other documents: that a group is
/// undone everywhere or not at all is the matter of Documents.
class History {
public:
    /// A new change. Clears what could be redone. Where both are open typing and adjacent, it joins
    /// the step before it instead of making a new one.
    void push(Step step);
    /// Closes the last step: the next key begins a new one.
    void endTyping();

    [[nodiscard]] bool canUndo() const { return !m_done.empty(); }
    [[nodiscard]] bool canRedo() const { return !m_undone.empty(); }
    /// The step that undo or redo would take. Only where canUndo() or canRedo().
    [[nodiscard]] const Step& nextUndo() const { return m_done.back(); }
    [[nodiscard]] const Step& nextRedo() const { return m_undone.back(); }
    /// The titles of the steps, the latest first, for an undo list.
    [[nodiscard]] std::vector<std::string> undoTitles() const;

    /// Moves the step over to the other stack and gives it back.
    const Step& takeUndo();
    const Step& takeRedo();
    /// Makes the next step a group of this file alone.
    void detachUndo(std::uint64_t newGroup, const std::string& file);
    void detachRedo(std::uint64_t newGroup, const std::string& file);

private:
    std::vector<Step> m_done;
    std::vector<Step> m_undone;
};

} // namespace remit::workspace
