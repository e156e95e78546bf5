// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decision/verdict.h"

#include <QDialog>

#include <vector>

class QCheckBox;
class QComboBox;
class QDateEdit;
class QLabel;
class QLineEdit;
class QPushButton;

namespace remit::ui {

class ReviewDesk;

/// What a person makes of one or several crossings: state, reason, owner, and until when it holds.
/// Beside the window's work, not in its way: nothing is blocked while it is open.
class ReviewForm : public QDialog {
    Q_OBJECT

public:
    ReviewForm(ReviewDesk& desk, std::vector<decision::CallVerdict> calls, QWidget* parent);

    [[nodiscard]] QComboBox& state() const { return *m_state; }
    [[nodiscard]] QLineEdit& reason() const { return *m_reason; }
    [[nodiscard]] QLineEdit& owner() const { return *m_owner; }

public slots:
    void mark();

private:
    void check();

    ReviewDesk& m_desk;
    std::vector<decision::CallVerdict> m_calls;
    QComboBox* m_state;
    QLineEdit* m_reason;
    QLineEdit* m_owner;
    QCheckBox* m_ends;
    QDateEdit* m_expires;
    QLabel* m_problem;
    QPushButton* m_mark;
};

} // namespace remit::ui
