// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <vector>

class QLabel;
class QLineEdit;
class QTabWidget;
class QVBoxLayout;

namespace remit::ui {

class MainWindow;
class ShortcutsView;

/// What the user can choose, with a line to find it by. Everything takes effect at once; nothing
/// here changes a verdict. Blocks nothing.
class PreferencesDialog : public QDialog {
    Q_OBJECT

public:
    explicit PreferencesDialog(MainWindow& window);

    void showShortcuts();
    [[nodiscard]] ShortcutsView& shortcuts() const { return *m_shortcuts; }
    /// Of the general ones.
    [[nodiscard]] int shownCount() const;

private:
    struct Row {
        QWidget* widget;
        QString words; ///< that it is found by
        QLabel* heading;
    };

    QLabel* addHeading(const QString& text);
    void addRow(QLabel* heading, const QString& name, const QString& help, QWidget* control);
    void addLook();
    void addEditor();
    void addStart();
    void filter(const QString& text);

    MainWindow& m_window;
    QLineEdit* m_find;
    QTabWidget* m_tabs;
    QVBoxLayout* m_column = nullptr;
    QLabel* m_nothing;
    ShortcutsView* m_shortcuts;
    std::vector<Row> m_rows;
};

/// Edit: Preferences and Keyboard shortcuts.
void addPreferencesActions(MainWindow& window);

} // namespace remit::ui
