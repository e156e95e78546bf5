// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mining/mining_page.h"

#include "core/decision/decide.h"
#include "ui/editor/highlight.h"
#include "ui/editor/source_lexer.h"
#include "ui/models/text.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/notifications.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <Qsci/qsciscintilla.h>

#include <algorithm>

namespace remit::ui {
namespace {

constexpr int kPauseMs = 150;

QString argumentText(const std::string& name, const analysis::ArgumentEvidence& evidence)
{
    QString text = toQString(name) + QStringLiteral(": ");
    if (evidence.onlyIntegers && evidence.least)
        return text + QStringLiteral("%1 … %2").arg(*evidence.least).arg(*evidence.most);
    if (!evidence.onlyStrings)
        return text + MiningPage::tr("values of several kinds");
    QStringList values;
    for (const auto& [value, calls] : evidence.strings) {
        if (values.size() == 3) {
            values << QStringLiteral("…");
            break;
        }
        values
            << QStringLiteral("‘%1’ (%2)").arg(toQString(value).simplified().left(40)).arg(calls);
    }
    return text + values.join(QStringLiteral(", "));
}

QTreeWidgetItem* evidenceItem(const analysis::ActionEvidence& evidence)
{
    auto* item =
        new QTreeWidgetItem({toQString(evidence.action),
                             MiningPage::tr("%n calls", nullptr, static_cast<int>(evidence.calls)),
                             MiningPage::tr("%n runs", nullptr, static_cast<int>(evidence.runs))});
    item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
    item->setCheckState(0, Qt::Checked);
    item->setData(0, Qt::UserRole, toQString(evidence.action));
    for (const auto& [name, argument] : evidence.arguments) {
        auto* child = new QTreeWidgetItem(
            item, {argumentText(name, argument),
                   MiningPage::tr("%n calls", nullptr, static_cast<int>(argument.calls))});
        child->setToolTip(0, child->text(0).toHtmlEscaped());
    }
    return item;
}

QTreeWidget* makeTree(const QString& name, const QString& accessible, const QStringList& columns)
{
    auto* tree = new QTreeWidget;
    tree->setObjectName(name);
    tree->setAccessibleName(accessible);
    tree->setHeaderLabels(columns);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setUniformRowHeights(true);
    return tree;
}

std::string fileName(std::string task)
{
    for (char& c : task) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '_';
        c = plain ? c : '-';
    }
    return task;
}

} // namespace

MiningPage::MiningPage(Studio& studio, QWidget* parent) : QWidget(parent), m_studio(studio)
{
    setObjectName(QStringLiteral("miningPage"));
    auto* split = new QSplitter(Qt::Horizontal);
    split->addWidget(makeChoices());
    split->addWidget(makeProposal());
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    split->setChildrenCollapsible(false);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(split);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &MiningPage::tryOut);
    connect(m_task, &QComboBox::currentIndexChanged, this, &MiningPage::chooseTask);
    connect(m_form, &QComboBox::currentIndexChanged, this, &MiningPage::propose);
    connect(m_detail, &QComboBox::currentIndexChanged, this, &MiningPage::propose);
    connect(m_readsFree, &QCheckBox::toggled, this, &MiningPage::propose);
    connect(m_evidence, &QTreeWidget::itemChanged, this, [this] {
        if (!m_filling)
            propose();
    });
    connect(m_denied, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
        emit callChosen(item->text(0), item->text(1).toLongLong());
    });
    connect(m_apply, &QPushButton::clicked, this, &MiningPage::apply);
    connect(&studio.theme(), &Theme::changed, this, [this] { applyColors(); });
    applyColors();
    setSession(studio.session());
}

QWidget* MiningPage::makeChoices()
{
    m_task = new QComboBox;
    m_task->setObjectName(QStringLiteral("mining-task"));
    m_task->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_task->setMinimumContentsLength(16);
    m_form = new QComboBox;
    m_form->setObjectName(QStringLiteral("mining-form"));
    m_form->addItems({tr("Permits: what the task was seen to do"),
                      tr("Guard: forbid what it was not seen to do"), tr("Scope of a grant")});
    m_detail = new QComboBox;
    m_detail->setObjectName(QStringLiteral("mining-detail"));
    m_detail->addItems(
        {tr("Actions"), tr("Actions and resources"), tr("Actions, resources and arguments")});
    m_detail->setCurrentIndex(1);
    m_readsFree = new QCheckBox(tr("A guard leaves &reads of low risk alone"));
    m_readsFree->setChecked(true);
    m_evidence = makeTree(QStringLiteral("mining-evidence"), tr("Evidence"),
                          {tr("Seen, and kept where checked"), tr("Calls"), tr("Runs")});
    m_note = new QLabel;
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    auto* form = new QFormLayout;
    form->addRow(tr("&Task"), m_task);
    form->addRow(tr("&Form"), m_form);
    form->addRow(tr("&Detail"), m_detail);
    form->addRow(QString(), m_readsFree);
    auto* side = new QWidget;
    auto* rows = new QVBoxLayout(side);
    rows->setContentsMargins(12, 12, 12, 12);
    rows->setSpacing(8);
    rows->addLayout(form);
    rows->addWidget(m_evidence, 1);
    rows->addWidget(m_note);
    const int em = fontMetrics().horizontalAdvance(QLatin1Char('m'));
    m_evidence->setColumnWidth(0, 28 * em);
    m_evidence->setColumnWidth(1, 8 * em);
    return side;
}

