// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_panel.h"

#include "ui/models/calls_model.h"
#include "ui/models/text.h"
#include "ui/shell/call_scope.h"
#include "ui/shell/empty_hint.h"
#include "ui/shell/icons.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/notifications.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/typography.h"
#include "ui/timeline/growth_view.h"
#include "ui/timeline/timeline_events.h"
#include "ui/timeline/timeline_list.h"
#include "ui/timeline/timeline_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

namespace remit::ui {

TimelinePanel::TimelinePanel(Studio& studio, CallsModel& calls, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
    , m_calls(calls)
    , m_view(new TimelineView(studio.theme()))
    , m_list(new TimelineListModel(this))
    , m_table(new QTableView)
    , m_growth(new GrowthView(studio))
    , m_stack(new QStackedWidget)
    , m_axisBox(new QComboBox)
    , m_hint(new QLabel)
{
    setObjectName(QStringLiteral("timeline"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    m_table->setObjectName(QStringLiteral("timeline-list"));
    m_table->setAccessibleName(tr("Timeline as a list"));
    m_table->setModel(m_list);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const int em = fontMetrics().horizontalAdvance(QLatin1Char('m'));
    m_table->setColumnWidth(TimelineListModel::WhenColumn, 22 * em);
    m_table->setColumnWidth(TimelineListModel::LaneColumn, 18 * em);
    m_table->setColumnWidth(TimelineListModel::WhatColumn, 44 * em);
    new EmptyHint(*m_table, tr("Replay (F5) lays the recorded calls out along time."));
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_table);
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(true);
    splitter->addWidget(m_stack);
    splitter->addWidget(m_growth);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({900, 220});
    layout->addWidget(splitter, 1);

    connect(m_view, &TimelineView::callSelected, this, &TimelinePanel::callSelected);
    connect(m_view, &TimelineView::callActivated, this, &TimelinePanel::callActivated);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) {
                const qint64 row = index.data(TimelineListModel::RowRole).toLongLong();
                if (!index.isValid() || row < 0 || !m_view->data())
                    return;
                const CallColumns& columns = *m_view->data()->columns;
                const auto at = static_cast<std::size_t>(row);
                emit callSelected(toQString(columns.run(at)), columns[at].step);
            });
    connect(&m_calls, &CallsModel::shownChanged, this, &TimelinePanel::layOut);
}

QToolButton* TimelinePanel::makeButton(const char* iconName, const QString& text,
                                       const QString& tip)
{
    auto* button = new QToolButton;
    if (iconName != nullptr)
        button->setIcon(icon(QLatin1String(iconName)));
    button->setText(text);
    button->setAutoRaise(true);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    return button;
}

QWidget* TimelinePanel::makeBar()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(kMargin, kStep, kMargin, kStep);
    row->setSpacing(kStep);
    m_back = makeButton("back", {}, tr("Back to what was shown before (Alt+Left)"));
    m_forward = makeButton("forward", {}, tr("Forward again (Alt+Right)"));
    connect(m_back, &QToolButton::clicked, this, [this] {
        if (m_session != nullptr)
            m_session->scope().back();
    });
    connect(m_forward, &QToolButton::clicked, this, [this] {
        if (m_session != nullptr)
            m_session->scope().forward();
    });
    m_axisBox->setObjectName(QStringLiteral("timeline-axis"));
    m_axisBox->setAccessibleName(tr("What the timeline runs along"));
    m_axisBox->addItem(tr("By time, pauses folded"));
    m_axisBox->addItem(tr("In order"));
    connect(m_axisBox, &QComboBox::currentIndexChanged, this, [this](int chosen) {
        m_axis = chosen == 0 ? AxisKind::Time : AxisKind::Order;
        layOut();
    });
    auto* in = makeButton(nullptr, QStringLiteral("+"), tr("Zoom in (+)"));
    auto* out = makeButton(nullptr, QStringLiteral("−"), tr("Zoom out (-)"));
    auto* fit = makeButton(nullptr, tr("Fit"),
                           tr("Show the chosen range, or the run of the "
                              "selected call (F)"));
    auto* all = makeButton(nullptr, tr("All"), tr("Show everything"));
    connect(in, &QToolButton::clicked, m_view, &TimelineView::zoomIn);
    connect(out, &QToolButton::clicked, m_view, &TimelineView::zoomOut);
    connect(fit, &QToolButton::clicked, m_view, &TimelineView::fitChosen);
    connect(all, &QToolButton::clicked, m_view, &TimelineView::fitAll);
    auto* list = makeButton(nullptr, tr("List"), tr("Show the timeline as a list"));
    list->setObjectName(QStringLiteral("timeline-as-list"));
    list->setCheckable(true);
    connect(list, &QToolButton::toggled, this, [this](bool on) {
        m_stack->setCurrentIndex(on ? 1 : 0);
        if (on)
            m_list->setData(m_view->data());
        followSelection();
    });
    auto* facts = makeButton(nullptr, tr("Facts"), tr("Show the facts of the session beside it"));
    facts->setCheckable(true);
    facts->setChecked(true);
    connect(facts, &QToolButton::toggled, m_growth, &QWidget::setVisible);
    setMuted(m_hint);
    for (QWidget* one :
         std::initializer_list<QWidget*>{m_back, m_forward, m_axisBox, in, out, fit, all})
        row->addWidget(one);
    row->addWidget(m_hint, 1);
    row->addWidget(list);
    row->addWidget(facts);
    return bar;
}

