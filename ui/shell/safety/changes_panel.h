// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <string>
#include <vector>

class QLabel;
class QListWidget;

namespace remit::ui {

class DiffView;
class Theme;

/// A file of the list, and the two texts whose difference is shown.
struct ChangedFile {
    QString path;
    QString state;   ///< beside the path: "changed on disk since"
    QString caption; ///< above the difference: "On disk → recovered"
    std::string from;
    std::string to;
};

/// Files on the left, what differs in the chosen one on the right.
class ChangesPanel : public QWidget {
    Q_OBJECT

public:
    ChangesPanel(const Theme& theme, bool checkable, QWidget* parent = nullptr);

    void setFiles(std::vector<ChangedFile> files);
    /// Row of the list; -1 without files.
    [[nodiscard]] int current() const;
    [[nodiscard]] std::vector<std::size_t> checked() const;
    [[nodiscard]] DiffView& diff() const { return *m_diff; }

signals:
    void currentChanged(int row);
    void checkedChanged();

private:
    void showCurrent(int row);

    bool m_checkable;
    std::vector<ChangedFile> m_files;
    QListWidget* m_list;
    QLabel* m_caption;
    DiffView* m_diff;
};

} // namespace remit::ui
