// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_page.h"

#include "core/base/file_io.h"
#include "ui/compare/changes_model.h"
#include "ui/compare/edit_html.h"
#include "ui/models/text.h"
#include "ui/replay/verdict_delegate.h"
#include "ui/shell/empty_hint.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/notifications.h"
#include "ui/shell/replay_modes.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/safety/changes_panel.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QTextBrowser>
#include <QTreeView>
#include <QUrl>

namespace remit::ui {

namespace {

constexpr std::size_t kCommitsOffered = 50;
/// Of a file; a longer one is named, not shown.
constexpr std::size_t kMostShown = 256 * 1024;
enum Tab { WhyTab, FilesTab };

std::string shownText(const std::shared_ptr<const std::string>& text)
{
    return text == nullptr || text->size() > kMostShown ? std::string() : *text;
}

ChangedFile changedFileOf(const workspace::FileEdit& edit, const Compared& compared)
{
    const auto isLong = [](const auto& text) { return text && text->size() > kMostShown; };
    ChangedFile file;
    file.path = toQString(edit.path);
    file.from = shownText(edit.before);
    file.to = shownText(edit.after);
    if (!edit.before)
        file.state = ComparePage::tr("new");
    else if (!edit.after)
        file.state = ComparePage::tr("gone");
    if (isLong(edit.before) || isLong(edit.after)) {
        file.from.clear();
        file.to.clear();
        file.caption = ComparePage::tr("Too long to be shown side by side: %L1 KiB before, %L2 KiB "
                                       "after.")
                           .arg(edit.before ? edit.before->size() / 1024 : 0)
                           .arg(edit.after ? edit.after->size() / 1024 : 0);
    } else {
        file.caption = compared.before.isEmpty()
                           ? ComparePage::tr("− before   + after")
                           : QStringLiteral("− %1   + %2").arg(compared.before, compared.after);
    }
    return file;
}

} // namespace

ComparePage::ComparePage(Studio& studio, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
    , m_changes(new ChangesModel(this))
    , m_tree(new QTreeView)
    , m_edit(new QTextBrowser)
    , m_files(new ChangesPanel(studio.theme(), false))
    , m_below(new QTabWidget)
    , m_before(new SideBox(tr("&Before"), SideBox::LastReplay))
    , m_after(new SideBox(tr("A&fter"), SideBox::PresentTexts))
    , m_compare(new QPushButton(tr("Compare")))
    , m_export(new QPushButton(tr("Export…")))
    , m_summary(new QLabel)
{
    setObjectName(QStringLiteral("compare-page"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    m_summary->setObjectName(QStringLiteral("compare-summary"));
    m_summary->setContentsMargins(kMargin, 0, kMargin, kMargin);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    layout->addWidget(m_summary);

    m_tree->setObjectName(QStringLiteral("compare-changes"));
    m_tree->setAccessibleName(tr("Calls that change verdict"));
    m_tree->setModel(m_changes);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(ChangesModel::WhatColumn, QHeaderView::Stretch);
    const int em = fontMetrics().horizontalAdvance(QLatin1Char('m'));
    for (const int column : {ChangesModel::BeforeColumn, ChangesModel::AfterColumn}) {
        m_tree->setColumnWidth(column, 12 * em);
        m_tree->setItemDelegateForColumn(column, new VerdictDelegate(studio.theme(), m_tree));
    }
    new EmptyHint(*m_tree, tr("Choose two revisions and compare: the recorded calls that they "
                              "decide differently stand here."));
    m_edit->setObjectName(QStringLiteral("compare-edit"));
    m_edit->setAccessibleName(tr("The edit that did it"));
    m_edit->setFrameShape(QFrame::NoFrame);
    m_edit->setOpenLinks(false);
    m_edit->document()->setDocumentMargin(kMargin);
    m_below->setObjectName(QStringLiteral("compare-below"));
    m_below->setDocumentMode(true);
    m_below->addTab(m_edit, tr("The &policies behind it"));
    m_below->addTab(m_files, tr("F&iles that differ"));
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(m_tree);
    splitter->addWidget(m_below);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    layout->addWidget(splitter, 1);

    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) {
                showEdit();
                if (const auto* change = m_changes->change(index))
                    emit callSelected(toQString(change->after.run), change->after.step);
            });
    connect(m_edit, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) {
        const QStringList range = link.fragment().split(QLatin1Char('-'));
        if (range.size() == 2)
            emit placeChosen(link.path(QUrl::FullyDecoded), range[0].toUInt(), range[1].toUInt());
    });
    connect(&studio.theme(), &Theme::changed, this, &ComparePage::showEdit);
    showSummary();
}

QWidget* ComparePage::makeBar()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    row->setSpacing(kMargin);
    m_before->setObjectName(QStringLiteral("compare-before"));
    m_after->setObjectName(QStringLiteral("compare-after"));
    for (const auto& [box, title] :
         {std::pair{m_before, tr("&Before")}, std::pair{m_after, tr("A&fter")}}) {
        auto* label = new QLabel(title);
        label->setBuddy(box);
        row->addWidget(label);
        row->addWidget(box, 1);
    }
    m_compare->setObjectName(QStringLiteral("compare-run"));
    m_export->setEnabled(false);
    row->addWidget(m_compare);
    row->addWidget(m_export);
    connect(m_compare, &QPushButton::clicked, this, &ComparePage::compare);
    connect(m_export, &QPushButton::clicked, this, &ComparePage::chooseExport);
    return bar;
}

