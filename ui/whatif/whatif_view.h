// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/whatif/whatif_draft.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTreeWidget;
class QTreeWidgetItem;

namespace remit::ui {

class EmptyHint;
class Theme;

/// What if something had happened? Events are put together above; below stands what they would
/// change: the grants that fall, until when they would have held, and the recorded calls whose
/// verdict changes. Only Apply changes files.
class WhatIfView : public QWidget {
    Q_OBJECT

public:
    explicit WhatIfView(const Theme& theme, QWidget* parent = nullptr);
    ~WhatIfView() override;

    /// What there is to choose from; null: no workspace.
    void setSetup(std::shared_ptr<const decision::Setup> setup, Instant usual);
    /// The call that an approval would be of; a negative step: none.
    void setCall(const QString& run, qint64 step, std::optional<Instant> time);
    /// Adds an event, as Add does.
    void add(const WhatIfDraft& draft);
    void clear();
    /// Takes the last adding, taking out or clearing back.
    void undo();
    /// Another workspace: nothing happens, and there is nothing to take back.
    void reset();
    [[nodiscard]] const std::vector<WhatIfDraft>& drafts() const { return m_drafts; }

    /// The answer to the drafts; null while it is being found.
    void setResult(std::shared_ptr<const analysis::WhatIf> result);
    void setProblem(const QString& text);
    [[nodiscard]] QTreeWidget& grants() const { return *m_grants; }
    [[nodiscard]] QTreeWidget& calls() const { return *m_calls; }
    [[nodiscard]] QString summary() const;

signals:
    void draftsChanged();
    void applyWanted();
    void grantChosen(const QString& id);
    void callChosen(const QString& run, qint64 step);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeBuilder();
    QWidget* makeMore();
    QWidget* makeResult();
    void chooseKind();
    void judge();
    void addMade();
    void removeChosen();
    void change(std::vector<WhatIfDraft> drafts);
    void showDrafts();
    void showGrants();
    void showCalls();
    [[nodiscard]] WhatIfKind kind() const;
    [[nodiscard]] std::optional<WhatIfDraft> made(QString& problem) const;

    const Theme& m_theme;
    std::shared_ptr<const decision::Setup> m_setup;
    std::vector<WhatIfDraft> m_drafts;
    std::vector<std::vector<WhatIfDraft>> m_before; ///< the latest last
    std::shared_ptr<const analysis::WhatIf> m_result;
    QString m_run;
    qint64 m_step = -1;

    QComboBox* m_kind;
    QComboBox* m_object;
    QLineEdit* m_at;
    QWidget* m_more;
    QComboBox* m_other;
    QLabel* m_otherLabel;
    QLineEdit* m_role;
    QPlainTextEdit* m_scope;
    QLabel* m_problem;
    QPushButton* m_add;
    QListWidget* m_list;
    QPushButton* m_apply;
    QPushButton* m_clear;
    QPushButton* m_undo;
    QLabel* m_summary;
    QTreeWidget* m_grants;
    QTreeWidget* m_calls;
};

} // namespace remit::ui
