// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mining/mining_page.h"

#include "ui/mining/mined_file.h"
#include "ui/mining/mining_choices.h"
#include "ui/mining/mining_evidence.h"
#include "ui/mining/mining_inventories.h"
#include "ui/mining/mining_jobs.h"
#include "ui/mining/mining_outcome.h"
#include "ui/models/text.h"
#include "ui/shell/notifications.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace remit::ui {
namespace {

constexpr int kPauseMs = 150;

QString noteOf(const analysis::TaskProfile& profile)
{
    if (profile.withoutResult > 0)
        return MiningPage::tr("Of %n call(s) nobody recorded how they ended: nothing is proposed, "
                              "since what is missing may have been needed.",
                              nullptr, static_cast<int>(profile.withoutResult));
    if (profile.undecidable > 0)
        return MiningPage::tr("%n call(s) cannot be decided for want of recorded facts: nothing is "
                              "proposed, since what is missing may have been needed.",
                              nullptr, static_cast<int>(profile.undecidable));
    return MiningPage::tr("Evidence: %1, %2; %3 failed, %4 not allowed.")
        .arg(MiningPage::tr("%n run(s)", nullptr, static_cast<int>(profile.runs)),
             MiningPage::tr("%n call(s)", nullptr, static_cast<int>(profile.calls)))
        .arg(profile.failed)
        .arg(profile.notAllowed);
}

} // namespace

MiningPage::MiningPage(Studio& studio, QWidget* parent) : QWidget(parent), m_studio(studio)
{
    setObjectName(QStringLiteral("miningPage"));
    m_jobs = new MiningJobs(studio, this);
    m_outcome = new MiningOutcome(studio.theme());
    auto* split = new QSplitter(Qt::Horizontal);
    split->addWidget(makeSide());
    split->addWidget(m_outcome);
    split->setStretchFactor(0, 6);
    split->setStretchFactor(1, 5);
    split->setChildrenCollapsible(false);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(split);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &MiningPage::tryOut);
    connect(m_choices, &MiningChoices::taskChosen, this, &MiningPage::chooseTask);
    connect(m_choices, &MiningChoices::formChosen, this, &MiningPage::showEvidence);
    connect(m_choices, &MiningChoices::detailChosen, this, &MiningPage::propose);
    connect(m_evidence, &MiningEvidence::changed, this, &MiningPage::propose);
    connect(m_inventories, &MiningInventories::changed, this, &MiningPage::propose);
    connect(m_outcome, &MiningOutcome::callChosen, this, &MiningPage::callChosen);
    connect(m_outcome, &MiningOutcome::applyWanted, this, &MiningPage::apply);
    setSession(studio.session());
}

QWidget* MiningPage::makeSide()
{
    m_choices = new MiningChoices;
    m_evidence = new MiningEvidence;
    m_inventories = new MiningInventories;
    m_evidences = new QStackedWidget;
    m_evidences->addWidget(m_evidence);
    m_evidences->addWidget(m_inventories);
    m_note = new QLabel;
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    auto* side = new QWidget;
    auto* rows = new QVBoxLayout(side);
    rows->setContentsMargins(12, 12, 12, 12);
    rows->setSpacing(8);
    rows->addWidget(m_choices);
    rows->addWidget(m_evidences, 1);
    rows->addWidget(m_note);
    return side;
}

void MiningPage::setSession(Session* session)
{
    if (m_session)
        disconnect(m_session, nullptr, this, nullptr);
    m_session = session;
    if (session != nullptr)
        connect(session, &Session::replayFinished, this, &MiningPage::takeReplay);
    takeReplay();
}

QString MiningPage::preview() const
{
    return m_outcome->text();
}

void MiningPage::takeReplay()
{
    m_replay = m_session ? m_session->replay() : nullptr;
    m_inventoriesMined = false;
    if (m_replay)
        m_jobs->look(m_replay, [this](MiningSeen seen) { takeSeen(std::move(seen)); });
    else
        takeSeen({});
}

void MiningPage::takeSeen(MiningSeen seen)
{
    m_seen = std::move(seen);
    QStringList tasks;
    for (const analysis::TaskProfile& task : m_seen.tasks)
        tasks << toQString(task.task);
    m_choices->setTasks(tasks);
    chooseTask();
}

const analysis::TaskProfile* MiningPage::profile() const
{
    if (m_choices->isScope()) {
        const auto found = std::find_if(m_seen.grants.begin(), m_seen.grants.end(),
                                        [grant = m_choices->grant()](const auto& one) {
                                            return toQString(one.grant) == grant;
                                        });
        return found == m_seen.grants.end() ? nullptr : &found->task;
    }
    const auto found = std::find_if(
        m_seen.tasks.begin(), m_seen.tasks.end(),
        [task = m_choices->task()](const auto& one) { return toQString(one.task) == task; });
    return found == m_seen.tasks.end() ? nullptr : &*found;
}

