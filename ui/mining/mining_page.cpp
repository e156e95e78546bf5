// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mining/mining_page.h"

#include "core/decision/decide.h"
#include "ui/mining/mined_file.h"
#include "ui/mining/mining_evidence.h"
#include "ui/mining/mining_outcome.h"
#include "ui/models/text.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/notifications.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QSplitter>

#include <algorithm>

namespace remit::ui {
namespace {

constexpr int kPauseMs = 150;

QComboBox* makeBox(const QString& name, const QStringList& items = {})
{
    auto* box = new QComboBox;
    box->setObjectName(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(16);
    box->addItems(items);
    return box;
}

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
    m_outcome = new MiningOutcome(studio.theme());
    auto* split = new QSplitter(Qt::Horizontal);
    split->addWidget(makeChoices());
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
    connect(m_task, &QComboBox::currentIndexChanged, this, &MiningPage::chooseTask);
    connect(m_form, &QComboBox::currentIndexChanged, this, &MiningPage::showEvidence);
    connect(m_grant, &QComboBox::currentIndexChanged, this, &MiningPage::showEvidence);
    connect(m_detail, &QComboBox::currentIndexChanged, this, &MiningPage::propose);
    connect(m_readsFree, &QCheckBox::toggled, this, &MiningPage::propose);
    connect(m_evidence, &MiningEvidence::changed, this, &MiningPage::propose);
    connect(m_outcome, &MiningOutcome::callChosen, this, &MiningPage::callChosen);
    connect(m_outcome, &MiningOutcome::applyWanted, this, &MiningPage::apply);
    setSession(studio.session());
}

QWidget* MiningPage::makeChoices()
{
    m_task = makeBox(QStringLiteral("mining-task"));
    m_form = makeBox(QStringLiteral("mining-form"),
                     {tr("Permits: what the task was seen to do"),
                      tr("Guard: forbid what it was not seen to do"), tr("Scope of a grant")});
    m_grant = makeBox(QStringLiteral("mining-grant"));
    m_detail = makeBox(QStringLiteral("mining-detail"), {tr("Actions"), tr("Actions and resources"),
                                                         tr("Actions, resources and arguments")});
    m_detail->setCurrentIndex(1);
    m_readsFree = new QCheckBox(tr("A guard leaves &reads of low risk alone"));
    m_readsFree->setChecked(true);
    m_evidence = new MiningEvidence;
    m_note = new QLabel;
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    auto* form = new QFormLayout;
    form->addRow(tr("&Task"), m_task);
    form->addRow(tr("&Form"), m_form);
    form->addRow(tr("&Grant"), m_grant);
    form->addRow(tr("&Detail"), m_detail);
    form->addRow(QString(), m_readsFree);
    auto* side = new QWidget;
    auto* rows = new QVBoxLayout(side);
    rows->setContentsMargins(12, 12, 12, 12);
    rows->setSpacing(8);
    rows->addLayout(form);
    rows->addWidget(m_evidence, 1);
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
    if (!m_replay) {
        takeSeen({});
        return;
    }
    m_studio.jobs().run<Seen>(
        {.title = tr("Look at what tasks did"), .key = QStringLiteral("mine"), .listed = false},
        [replay = m_replay](const JobControl& job) -> Result<Seen> {
            const auto calls = analysis::observedCalls(*replay->decider, *replay->source, {}, job);
            if (!calls)
                return tl::unexpected<Error>(calls.error());
            return Seen{analysis::taskProfiles(*calls), analysis::grantProfiles(*calls)};
        },
        this,
        [this](Result<Seen> seen) {
            if (seen)
                takeSeen(std::move(*seen));
            else if (seen.error().code != ErrorCode::Cancelled)
                m_studio.notifications().report(seen.error());
        });
}

void MiningPage::takeSeen(Seen seen)
{
    const QString chosen = m_task->currentText();
    m_seen = std::move(seen);
    {
        const QSignalBlocker quiet(m_task);
        m_task->clear();
        for (const analysis::TaskProfile& task : m_seen.tasks)
            m_task->addItem(toQString(task.task));
        m_task->setCurrentIndex(std::max(0, m_task->findText(chosen)));
    }
    chooseTask();
}

bool MiningPage::isScope() const
{
    return m_form->currentIndex() == static_cast<int>(analysis::ProposalForm::Scope);
}

std::string MiningPage::grant() const
{
    return isScope() ? m_grant->currentText().toStdString() : std::string();
}

const analysis::TaskProfile* MiningPage::profile() const
{
    if (isScope()) {
        const auto found = std::find_if(
            m_seen.grants.begin(), m_seen.grants.end(),
            [name = grant()](const analysis::GrantProfile& one) { return one.grant == name; });
        return found == m_seen.grants.end() ? nullptr : &found->task;
    }
    const int index = m_task->currentIndex();
    return index < 0 || index >= static_cast<int>(m_seen.tasks.size())
               ? nullptr
               : &m_seen.tasks[static_cast<std::size_t>(index)];
}

void MiningPage::chooseTask()
{
    {
        const QSignalBlocker quiet(m_grant);
        m_grant->clear();
        for (const analysis::GrantProfile& one : m_seen.grants)
            if (toQString(one.task.task) == m_task->currentText())
                m_grant->addItem(toQString(one.grant));
    }
    showEvidence();
}

void MiningPage::showEvidence()
{
    m_grant->setEnabled(isScope() && m_grant->count() > 0);
    const analysis::TaskProfile* chosen = profile();
    m_evidence->setProfile(chosen);
    if (chosen != nullptr)
        m_note->setText(noteOf(*chosen));
    else if (isScope() && m_task->count() > 0)
        m_note->setText(tr("No recorded call of this task was decided on a grant."));
    else
        m_note->setText(tr("Replay (F5) finds the tasks of the recorded runs."));
    propose();
}

analysis::ProposalOptions MiningPage::options() const
{
    analysis::ProposalOptions options;
    options.form = static_cast<analysis::ProposalForm>(m_form->currentIndex());
    options.detail = static_cast<analysis::ProposalDetail>(m_detail->currentIndex());
    options.readsFree = m_readsFree->isChecked();
    options.arguments = m_evidence->rules();
    return options;
}

void MiningPage::propose()
{
    const analysis::ProposalOptions wanted = options();
    const bool guard = wanted.form == analysis::ProposalForm::Guard;
    m_readsFree->setEnabled(guard);
    m_detail->setEnabled(!guard);
    m_evidence->setArgumentsUsed(!guard && wanted.detail == analysis::ProposalDetail::Arguments);
    const analysis::TaskProfile* chosen = profile();
    m_outcome->setText(
        chosen == nullptr ? QString()
                          : toQString(analysis::proposedPolicies(
                                analysis::withoutActions(*chosen, m_evidence->leftOut()), wanted)));
    if (chosen != nullptr)
        m_pause.start();
}

void MiningPage::tryOut()
{
    const analysis::TaskProfile* chosen = profile();
    if (chosen == nullptr || !m_replay)
        return;
    const analysis::Proposal proposal{chosen->task, preview().toStdString(), options().form,
                                      grant()};
    m_studio.jobs().run<analysis::ProposalTrial>(
        {.title = tr("Try the proposal"), .key = QStringLiteral("mine-trial"), .listed = false},
        [replay = m_replay, proposal](const JobControl& job) {
            return analysis::tryProposal(*replay->decider, *replay->source, proposal, job);
        },
        this,
        [this, text = preview()](const Result<analysis::ProposalTrial>& trial) {
            if (trial && text == preview())
                m_outcome->setTrial(*trial);
            else if (!trial && trial.error().code != ErrorCode::Cancelled)
                m_studio.notifications().report(trial.error());
        });
}

void MiningPage::apply()
{
    const analysis::TaskProfile* chosen = profile();
    if (!m_session || chosen == nullptr)
        return;
    const std::string file =
        isScope() ? scopeFile(grant()) : freeMinedFile(*m_session, chosen->task);
    WorkspaceEdit edit = wholeFile(*m_session, file, preview().toStdString());
    edit.title = isScope() ? tr("Narrow the scope of %1").arg(m_grant->currentText()).toStdString()
                           : tr("Apply mined policies").toStdString();
    if (const Result<> made = m_session->apply(edit); !made)
        m_studio.notifications().report(made.error());
    else
        emit applied(toQString(file));
}

} // namespace remit::ui
