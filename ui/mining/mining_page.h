// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/edit.h"
#include "ui/mining/mining_jobs.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <string>
#include <vector>

class QLabel;
class QStackedWidget;

namespace remit::ui {

class MiningChoices;
class MiningEvidence;
class MiningInventories;
class MiningOutcome;
class Session;
class Studio;
struct ReplayResult;

/// The mining wizard. On the left the task, how the proposal is generalised, and the evidence of
/// each action; on the right the proposed policies and the recorded calls that they would deny.
/// Apply writes them as one undoable edit: into a file of their own, or as a grant's scope. The
/// same for inventories of known values.
class MiningPage : public QWidget {
    Q_OBJECT

public:
    explicit MiningPage(Studio& studio, QWidget* parent = nullptr);

    void setSession(Session* session);
    [[nodiscard]] QString preview() const;
    /// The key of the page in the centre.
    [[nodiscard]] static QString key() { return QStringLiteral("mining"); }

signals:
    /// The edit was made; the file is to be shown.
    void applied(const QString& file);
    void callChosen(const QString& run, qint64 step);

private:
    QWidget* makeSide();
    void takeReplay();
    void takeSeen(MiningSeen seen);
    void chooseTask();
    void showEvidence();
    void propose();
    void mineInventories();
    void tryOut();
    void apply();
    [[nodiscard]] WorkspaceEdit policyEdit(std::string& file) const;
    /// The task chosen; for a scope, the grant's part of it. Null: none.
    [[nodiscard]] const analysis::TaskProfile* profile() const;

    Studio& m_studio;
    QPointer<Session> m_session;
    std::shared_ptr<const ReplayResult> m_replay;
    MiningSeen m_seen;
    MiningJobs* m_jobs;
    MiningChoices* m_choices;
    QStackedWidget* m_evidences; ///< of the two below
    MiningEvidence* m_evidence;
    MiningInventories* m_inventories;
    bool m_inventoriesMined = false;
    QLabel* m_note;
    MiningOutcome* m_outcome;
    QTimer m_pause;
};

} // namespace remit::ui
