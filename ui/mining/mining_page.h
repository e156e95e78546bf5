// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/mining/trial.h"
#include "core/base/edit.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QTreeWidget;
class QsciScintilla;

namespace remit::ui {

class Session;
class SourceLexer;
class Studio;
struct ReplayResult;

/// The mining wizard. On the left the task, how the proposal is generalised, and the evidence of
/// each action, which can be left out; on the right the proposed policies, and below them the
/// recorded calls that they would deny. Apply writes them as one undoable edit.
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
    using Profiles = std::vector<analysis::TaskProfile>;

    QWidget* makeChoices();
    QWidget* makeProposal();
    void takeReplay();
    void takeProfiles(Profiles profiles);
    void chooseTask();
    void propose();
    void tryOut();
    void take(const analysis::ProposalTrial& trial);
    void apply();
    void applyColors();
    [[nodiscard]] const analysis::TaskProfile* task() const;
    [[nodiscard]] analysis::ProposalOptions options() const;
    /// A file that is not there yet: "policies/mined-pay-bill.cedar".
    [[nodiscard]] std::string freeFile() const;

    Studio& m_studio;
    QPointer<Session> m_session;
    std::shared_ptr<const ReplayResult> m_replay;
    Profiles m_profiles;
    QComboBox* m_task;
    QComboBox* m_form;
    QComboBox* m_detail;
    QCheckBox* m_readsFree;
    QTreeWidget* m_evidence;
    QLabel* m_note;
    QsciScintilla* m_preview;
    SourceLexer* m_lexer;
    QLabel* m_verdict;
    QTreeWidget* m_denied;
    QPushButton* m_apply;
    QTimer m_pause;
    bool m_filling = false;
};

} // namespace remit::ui
