// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/redaction/rules.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace remit::ui {

/// What is taken out of traces on import: every rule with what it is for and a box to switch it, a
/// line for a pattern of one's own, and a line to try them on.
class RedactionPanel : public QWidget {
    Q_OBJECT

public:
    explicit RedactionPanel(QWidget* parent = nullptr);

    void setRules(trace::RedactionRules rules);
    /// As switched now; all off when redaction is off as a whole.
    [[nodiscard]] const trace::RedactionRules& rules() const { return m_rules; }
    [[nodiscard]] bool isOn() const;

signals:
    void rulesChanged();
    void keepAsked(); ///< the rules are to stand in the workspace

private:
    QWidget* makeSwitch();
    QWidget* makeOwnPattern();
    void addPattern();
    void showRules();
    void takeSwitches();
    void tryText();

    trace::RedactionRules m_rules;
    QCheckBox* m_on;
    QListWidget* m_list;
    QLineEdit* m_pattern = nullptr;
    QLineEdit* m_text;
    QLabel* m_result;
};

} // namespace remit::ui
