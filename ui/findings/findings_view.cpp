// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/findings/findings_view.h"

#include "ui/models/text.h"
#include "ui/shell/empty_hint.h"
#include "ui/shell/first_focus.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QTextBrowser>
#include <QTreeView>
#include <QUrl>
#include <QVBoxLayout>

namespace remit::ui {
namespace {

QTreeView* makeFindingsTable(FindingsModel& model)
{
    auto* table = new QTreeView;
    table->setObjectName(QStringLiteral("findings"));
    table->setAccessibleName(FindingsView::tr("Findings"));
    table->setModel(&model);
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->setAllColumnsShowFocus(true);
    table->setFrameShape(QFrame::NoFrame);
    table->setTextElideMode(Qt::ElideRight);
    QHeaderView& header = *table->header();
    header.setStretchLastSection(false);
    header.setMinimumSectionSize(48);
    header.setSectionResizeMode(FindingsModel::Message, QHeaderView::Stretch);
    const int em = table->fontMetrics().horizontalAdvance(QLatin1Char('m'));
    header.resizeSection(FindingsModel::Kind, 13 * em);
    header.resizeSection(FindingsModel::About, 16 * em);
    header.resizeSection(FindingsModel::State, 8 * em);
    header.resizeSection(FindingsModel::Review, 8 * em);
    return table;
}

} // namespace

FindingsView::FindingsView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(new FindingsModel(theme, this))
    , m_filter(new QLineEdit)
    , m_status(new QLabel)
    , m_table(makeFindingsTable(*m_model))
    , m_details(new QTextBrowser)
{
    new FirstFocus(*this, *m_table);
    m_filter->setPlaceholderText(tr("Filter: grant, agent, kind, ASI03 …"));
    m_filter->setAccessibleName(tr("Filter the findings"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(320);
    m_filter->setMinimumWidth(120);
    m_status->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_status->setContentsMargins(kStep, 0, kStep, kStep);
    m_status->setVisible(false);
    setMuted(m_status);
    m_details->setOpenLinks(false);
    m_details->setFrameShape(QFrame::NoFrame);
    m_details->setAccessibleName(tr("The finding in full"));
    m_hint = new EmptyHint(*m_table, QString());
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(kStep, kStep, kStep, kStep);
    bar->setSpacing(kMargin);
    bar->addWidget(m_filter, 1);
    m_split = new QSplitter;
    m_split->addWidget(m_table);
    m_split->addWidget(m_details);
    m_split->setStretchFactor(0, 3);
    m_split->setStretchFactor(1, 2);
    m_split->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_status);
    column->addWidget(m_split, 1);
    connect(m_filter, &QLineEdit::textChanged, m_model, &FindingsModel::setFilter);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &FindingsView::showDetails);
    connect(m_model, &QAbstractItemModel::modelReset, this, &FindingsView::showDetails);
    connect(m_table, &QTreeView::activated, this,
            [this](const QModelIndex& index) { goToPlace(m_model->finding(index.row())); });
    connect(m_details, &QTextBrowser::anchorClicked, this, &FindingsView::follow);
    // Links have their colour in the text.
    connect(&theme, &Theme::changed, this, &FindingsView::showDetails);
    showDetails();
}

/// Beside each other where it is wide, else one below the other; a narrow list keeps the sentence.
void FindingsView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool narrow = width() < 60 * fontMetrics().horizontalAdvance(QLatin1Char('m'));
    m_split->setOrientation(narrow && height() > width() / 2 ? Qt::Vertical : Qt::Horizontal);
    for (const int column :
         {FindingsModel::Kind, FindingsModel::About, FindingsModel::State, FindingsModel::Review})
        m_table->setColumnHidden(column, narrow);
}

void FindingsView::setRows(std::vector<FindingRow> rows)
{
    const FindingRow* chosen = m_model->finding(m_table->currentIndex().row());
    const std::string id = chosen ? chosen->finding.id() : std::string();
    m_model->setRows(std::move(rows));
    if (const int row = m_model->rowOf(id); row >= 0)
        m_table->setCurrentIndex(m_model->index(row, 0));
}

void FindingsView::setHint(const QString& text)
{
    m_hint->setText(text);
}

void FindingsView::setStatus(const QString& text)
{
    m_status->setText(text);
    m_status->setVisible(!text.isEmpty());
}

QString FindingsView::details() const
{
    return m_details->toPlainText();
}

void FindingsView::showDetails()
{
    const FindingRow* row = m_model->finding(m_table->currentIndex().row());
    m_details->setHtml(
        row ? findingHtml(*row)
            : QStringLiteral("<p>%1</p>")
                  .arg(tr("Choose a finding to see the case that shows it, and what to do.")));
}

void FindingsView::goToPlace(const FindingRow* row)
{
    if (row == nullptr)
        return;
    const analysis::Finding& finding = row->finding;
    if (finding.example.isCall())
        emit callChosen(toQString(finding.example.run), finding.example.step);
    else if (!finding.place.file.empty())
        emit placeChosen(toQString(finding.place.file), finding.place.span.begin,
                         finding.place.span.end);
}

void FindingsView::follow(const QUrl& link)
{
    const QString target = link.path(QUrl::FullyDecoded);
    if (link.scheme() == QLatin1String("graph")) {
        emit nodeChosen(target);
    } else if (link.scheme() == QLatin1String("call")) {
        emit callChosen(target.section(QLatin1Char('/'), 1),
                        target.section(QLatin1Char('/'), 0, 0).toLongLong());
    } else if (link.scheme() == QLatin1String("place")) {
        const FindingRow* row = m_model->finding(m_table->currentIndex().row());
        if (row != nullptr)
            emit placeChosen(toQString(row->finding.place.file), row->finding.place.span.begin,
                             row->finding.place.span.end);
    } else if (link.scheme() == QLatin1String("whatif")) {
        emit whatIfWanted(target);
    }
}

} // namespace remit::ui
