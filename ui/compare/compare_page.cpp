// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_page.h"

#include "core/base/file_io.h"
#include "core/base/text.h"
#include "core/base/time.h"
#include "core/decision/decide.h"
#include "ui/compare/changes_model.h"
#include "ui/models/text.h"
#include "ui/replay/verdict_delegate.h"
#include "ui/shell/empty_hint.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/notifications.h"
#include "ui/shell/replay_modes.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTextBrowser>
#include <QTreeView>
#include <QUrl>

namespace remit::ui {

namespace {

constexpr std::size_t kCommitsOffered = 50;
enum FixedSide { LastReplay, PresentTexts, SavedTexts, OtherFolder };

} // namespace

ComparePage::ComparePage(Studio& studio, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
    , m_changes(new ChangesModel(this))
    , m_tree(new QTreeView)
    , m_edit(new QTextBrowser)
    , m_before(new QComboBox)
    , m_after(new QComboBox)
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
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(m_tree);
    splitter->addWidget(m_edit);
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
    const auto setup = [&](QComboBox* box, const char* name, const QString& title) {
        box->setObjectName(QLatin1String(name));
        box->setAccessibleName(title);
        box->setEditable(true);
        box->setInsertPolicy(QComboBox::NoInsert);
        box->setMinimumContentsLength(18);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setToolTip(tr("One of the list, or any git revision: HEAD~3, a branch, a tag"));
        auto* label = new QLabel(title);
        label->setBuddy(box);
        row->addWidget(label);
        row->addWidget(box, 1);
    };
    setup(m_before, "compare-before", tr("&Before"));
    setup(m_after, "compare-after", tr("A&fter"));
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
    m_commits.clear();
    fillSides();
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
            m_commits = std::move(*commits);
            fillSides();
        });
}

void ComparePage::fillSides()
{
    for (QComboBox* box : {m_before, m_after}) {
        const QString chosen = box->currentText();
        box->clear();
        box->addItem(tr("The last replay"), LastReplay);
        box->addItem(tr("The present texts"), PresentTexts);
        box->addItem(tr("The saved texts"), SavedTexts);
        box->addItem(tr("Another workspace…"), OtherFolder);
        for (const workspace::GitCommit& commit : m_commits) {
            const QString id = toQString(commit.id);
            box->addItem(tr("%1  %2").arg(id.left(9), toQString(shown(commit.subject))), id);
            box->setItemData(
                box->count() - 1,
                tr("%1, %2").arg(toQString(commit.author), toQString(rfc3339(commit.time))),
                Qt::ToolTipRole);
        }
        const int again = box->findText(chosen);
        box->setCurrentIndex(again >= 0 ? again : (box == m_before ? 0 : 1));
        if (again < 0 && !chosen.isEmpty())
            box->setEditText(chosen); // a revision that was typed meanwhile
    }
    m_compare->setEnabled(m_session != nullptr);
}

std::optional<CompareSide> ComparePage::sideOf(const QComboBox& box)
{
    CompareSide side;
    side.title = box.currentText();
    side.folder = m_session->workspace().root();
    const int listed = box.findText(box.currentText());
    const QVariant known = listed >= 0 ? box.itemData(listed) : QVariant(box.currentText());
    if (known.userType() == QMetaType::QString) {
        side.kind = CompareSide::Kind::Revision;
        side.revision = known.toString().toStdString();
        return side;
    }
    switch (known.toInt()) {
    case LastReplay:
        if (!m_session->replay()) {
            say(tr("Nothing was replayed yet: press F5, or choose another side."));
            return std::nullopt;
        }
        side.kind = CompareSide::Kind::Setup;
        side.setup = std::shared_ptr<const decision::Setup>(m_session->replay(),
                                                            &m_session->replay()->decider->setup());
        return side;
    case PresentTexts:
        side.kind = CompareSide::Kind::Texts;
        side.snapshot = m_session->snapshot();
        return side;
    case SavedTexts:
        side.kind = CompareSide::Kind::Folder;
        return side;
    default: {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("The other workspace"));
        if (folder.isEmpty())
            return std::nullopt;
        side.kind = CompareSide::Kind::Folder;
        side.folder = folder.toStdString();
        side.title = folder;
        return side;
    }
    }
}

