// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/mining/inventory_edit.h"
#include "core/analysis/mining/trial.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTreeWidget;
class QsciScintilla;

namespace remit::ui {

class SourceLexer;
class Theme;

/// The proposed policies or values, and below them which recorded calls they would deny, as long as
/// one steers.
class MiningOutcome : public QWidget {
    Q_OBJECT

public:
    explicit MiningOutcome(Theme& theme, QWidget* parent = nullptr);

    /// Another text: what the last trial found does not count any more.
    void setText(const QString& text);
    [[nodiscard]] QString text() const;
    void setTrial(const analysis::ProposalTrial& trial);
    void setTrial(const analysis::InventoryTrial& trial, bool anyValue);

signals:
    void applyWanted();
    void callChosen(const QString& run, qint64 step);

private:
    void makePreview();
    void makeDenied();
    void show(const QString& verdict, const std::vector<decision::CallVerdict>& denied, bool apply);
    void applyColors();
    [[nodiscard]] bool hasPolicy() const;

    Theme& m_theme;
    QsciScintilla* m_preview;
    SourceLexer* m_lexer;
    QLabel* m_verdict;
    QTreeWidget* m_denied;
    QPushButton* m_apply;
};

} // namespace remit::ui
