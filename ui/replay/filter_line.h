// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QTimer>

class QAction;
class QCompleter;
class QStandardItemModel;

namespace remit::ui {

/// A line for a query of the filter language, completed and checked as one types: fields, operators
/// and values are offered (Ctrl+Space offers them again); what is wrong with a query is said under
/// the pointer, to screen readers, and by a sign in the line.
class FilterLine : public QLineEdit {
    Q_OBJECT

public:
    explicit FilterLine(QWidget* parent = nullptr);

    /// What is wrong with it now; empty: nothing.
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] QCompleter& completer() const { return *m_completer; }
    /// Without telling.
    void setQuery(const QString& query);

signals:
    /// A query that can be asked, a moment after it was typed.
    void queryChanged(const QString& query);
    /// What is wrong has come or gone.
    void problemChanged(const QString& problem);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void edited();
    void check();
    void offer(bool asked);
    void insert(const QString& completion);
    void showProblem(const QString& problem);

    QTimer m_pause;
    QCompleter* m_completer;
    QStandardItemModel* m_offers;
    QAction* m_sign;
    QString m_problem;
    int m_replacesFrom = 0; ///< what a completion replaces, in characters of the line
    int m_replacesTo = 0;
};

} // namespace remit::ui
