// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/text_search.h"

#include <QFrame>
#include <QPointer>

class QLabel;
class QPushButton;
class QToolButton;

namespace remit::ui {

class CodeEditor;
class MainWindow;
class QueryLine;

/// Find and replace in the file in front: a line below the text. Every match is marked while it is
/// open; Enter and Shift+Enter go from one to the next, Esc closes it.
class FindBar : public QFrame {
    Q_OBJECT

public:
    explicit FindBar(MainWindow& window);

    /// Asks for what is selected, where that is within a line.
    void open(bool replacing);
    void findNext();
    void findPrevious();
    void replaceOne();
    void replaceAll();
    [[nodiscard]] QueryLine& line() const { return *m_line; }
    [[nodiscard]] std::size_t matchCount() const { return m_matches.size(); }

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setupLayout();
    void follow(CodeEditor* editor);
    void search();
    void unmark();
    void mark();
    void showCount();
    void goFrom(std::uint32_t origin);
    void step(bool forward);
    void dismiss();
    [[nodiscard]] int currentMatch() const;
    [[nodiscard]] CodeEditor* editor() const;

    MainWindow& m_window;
    QueryLine* m_line;
    QLabel* m_count;
    QWidget* m_replaceRow = nullptr;
    QToolButton* m_previous = nullptr;
    QToolButton* m_next = nullptr;
    QPushButton* m_replace = nullptr;
    QPushButton* m_replaceAll = nullptr;
    QPointer<CodeEditor> m_editor; ///< whose matches are marked
    std::vector<workspace::TextMatch> m_matches;
    std::uint32_t m_origin = 0; ///< where the search began
    QString m_problem;          ///< with the query
};

/// Edit: find, replace, next, previous; and find in the workspace with its dock. After the docks of
/// the frame.
FindBar* addFind(MainWindow& window);

} // namespace remit::ui