void ComparePage::setSession(Session* session)
{
    m_session = session;
    setCommits({});
    m_compare->setEnabled(session != nullptr);
    if (session != nullptr)
        readCommits();
}

/// Offers the last commits, where the workspace lies in a git repository.
void ComparePage::readCommits()
{
    using Commits = std::vector<workspace::GitCommit>;
    m_studio.jobs().run<Commits>(
        {.title = tr("Read commits"), .key = QStringLiteral("git-commits"), .listed = false},
        [folder = m_session->workspace().root()](const JobControl& control) {
            return workspace::gitCommits(folder, kCommitsOffered, control);
        },
        this,
        [this](Result<Commits> commits) {
            if (!commits)
                return; // not in a repository: there is nothing to offer
            setCommits(*commits);
        });
}

void ComparePage::setCommits(const std::vector<workspace::GitCommit>& commits)
{
    m_before->setCommits(commits);
    m_after->setCommits(commits);
}

void ComparePage::compareWith(SideBox::Fixed side)
{
    m_before->choose(side);
    m_after->choose(SideBox::PresentTexts);
    compare();
}

void ComparePage::compareWith(const QString& revision)
{
    m_before->chooseRevision(revision);
    m_after->choose(SideBox::PresentTexts);
    compare();
}

void ComparePage::askForRevision()
{
    m_after->choose(SideBox::PresentTexts);
    m_before->setFocus(Qt::ShortcutFocusReason);
    m_before->lineEdit()->selectAll();
}

void ComparePage::compare()
{
    if (m_session == nullptr)
        return;
    QString problem;
    const auto before = m_before->side(*m_session, problem);
    const auto after = before ? m_after->side(*m_session, problem) : std::nullopt;
    if (!before || !after) {
        if (!problem.isEmpty())
            say(problem);
        return;
    }
    say(tr("Comparing…"));
    // Without a replay there are no calls to decide, but texts to compare.
    const auto replay = m_session->replay();
    using Answer = std::shared_ptr<const Compared>;
    m_studio.jobs().run<Answer>(
        {.title = tr("Compare two revisions"), .key = QStringLiteral("compare")},
        [before = *before, after = *after, source = replay ? replay->source : nullptr,
         modes = replay ? modesOfReplay(*replay) : replay::Options{}](const JobControl& control) {
            return compareSides(before, after, source, modes, control);
        },
        this, [this](Result<Answer> compared) { take(std::move(compared)); });
}

void ComparePage::take(Result<std::shared_ptr<const Compared>> compared)
{
    if (compared)
        return showCompared(*compared);
    const Error& error = compared.error();
    if (error.code == ErrorCode::Cancelled)
        return showSummary();
    say(toQString(error.message) +
        (error.hint.empty() ? QString() : QLatin1Char(' ') + toQString(error.hint)));
}

