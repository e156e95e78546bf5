// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/edit.h"
#include "core/workspace/journal.h"

#include <QDialog>

#include <vector>

class QPushButton;

namespace remit::ui {

class ChangesPanel;
class Session;
class Theme;

/// Unsaved work of a program that ended without being asked: shows what it would change, file by
/// file, and takes over what is ticked as one undoable step. It stands beside the work and blocks
/// nothing; closing it keeps everything for the next time.
class RecoveryDialog : public QDialog {
    Q_OBJECT

public:
    RecoveryDialog(Session& session, const Theme& theme,
                   const std::vector<workspace::LeftJournal>& journals, QWidget* parent);

    [[nodiscard]] ChangesPanel& changes() const { return *m_changes; }
    /// Entries that would change something; nothing to ask about where there are none.
    [[nodiscard]] bool isEmpty() const { return m_entries.empty(); }

signals:
    void recoverWanted(const remit::WorkspaceEdit& edit);
    /// The user wants none of it.
    void discarded();

private:
    void gather(const std::vector<workspace::LeftJournal>& journals);
    void recover();

    Session& m_session;
    std::vector<workspace::JournalEntry> m_entries; ///< the latest of each file
    ChangesPanel* m_changes;
    QPushButton* m_recover = nullptr;
};

} // namespace remit::ui