void TimelinePanel::setReviewed(std::function<bool(std::size_t row)> reviewed)
{
    m_view->setReviewed(std::move(reviewed));
}

void TimelinePanel::setSupposed(std::shared_ptr<const TimelineEvents> supposed)
{
    m_supposed = std::move(supposed);
    m_view->setUndoable(m_supposed != nullptr);
    layOut();
}

void TimelinePanel::setSession(Session* session)
{
    m_session = session;
    m_events.reset();
    m_growth->setSession(session);
    m_view->setScope(session == nullptr ? nullptr : &session->scope());
    if (session == nullptr) {
        take(nullptr);
        return;
    }
    connect(session, &Session::replayFinished, this, &TimelinePanel::takeReplay);
    connect(&session->selection(), &Selection::callSelected, this, &TimelinePanel::followSelection);
    connect(&session->scope(), &CallScope::changed, this, &TimelinePanel::followScope);
    followScope();
}

void TimelinePanel::followScope()
{
    m_back->setEnabled(m_session != nullptr && m_session->scope().canGoBack());
    m_forward->setEnabled(m_session != nullptr && m_session->scope().canGoForward());
    showHint();
}

void TimelinePanel::showHint()
{
    const auto& drawn = m_view->data();
    if (!drawn || m_session == nullptr) {
        m_hint->clear();
        return;
    }
    const auto& range = m_session->scope().state().range;
    m_hint->setText(range ? tr("%n call(s) in the chosen range; Esc lets it go", nullptr,
                               static_cast<int>(range->last - range->first + 1))
                          : tr("%L1 of %L2 calls; Shift-drag chooses a range")
                                .arg(drawn->matching)
                                .arg(drawn->columns->size()));
}

/// The calls are laid out at once; what else happened is added when it has been read.
void TimelinePanel::takeReplay()
{
    m_events.reset();
    readEvents();
}

void TimelinePanel::readEvents()
{
    const auto replay = m_session == nullptr ? nullptr : m_session->replay();
    if (!replay)
        return;
    using Events = std::shared_ptr<const TimelineEvents>;
    m_studio.jobs().run<Events>(
        {.title = tr("Read events"), .key = QStringLiteral("timeline-events"), .listed = false},
        [replay](const JobControl& control) { return readTimelineEvents(*replay, control); }, this,
        [this, replay](Result<Events> events) {
            if (m_session == nullptr || m_session->replay() != replay)
                return;
            if (events)
                m_events = *events;
            layOut();
        });
}

void TimelinePanel::layOut()
{
    const auto replay = m_session == nullptr ? nullptr : m_session->replay();
    if (!replay || m_calls.isSearching() || m_calls.columns().size() != replay->columns->size())
        return;
    using Data = std::shared_ptr<const TimelineData>;
    m_studio.jobs().run<Data>(
        {.title = tr("Lay out timeline"), .key = QStringLiteral("timeline"), .listed = false},
        [columns = replay->columns, axis = m_axis, matching = m_calls.shown(), events = m_events,
         supposed = m_supposed](const JobControl&) -> Result<Data> {
            if (!supposed)
                return layOutTimeline(columns, axis, matching, events.get());
            const TimelineEvents all = withSupposed(events.get(), supposed.get());
            return layOutTimeline(columns, axis, matching, &all);
        },
        this,
        [this](Result<Data> laidOut) {
            if (laidOut)
                take(*laidOut);
        });
}

void TimelinePanel::take(std::shared_ptr<const TimelineData> drawn)
{
    const bool ordered = drawn && drawn->columns->size() > 0 && !drawn->columns->hasTimes();
    m_axisBox->setEnabled(!ordered);
    m_axisBox->setToolTip(ordered ? tr("Some calls were recorded without a time") : QString());
    m_view->setData(drawn);
    if (m_stack->currentIndex() == 1 || !drawn)
        m_list->setData(std::move(drawn));
    followSelection();
    showHint();
    emit shown();
}

void TimelinePanel::followSelection()
{
    const auto& drawn = m_view->data();
    if (!drawn || m_session == nullptr)
        return;
    const CallId& call = m_session->selection().call();
    const auto row =
        call.isValid() ? drawn->columns->rowOf(call.run.toStdString(), call.step) : std::nullopt;
    m_view->setCurrent(row);
    if (m_stack->currentIndex() != 1 || !row)
        return;
    const QModelIndex index = m_list->indexOfRow(*row);
    if (index.isValid() && index.row() != m_table->currentIndex().row())
        m_table->setCurrentIndex(index);
}

} // namespace remit::ui
