// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compare/side_box.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTabWidget;
class QTextBrowser;
class QTreeView;

namespace remit::ui {

class ChangesModel;
class ChangesPanel;
class Session;
class Studio;

/// Two revisions over the same traces: which recorded calls change their verdict, grouped by what
/// becomes of them and why, with the edit that did it, and every file that differs. Sides are the
/// last replay, the present texts, git revisions and other workspaces.
class ComparePage : public QWidget {
    Q_OBJECT

public:
    explicit ComparePage(Studio& studio, QWidget* parent = nullptr);

    void setSession(Session* session);
    /// Shows what is known already: of the impact strip.
    void showCompared(std::shared_ptr<const Compared> compared);
    /// Of the sides that are chosen.
    void compare();
    /// The present texts with that side, at once.
    void compareWith(SideBox::Fixed side);
    void compareWith(const QString& revision);
    /// The field to type a revision into has the focus.
    void askForRevision();
    [[nodiscard]] ChangesModel& changes() const { return *m_changes; }
    [[nodiscard]] QTreeView& tree() const { return *m_tree; }
    [[nodiscard]] ChangesPanel& files() const { return *m_files; }
    [[nodiscard]] QString editText() const;
    /// Writes what is shown: as JSON lines where the name ends so, else as text.
    [[nodiscard]] Result<> exportTo(const QString& file) const;

signals:
    void callSelected(const QString& run, qint64 step);
    void placeChosen(const QString& path, quint32 begin, quint32 end);

private:
    QWidget* makeBar();
    void readCommits();
    void setCommits(const std::vector<workspace::GitCommit>& commits);
    void take(Result<std::shared_ptr<const Compared>> compared);
    void showSummary();
    [[nodiscard]] QString decidedLine(const Compared& compared) const;
    void showFiles();
    void showEdit();
    void chooseExport();
    void say(const QString& line);

    Studio& m_studio;
    Session* m_session = nullptr;
    ChangesModel* m_changes;
    QTreeView* m_tree;
    QTextBrowser* m_edit;
    ChangesPanel* m_files;
    QTabWidget* m_below;
    SideBox* m_before;
    SideBox* m_after;
    QPushButton* m_compare;
    QPushButton* m_export;
    QLabel* m_summary;
};

} // namespace remit::ui
