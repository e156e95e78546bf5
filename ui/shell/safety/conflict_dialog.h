// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/line_diff.h"
#include "core/base/result.h"

#include <QDialog>

#include <memory>
#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;

namespace remit::ui {

class ChangesPanel;
class Session;
class Theme;

/// Files that were changed here and on disk: for each, keep yours, take what is on disk, or both
/// changes together where they do not meet in one line. Each choice can be undone. It blocks
/// nothing, and goes when nothing is left to choose.
class ConflictDialog : public QDialog {
    Q_OBJECT

public:
    ConflictDialog(Session& session, const Theme& theme, QWidget* parent);

    /// Looks again at which files are in conflict.
    void setPaths(const std::vector<std::string>& paths);
    [[nodiscard]] std::vector<std::string> paths() const;

signals:
    /// Something could not be done.
    void failed(const remit::Error& error);

private:
    struct Conflict {
        std::string path;
        std::shared_ptr<const std::string> base; ///< as it was read; null: there was no file
        std::shared_ptr<const std::string> disk; ///< as it is now; null: there is none
        std::string ours;
        MergedText merged;
    };
    enum class Choice { Ours, Disk, Both };

    void load(const std::string& path);
    void showFiles();
    void showChoices(int row);
    void choose(Choice choice);

    Session& m_session;
    std::vector<Conflict> m_conflicts;
    ChangesPanel* m_changes;
    QComboBox* m_view;
    QLabel* m_said;
    QPushButton* m_ours;
    QPushButton* m_disk;
    QPushButton* m_both;
};

} // namespace remit::ui
