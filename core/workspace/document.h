// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/workspace/history.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace remit::workspace {

/// One text file of the workspace, held in memory: what the editor shows and what the models are
/// derived from. Only Documents changes it.
class Document {
public:
    /// Relative to the workspace, with `/`: "policies/pay.cedar".
    [[nodiscard]] const std::string& path() const { return m_path; }
    /// Valid UTF-8. Empty where the document does not exist (removed, not saved yet).
    [[nodiscard]] const std::string& text() const { return *m_text; }
    /// The same without a copy, for a worker: it never changes.
    [[nodiscard]] std::shared_ptr<const std::string> sharedText() const { return m_text; }
    /// Grows with each change, and no two states of the whole workspace have the same: a result
    /// computed for another revision is late and can be thrown away.
    [[nodiscard]] std::uint64_t revision() const { return m_revision; }
    /// False after an edit that removed the file; saving removes it on disk.
    [[nodiscard]] bool exists() const { return m_exists; }
    /// Does saving change anything on disk?
    [[nodiscard]] bool isDirty() const;
    /// The text on disk as it was last read or written; nothing: there is no such file.
    [[nodiscard]] const std::shared_ptr<const std::string>& onDisk() const { return m_onDisk; }
    [[nodiscard]] const History& history() const { return m_history; }

private:
    friend class Documents;

    std::string m_path;
    std::shared_ptr<const std::string> m_text = std::make_shared<const std::string>();
    std::shared_ptr<const std::string> m_onDisk;
    std::uint64_t m_revision = 0;
    bool m_exists = true;
    History m_history;
};

} // namespace remit::workspace