QWidget* MiningPage::makeProposal()
{
    m_preview = new QsciScintilla;
    m_preview->setObjectName(QStringLiteral("mining-preview"));
    m_preview->setAccessibleName(tr("Proposed policies"));
    m_preview->setUtf8(true);
    m_preview->setReadOnly(true);
    m_preview->setFrameShape(QFrame::NoFrame);
    m_preview->setMarginWidth(1, 0);
    m_lexer = new SourceLexer(syntaxOf("policies/mined.cedar"), m_preview);
    m_verdict = new QLabel;
    m_verdict->setObjectName(QStringLiteral("mining-verdict"));
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setWordWrap(true);
    m_denied = makeTree(QStringLiteral("mining-denied"), tr("Calls that would be denied"),
                        {tr("Run"), tr("Step"), tr("Tool"), tr("Why")});
    const int em = fontMetrics().horizontalAdvance(QLatin1Char('m'));
    m_denied->setColumnWidth(0, 18 * em);
    m_denied->setColumnWidth(1, 4 * em);
    m_denied->setColumnWidth(2, 14 * em);
    m_denied->setRootIsDecorated(false);
    m_apply = new QPushButton(tr("&Apply"));
    m_apply->setObjectName(QStringLiteral("mining-apply"));
    m_apply->setToolTip(tr("Writes the policies into a file of their own, as one step of undo."));
    auto* bottom = new QHBoxLayout;
    bottom->addWidget(m_verdict, 1);
    bottom->addWidget(m_apply);
    auto* side = new QWidget;
    auto* rows = new QVBoxLayout(side);
    rows->setContentsMargins(12, 12, 12, 12);
    rows->setSpacing(8);
    rows->addWidget(m_preview, 3);
    rows->addLayout(bottom);
    rows->addWidget(m_denied, 2);
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
    return m_preview->text();
}

void MiningPage::takeReplay()
{
    m_replay = m_session ? m_session->replay() : nullptr;
    if (!m_replay) {
        takeProfiles({});
        return;
    }
    m_studio.jobs().run<Profiles>(
        {.title = tr("Look at what tasks did"), .key = QStringLiteral("mine"), .listed = false},
        [replay = m_replay](const JobControl& job) -> Result<Profiles> {
            const auto calls = analysis::observedCalls(*replay->decider, *replay->source, {}, job);
            if (!calls)
                return tl::unexpected<Error>(calls.error());
            return analysis::taskProfiles(*calls);
        },
        this,
        [this](Result<Profiles> profiles) {
            if (profiles)
                takeProfiles(std::move(*profiles));
            else if (profiles.error().code != ErrorCode::Cancelled)
                m_studio.notifications().report(profiles.error());
        });
}

void MiningPage::takeProfiles(Profiles profiles)
{
    const QString chosen = m_task->currentText();
    m_profiles = std::move(profiles);
    {
        const QSignalBlocker quiet(m_task);
        m_task->clear();
        for (const analysis::TaskProfile& profile : m_profiles)
            m_task->addItem(toQString(profile.task));
        m_task->setCurrentIndex(std::max(0, m_task->findText(chosen)));
    }
    chooseTask();
}

const analysis::TaskProfile* MiningPage::task() const
{
    const int index = m_task->currentIndex();
    return index < 0 || index >= static_cast<int>(m_profiles.size())
               ? nullptr
               : &m_profiles[static_cast<std::size_t>(index)];
}

void MiningPage::chooseTask()
{
    m_filling = true;
    m_evidence->clear();
    const analysis::TaskProfile* chosen = task();
    if (chosen != nullptr) {
        for (const analysis::ActionEvidence& evidence : chosen->actions)
            m_evidence->addTopLevelItem(evidenceItem(evidence));
        m_note->setText(chosen->hasGaps()
                            ? tr("Of %n calls nobody recorded how they ended: nothing is proposed, "
                                 "since what is missing may have been needed.",
                                 nullptr, static_cast<int>(chosen->withoutResult))
                            : tr("Evidence: %1 runs, %2 calls; %3 failed, %4 are not allowed.")
                                  .arg(chosen->runs)
                                  .arg(chosen->calls)
                                  .arg(chosen->failed)
                                  .arg(chosen->notAllowed));
    } else {
        m_note->setText(tr("Replay (F5) finds the tasks of the recorded runs."));
    }
    m_filling = false;
    propose();
}

