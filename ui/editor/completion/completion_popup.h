// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/assist/completion.h"

#include <QFrame>

#include <vector>

class QLabel;
class QListView;

namespace remit::ui {

class CompletionModel;
class Theme;

/// The list of proposals at the caret, with the documentation of the chosen one beside it. It never
/// has the focus: the keys stay with the editor, and Completion hands on those that are meant for
/// the list. A child of the window, so that it may reach beyond the editor.
class CompletionPopup : public QFrame {
    Q_OBJECT

public:
    CompletionPopup(const Theme& theme, QWidget& editor);

    void setItems(std::vector<assist::CompletionItem> items);
    void setPattern(const QString& typed);
    /// Below the point of the window, or above the line that ends there where there is no room.
    void openAt(QPoint belowWord, int lineHeight);
    [[nodiscard]] const CompletionModel& proposals() const { return *m_model; }
    /// Null when nothing fits.
    [[nodiscard]] const assist::CompletionItem* chosen() const;
    void moveBy(int rows);
    /// Rows of one page.
    [[nodiscard]] int pageRows() const;

signals:
    /// With the mouse.
    void itemClicked();

private:
    void place();
    void showDocumentation();
    [[nodiscard]] int listWidth() const;

    CompletionModel* m_model;
    QListView* m_list;
    QLabel* m_documentation;
    QPoint m_below;
    int m_lineHeight = 0;
};

} // namespace remit::ui
