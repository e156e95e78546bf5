// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mining/mining_outcome.h"

#include "ui/editor/highlight.h"
#include "ui/editor/source_lexer.h"
#include "ui/models/roomy_rows.h"
#include "ui/models/text.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <Qsci/qsciscintilla.h>

namespace remit::ui {

MiningOutcome::MiningOutcome(Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    makePreview();
    makeDenied();
    m_verdict = new QLabel;
    m_verdict->setObjectName(QStringLiteral("mining-verdict"));
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setWordWrap(true);
    m_apply = new QPushButton(tr("&Apply"));
    m_apply->setObjectName(QStringLiteral("mining-apply"));
    m_apply->setToolTip(tr("Writes the proposal as one step that Undo takes back."));
    auto* middle = new QHBoxLayout;
    middle->addWidget(m_verdict, 1);
    middle->addWidget(m_apply);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(12, 12, 12, 12);
    rows->setSpacing(8);
    rows->addWidget(m_preview, 3);
    rows->addLayout(middle);
    rows->addWidget(m_denied, 2);
    connect(m_denied, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
        emit callChosen(item->text(0), item->text(1).toLongLong());
    });
    connect(m_apply, &QPushButton::clicked, this, &MiningOutcome::applyWanted);
    connect(&theme, &Theme::changed, this, [this] { applyColors(); });
    applyColors();
}

void MiningOutcome::makePreview()
{
    m_preview = new QsciScintilla;
    m_preview->setObjectName(QStringLiteral("mining-preview"));
    m_preview->setAccessibleName(tr("Proposal"));
    m_preview->setUtf8(true);
    m_preview->setReadOnly(true);
    m_preview->setFrameShape(QFrame::NoFrame);
    m_preview->setMarginWidth(1, 0);
    m_preview->setWrapMode(QsciScintilla::WrapWord);
    m_preview->setWrapIndentMode(QsciScintilla::WrapIndentSame);
    m_lexer = new SourceLexer(syntaxOf("policies/mined.cedar"), m_preview);
}

void MiningOutcome::makeDenied()
{
    m_denied = new QTreeWidget;
    m_denied->setObjectName(QStringLiteral("mining-denied"));
    m_denied->setAccessibleName(tr("Calls that would be denied"));
    m_denied->setHeaderLabels({tr("Run"), tr("Step"), tr("Tool"), tr("Why")});
    m_denied->setFrameShape(QFrame::NoFrame);
    m_denied->setUniformRowHeights(true);
    m_denied->setRootIsDecorated(false);
    const int em = fontMetrics().horizontalAdvance(QLatin1Char('m'));
    m_denied->setColumnWidth(0, 10 * em);
    m_denied->setColumnWidth(1, 4 * em);
    m_denied->setColumnWidth(2, 10 * em);
    RoomyRows::give(*m_denied);
}

void MiningOutcome::setText(const QString& text)
{
    m_preview->setText(text);
    m_denied->clear();
    m_verdict->clear();
    m_apply->setEnabled(false);
}

QString MiningOutcome::text() const
{
    return m_preview->text();
}

bool MiningOutcome::hasPolicy() const
{
    return text().contains(QStringLiteral("permit (")) ||
           text().contains(QStringLiteral("forbid ("));
}

void MiningOutcome::setTrial(const analysis::ProposalTrial& trial)
{
    if (hasErrors(trial.diagnostics))
        show(toQString(trial.diagnostics.front().message), {}, false);
    else if (!hasPolicy())
        show(tr("Nothing is proposed; the text says why."), {}, false);
    else if (trial.denied.empty())
        show(tr("Of the task's %n recorded call(s), all that are allowed stay allowed.", nullptr,
                static_cast<int>(trial.calls)),
             {}, true);
    else
        show(tr("%1 of the task's %2 recorded calls would be denied:")
                 .arg(trial.denied.size())
                 .arg(trial.calls),
             trial.denied, true);
}

void MiningOutcome::setTrial(const analysis::InventoryTrial& trial, bool anyValue)
{
    const QString wanting = tr("%n successful call(s) denied for want of a permit", nullptr,
                               static_cast<int>(trial.wanting));
    const QString still = trial.denied.empty() ? tr("none would be any more.")
                                               : tr("%n would be still:", nullptr,
                                                    static_cast<int>(trial.denied.size()));
    show(wanting + QStringLiteral("; ") + still, trial.denied, anyValue);
}

void MiningOutcome::show(const QString& verdict, const std::vector<decision::CallVerdict>& denied,
                         bool apply)
{
    m_denied->clear();
    for (const decision::CallVerdict& row : denied) {
        const QString why =
            row.crossings.empty() ? QString() : toQString(row.crossings.front().message);
        auto* item = new QTreeWidgetItem(
            m_denied, {toQString(row.run), QString::number(row.step), toQString(row.tool), why});
        item->setToolTip(0, item->text(0));
        item->setToolTip(3, why);
    }
    m_verdict->setText(verdict);
    m_apply->setEnabled(apply);
}

void MiningOutcome::applyColors()
{
    const Colors& colors = m_theme.colors();
    m_lexer->applyColors(colors, codeFont());
    m_preview->setLexer(m_lexer);
    m_preview->setPaper(colors.surface);
    m_preview->setColor(colors.text);
    m_preview->setCaretLineVisible(false);
}

} // namespace remit::ui