analysis::ProposalOptions MiningPage::options() const
{
    analysis::ProposalOptions options;
    options.form = static_cast<analysis::ProposalForm>(m_form->currentIndex());
    options.detail = static_cast<analysis::ProposalDetail>(m_detail->currentIndex());
    options.readsFree = m_readsFree->isChecked();
    return options;
}

void MiningPage::propose()
{
    m_readsFree->setEnabled(options().form == analysis::ProposalForm::Guard);
    m_detail->setEnabled(options().form != analysis::ProposalForm::Guard);
    const analysis::TaskProfile* chosen = task();
    std::vector<std::string> left;
    for (int i = 0; i < m_evidence->topLevelItemCount(); ++i) {
        const QTreeWidgetItem* item = m_evidence->topLevelItem(i);
        if (item->checkState(0) != Qt::Checked)
            left.push_back(item->data(0, Qt::UserRole).toString().toStdString());
    }
    const std::string text =
        chosen == nullptr
            ? std::string()
            : analysis::proposedPolicies(analysis::withoutActions(*chosen, left), options());
    m_preview->setText(toQString(text));
    m_denied->clear();
    m_verdict->clear();
    m_apply->setEnabled(false);
    if (chosen != nullptr)
        m_pause.start();
}

void MiningPage::tryOut()
{
    const analysis::TaskProfile* chosen = task();
    if (chosen == nullptr || !m_replay)
        return;
    m_studio.jobs().run<analysis::ProposalTrial>(
        {.title = tr("Try the proposal"), .key = QStringLiteral("mine-trial"), .listed = false},
        [replay = m_replay, name = chosen->task, text = preview().toStdString(),
         form = options().form](const JobControl& job) {
            return analysis::tryProposal(*replay->decider, *replay->source, name, text, form, job);
        },
        this,
        [this](const Result<analysis::ProposalTrial>& trial) {
            if (trial)
                take(*trial);
            else if (trial.error().code != ErrorCode::Cancelled)
                m_studio.notifications().report(trial.error());
        });
}

void MiningPage::take(const analysis::ProposalTrial& trial)
{
    m_denied->clear();
    if (hasErrors(trial.diagnostics)) {
        m_verdict->setText(toQString(trial.diagnostics.front().message));
        return;
    }
    for (const decision::CallVerdict& row : trial.denied) {
        const QString why =
            row.crossings.empty() ? QString() : toQString(row.crossings.front().message);
        auto* item = new QTreeWidgetItem(
            m_denied, {toQString(row.run), QString::number(row.step), toQString(row.tool), why});
        item->setToolTip(3, why.toHtmlEscaped());
    }
    m_verdict->setText(
        trial.denied.empty()
            ? tr("All of the task's %n recorded calls that are allowed stay allowed.", nullptr,
                 static_cast<int>(trial.calls))
            : tr("%1 of the task's %2 recorded calls would be denied:")
                  .arg(trial.denied.size())
                  .arg(trial.calls));
    m_apply->setEnabled(preview().contains(QStringLiteral("permit (")) ||
                        preview().contains(QStringLiteral("forbid (")));
}

std::string MiningPage::freeFile() const
{
    const std::string stem = "policies/mined-" + fileName(task()->task);
    const auto files = m_session->files();
    for (int number = 1;; ++number) {
        std::string path =
            stem + (number == 1 ? std::string() : "-" + std::to_string(number)) + ".cedar";
        const bool taken =
            std::any_of(files.begin(), files.end(),
                        [&](const workspace::WorkspaceFile& file) { return file.path == path; });
        if (!taken)
            return path;
    }
}

void MiningPage::apply()
{
    if (!m_session || task() == nullptr)
        return;
    const std::string file = freeFile();
    WorkspaceEdit edit;
    edit.title = tr("Apply mined policies").toStdString();
    edit.files[file] = {{{0, 0}, preview().toStdString()}};
    if (const Result<> made = m_session->apply(edit); !made)
        m_studio.notifications().report(made.error());
    else
        emit applied(toQString(file));
}

void MiningPage::applyColors()
{
    const Colors& colors = m_studio.theme().colors();
    m_lexer->applyColors(colors, codeFont());
    m_preview->setLexer(m_lexer);
    m_preview->setPaper(colors.surface);
    m_preview->setColor(colors.text);
    m_preview->setCaretLineVisible(false);
}

} // namespace remit::ui