void ComparePage::showCompared(std::shared_ptr<const Compared> compared)
{
    m_changes->setCompared(std::move(compared));
    m_tree->expandToDepth(0);
    // One cause is read at once.
    if (m_changes->rowCount() == 1)
        m_tree->expandAll();
    m_export->setEnabled(m_changes->compared() != nullptr);
    showSummary();
    showFiles();
    m_edit->clear();
    const QModelIndex first = m_changes->index(0, 0);
    if (first.isValid())
        m_tree->setCurrentIndex(m_changes->index(0, 0, first));
    else
        showEdit();
}

void ComparePage::say(const QString& line)
{
    m_summary->setText(line);
    m_summary->setVisible(!line.isEmpty());
}

void ComparePage::showSummary()
{
    const auto& compared = m_changes->compared();
    if (!compared)
        return say({});
    QStringList lines{decidedLine(*compared)};
    const auto& files = compared->files;
    const auto count = static_cast<int>(compared->edits.size());
    QStringList edits;
    if (count > 0)
        edits << tr("%n policy(s)", nullptr, count);
    for (const std::string& other : compared->others)
        edits << toQString(other);
    if (!edits.isEmpty())
        lines << tr("What differs: %1.").arg(edits.join(QStringLiteral(", ")));
    else if (files.empty() && compared->comparison.changes.empty())
        lines << tr("The two are the same.");
    else if (!files.empty())
        lines << tr("What differs decides nothing, such as layout, comments, tests or reviews.");
    lines.removeAll(QString());
    say(lines.join(QLatin1Char(' ')));
}

QString ComparePage::decidedLine(const Compared& compared) const
{
    if (!compared.decided)
        return tr("No calls were decided, since nothing was replayed (F5): the texts alone are "
                  "compared.");
    const auto& comparison = compared.comparison;
    QString line = tr("%L1 of %L2 calls change verdict: %L3 newly crossed, %L4 newly allowed.")
                       .arg(comparison.counts.total())
                       .arg(comparison.after.calls)
                       .arg(comparison.count(analysis::ChangeKind::NewlyCrossed))
                       .arg(comparison.count(analysis::ChangeKind::NewlyAllowed));
    if (comparison.isCut())
        line += QLatin1Char(' ') + tr("The first %L1 are listed.").arg(comparison.changes.size());
    if (!compared.modes.isEmpty())
        line += QLatin1Char(' ') + tr("Both replayed %1.").arg(compared.modes);
    return line;
}

void ComparePage::showFiles()
{
    const auto& compared = m_changes->compared();
    std::vector<ChangedFile> files;
    if (compared) {
        for (const workspace::FileEdit& edit : compared->files)
            files.push_back(changedFileOf(edit, *compared));
    }
    m_below->setTabText(FilesTab,
                        tr("F&iles that differ (%L1)").arg(static_cast<qulonglong>(files.size())));
    m_files->setFiles(std::move(files));
    // Where no verdict changes and no policy does, the files are what there is to see.
    const bool why = compared && (!compared->edits.empty() || compared->files.empty() ||
                                  !compared->comparison.changes.empty());
    m_below->setCurrentIndex(why ? WhyTab : FilesTab);
}

void ComparePage::showEdit()
{
    const auto& compared = m_changes->compared();
    if (!compared)
        return m_edit->clear();
    m_edit->setHtml(
        editHtml(*compared, m_changes->cause(m_tree->currentIndex()), m_studio.theme().colors()));
}

QString ComparePage::editText() const
{
    return m_edit->toPlainText();
}

Result<> ComparePage::exportTo(const QString& file) const
{
    const auto& compared = m_changes->compared();
    if (!compared)
        return {};
    const bool json =
        file.endsWith(QLatin1String(".jsonl")) || file.endsWith(QLatin1String(".json"));
    return writeFileAtomically(
        file.toStdString(), json ? analysis::comparisonJsonLines(compared->comparison)
                                 : analysis::comparisonText(compared->comparison, false, SIZE_MAX));
}

void ComparePage::chooseExport()
{
    const QString file = QFileDialog::getSaveFileName(this, tr("Export the comparison"),
                                                      QStringLiteral("comparison.txt"),
                                                      tr("Text (*.txt);;JSON lines (*.jsonl)"));
    if (file.isEmpty())
        return;
    if (const Result<> written = exportTo(file); !written)
        m_studio.notifications().report(written.error());
}

} // namespace remit::ui