void MiningPage::chooseTask()
{
    QStringList grants;
    for (const analysis::GrantProfile& one : m_seen.grants)
        if (toQString(one.task.task) == m_choices->task())
            grants << toQString(one.grant);
    m_choices->setGrants(grants);
    showEvidence();
}

void MiningPage::showEvidence()
{
    m_evidences->setCurrentIndex(m_choices->isInventories() ? 1 : 0);
    if (m_choices->isInventories() && !m_inventoriesMined) {
        mineInventories();
        return;
    }
    const analysis::TaskProfile* chosen = profile();
    m_evidence->setProfile(m_choices->isInventories() ? nullptr : chosen);
    if (m_choices->isInventories())
        m_note->setText(
            tr("Values that successful calls used and that the policies would deny. Take none "
               "from a run that you do not trust."));
    else if (chosen != nullptr)
        m_note->setText(noteOf(*chosen));
    else if (m_choices->isScope() && m_choices->hasTasks())
        m_note->setText(tr("No recorded call of this task was decided on a grant."));
    else
        m_note->setText(tr("Replay (F5) finds the tasks of the recorded runs."));
    propose();
}

void MiningPage::mineInventories()
{
    m_inventories->setProposal({});
    m_outcome->setText({});
    m_note->setText(m_replay ? tr("Looking at what calls used…")
                             : tr("Replay (F5) finds the values that recorded calls used."));
    if (!m_replay)
        return;
    m_jobs->mineInventories(m_replay,
                            [this, replay = m_replay](const analysis::InventoryProposal& proposal) {
                                if (replay != m_replay)
                                    return;
                                m_inventories->setProposal(proposal);
                                m_inventoriesMined = true;
                                showEvidence();
                            });
}

void MiningPage::propose()
{
    if (m_choices->isInventories()) {
        m_outcome->setText(m_inventories->text());
        m_pause.start();
        return;
    }
    analysis::ProposalOptions options = m_choices->options();
    options.arguments = m_evidence->rules();
    m_evidence->setArgumentsUsed(options.form != analysis::ProposalForm::Guard &&
                                 options.detail == analysis::ProposalDetail::Arguments);
    const analysis::TaskProfile* chosen = profile();
    m_outcome->setText(
        chosen == nullptr
            ? QString()
            : toQString(analysis::proposedPolicies(
                  analysis::withoutActions(*chosen, m_evidence->leftOut()), options)));
    if (chosen != nullptr)
        m_pause.start();
}

/// A result for another text than the present one is late.
void MiningPage::tryOut()
{
    const analysis::TaskProfile* chosen = profile();
    if (!m_replay || (chosen == nullptr && !m_choices->isInventories()))
        return;
    const QString text = preview();
    if (m_choices->isInventories()) {
        const auto additions = m_inventories->additions();
        m_jobs->tryInventories(
            m_replay, additions,
            [this, text, any = !additions.empty()](const analysis::InventoryTrial& trial) {
                if (text == preview())
                    m_outcome->setTrial(trial, any);
            });
        return;
    }
    const analysis::Proposal proposal{chosen->task, text.toStdString(), m_choices->options().form,
                                      m_choices->grant().toStdString()};
    m_jobs->tryPolicies(m_replay, proposal, [this, text](const analysis::ProposalTrial& trial) {
        if (text == preview())
            m_outcome->setTrial(trial);
    });
}

WorkspaceEdit MiningPage::policyEdit(std::string& file) const
{
    file = m_choices->isScope() ? scopeFile(m_choices->grant().toStdString())
                                : freeMinedFile(*m_session, profile()->task);
    WorkspaceEdit edit = wholeFile(*m_session, file, preview().toStdString());
    edit.title = m_choices->isScope()
                     ? tr("Narrow the scope of %1").arg(m_choices->grant()).toStdString()
                     : tr("Apply mined policies").toStdString();
    return edit;
}

void MiningPage::apply()
{
    if (!m_session || (profile() == nullptr && !m_choices->isInventories()))
        return;
    std::string file;
    WorkspaceEdit edit;
    if (m_choices->isInventories()) {
        edit = analysis::inventoryEdit(entityTexts(*m_session), m_inventories->additions());
        edit.title = tr("Add known values").toStdString();
        if (edit.files.empty()) {
            m_studio.notifications().inform(tr("The inventories have these values already."));
            return;
        }
        file = edit.files.begin()->first;
    } else {
        edit = policyEdit(file);
    }
    if (const Result<> made = m_session->apply(edit); !made)
        m_studio.notifications().report(made.error());
    else
        emit applied(toQString(file));
}

} // namespace remit::ui
