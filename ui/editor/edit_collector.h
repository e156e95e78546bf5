// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/source_text.h"

#include <cstdint>

namespace remit::ui {

/// Gathers the insertions and deletions that one key or command makes in the editor's buffer into
/// one replacement: the smallest range of the old text that holds them all, and what stands there
/// now. So one action of the user is one edit and one step of undo.
class EditCollector {
public:
    void inserted(std::uint32_t at, std::uint32_t length);
    void removed(std::uint32_t at, std::uint32_t length);
    void clear() { *this = {}; }

    [[nodiscard]] bool isEmpty() const { return !m_any; }
    [[nodiscard]] Span before() const { return m_before; } ///< in the text before the first change
    [[nodiscard]] Span after() const { return m_after; }   ///< in the text now

private:
    /// Takes [begin, end) of the text now into the range.
    void include(std::uint32_t begin, std::uint32_t end);

    bool m_any = false;
    Span m_before;
    Span m_after;
};

} // namespace remit::ui