void ComparePage::compare()
{
    if (m_session == nullptr)
        return;
    const auto replay = m_session->replay();
    if (!replay)
        return say(tr("Replay (F5) reads the recorded calls first."));
    const auto before = sideOf(*m_before);
    const auto after = before ? sideOf(*m_after) : std::nullopt;
    if (!before || !after)
        return;
    say(tr("Comparing…"));
    using Answer = std::shared_ptr<const Compared>;
    m_studio.jobs().run<Answer>(
        {.title = tr("Compare two revisions"), .key = QStringLiteral("compare")},
        [before = *before, after = *after, source = replay->source,
         modes = modesOfReplay(*replay)](const JobControl& control) {
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
    const auto& comparison = compared->comparison;
    QString line = tr("%L1 of %L2 calls change verdict: %L3 newly crossed, %L4 newly allowed.")
                       .arg(comparison.counts.total())
                       .arg(comparison.after.calls)
                       .arg(comparison.count(analysis::ChangeKind::NewlyCrossed))
                       .arg(comparison.count(analysis::ChangeKind::NewlyAllowed));
    if (comparison.isCut())
        line += QLatin1Char(' ') + tr("The first %L1 are listed.").arg(comparison.changes.size());
    if (!compared->modes.isEmpty())
        line += QLatin1Char(' ') + tr("Both replayed %1.").arg(compared->modes);
    QStringList edits;
    if (!compared->edits.empty())
        edits << (compared->edits.size() == 1
                      ? tr("one policy edited")
                      : tr("%L1 policies edited").arg(compared->edits.size()));
    for (const std::string& other : compared->others)
        edits << toQString(other);
    if (!edits.isEmpty())
        line += QLatin1Char(' ') + tr("What differs: %1.").arg(edits.join(QStringLiteral(", ")));
    else if (comparison.changes.empty())
        line += QLatin1Char(' ') + tr("The two are the same.");
    say(line);
}

/// The policy of the chosen cause, before and after; without one, everything that was edited.
void ComparePage::showEdit()
{
    const auto& compared = m_changes->compared();
    if (!compared)
        return m_edit->clear();
    const Colors& colors = m_studio.theme().colors();
    const analysis::Cause* cause = m_changes->cause(m_tree->currentIndex());
    QString html;
    const auto line = [&](const QString& sign, const QColor& colour, const std::string& text) {
        html += QStringLiteral("<span style='color:%1'>%2 %3</span><br>")
                    .arg(colour.name(), sign, toQString(text).toHtmlEscaped());
    };
    for (const analysis::PolicyEdit& edit : compared->edits) {
        if (cause != nullptr && !cause->policy.empty() && cause->policy != edit.policy &&
            cause->kind != analysis::CauseKind::Boundary)
            continue;
        const QString target =
            QStringLiteral("policy:%1#%2-%3")
                .arg(QString::fromUtf8(QUrl::toPercentEncoding(toQString(edit.file), "/")))
                .arg(edit.span.begin)
                .arg(edit.span.end);
        const QString what = !edit.before ? tr("new") : !edit.after ? tr("gone") : tr("edited");
        html += QStringLiteral("<p style='margin:8px 0 4px 0'><a href='%1' style='color:%2'><b>%3"
                               "</b></a> <span style='color:%4'>%5, %6</span></p>"
                               "<div style='font-family:\"%7\"; white-space:pre-wrap'>")
                    .arg(target, colors.accent.name(), toQString(edit.policy).toHtmlEscaped(),
                         colors.muted.name(), what, toQString(edit.file).toHtmlEscaped(),
                         codeFont().family());
        for (const DiffLine& one :
             diffOf(edit.before.value_or(std::string()), edit.after.value_or(std::string()))) {
            if (one.kind == DiffLine::Kind::Removed && !(one.text.empty() && !edit.before))
                line(QStringLiteral("−"), colors.deny, one.text);
            else if (one.kind == DiffLine::Kind::Added && !(one.text.empty() && !edit.after))
                line(QStringLiteral("+"), colors.allow, one.text);
            else if (one.kind == DiffLine::Kind::Same)
                line(QStringLiteral("&nbsp;"), colors.text, one.text);
        }
        html += QStringLiteral("</div>");
    }
    if (html.isEmpty()) {
        QStringList others;
        for (const std::string& other : compared->others)
            others << toQString(other);
        html = QStringLiteral("<p style='color:%1'>%2</p>")
                   .arg(colors.muted.name(),
                        others.isEmpty()
                            ? tr("No policy was edited.")
                            : tr("No policy was edited; what differs: %1.")
                                  .arg(others.join(QStringLiteral(", ")).toHtmlEscaped()));
    }
    m_edit->setHtml(html);
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
