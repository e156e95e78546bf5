// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graph_bar.h"

#include "core/decision/setup.h"
#include "ui/models/text.h"
#include "ui/shell/icons.h"
#include "ui/shell/typography.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <algorithm>

namespace remit::ui {
namespace {

constexpr int kTicks = 1000; ///< steps of the slider over its span
constexpr qint64 kMinute = 60'000;

} // namespace

GraphBar::GraphBar(QWidget* parent)
    : QWidget(parent)
    , m_search(new QLineEdit)
    , m_found(new QLabel)
    , m_task(new QComboBox)
    , m_arrangement(new QComboBox)
    , m_uses(new QCheckBox(tr("Tools and data")))
    , m_memberships(new QCheckBox(tr("Memberships")))
    , m_blast(new QToolButton)
    , m_time(new QSlider(Qt::Horizontal))
    , m_timeText(new QLabel)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, kStep, kMargin, kStep);
    column->setSpacing(kStep);
    column->addWidget(upper());
    column->addWidget(lower());
}

QToolButton* GraphBar::button(const char* iconName, const QString& text, const QString& help,
                              void (GraphBar::*wanted)())
{
    auto* made = new QToolButton;
    made->setText(text);
    made->setIcon(icon(QLatin1String(iconName)));
    made->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    made->setToolTip(help);
    made->setAutoRaise(true);
    connect(made, &QToolButton::clicked, this, wanted);
    return made;
}

QWidget* GraphBar::upper()
{
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    m_search->setPlaceholderText(tr("Find a name"));
    m_search->setClearButtonEnabled(true);
    m_search->setAccessibleName(tr("Find in the graph"));
    m_search->setMinimumWidth(120);
    m_search->setMaximumWidth(240);
    setMuted(m_found);
    m_blast->setText(tr("Blast Radius"));
    m_blast->setIcon(icon(QStringLiteral("findings")));
    m_blast->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_blast->setCheckable(true);
    m_blast->setAutoRaise(true);
    m_blast->setToolTip(tr("Show what whoever has taken over the selected node reaches."));
    connect(m_search, &QLineEdit::textChanged, this, &GraphBar::searchChanged);
    connect(m_search, &QLineEdit::returnPressed, this, &GraphBar::searchEntered);
    connect(m_blast, &QToolButton::toggled, this, &GraphBar::blastChanged);
    line->addWidget(m_search);
    line->addWidget(m_found);
    line->addStretch();
    line->addWidget(button("grants", tr("Grant…"), tr("A further grant from the selected node."),
                           &GraphBar::grantWanted));
    line->addWidget(button("fix", tr("Scope…"), tr("Another scope for the selected grant."),
                           &GraphBar::scopeWanted));
    line->addWidget(button("cancel", tr("Revoke"),
                           tr("Revoke the selected grant at the time of the slider."),
                           &GraphBar::revocationWanted));
    line->addWidget(m_blast);
    // Their icons say it; the room is for the search.
    for (QToolButton* made :
         {button("fit", tr("Fit"), tr("The whole graph into view (F)."), &GraphBar::fitWanted),
          button("collapse", tr("Fold"), tr("Fold again what a double click has opened."),
                 &GraphBar::foldWanted),
          button("save", tr("Export…"), tr("As SVG, PNG, PDF or DOT."), &GraphBar::exportWanted)}) {
        made->setToolButtonStyle(Qt::ToolButtonIconOnly);
        line->addWidget(made);
    }
    return row;
}

QWidget* GraphBar::lower()
{
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    m_uses->setChecked(true);
    m_memberships->setChecked(true);
    m_task->setAccessibleName(tr("Task"));
    m_arrangement->setAccessibleName(tr("Arrangement"));
    m_arrangement->addItems({tr("Columns"), tr("Rings")});
    m_time->setRange(0, kTicks);
    m_time->setPageStep(kTicks / 20);
    m_time->setAccessibleName(tr("Time"));
    m_time->setObjectName(QStringLiteral("graphTime"));
    m_timeText->setFont(codeFont(TextSize::Small));
    for (QCheckBox* box : {m_uses, m_memberships})
        connect(box, &QCheckBox::toggled, this, &GraphBar::queryChanged);
    for (QComboBox* box : {m_task, m_arrangement})
        connect(box, &QComboBox::activated, this, &GraphBar::queryChanged);
    connect(m_time, &QSlider::valueChanged, this, [this] {
        m_chosen = true;
        showTime();
        emit queryChanged();
    });
    line->addWidget(m_task);
    line->addWidget(m_arrangement);
    line->addWidget(m_uses);
    line->addWidget(m_memberships);
    line->addSpacing(kMargin);
    line->addWidget(new QLabel(tr("At")));
    line->addWidget(m_time, 1);
    line->addWidget(m_timeText);
    return row;
}

void GraphBar::setSetup(const decision::Setup& setup, Instant now)
{
    const QString task = m_task->currentData().toString();
    const Instant before = time();
    m_range = timeRangeOf(setup);
    m_task->clear();
    m_task->addItem(tr("All tasks"), QString());
    if (setup.registry) {
        for (const authority::Task& each : setup.registry->tasks())
            m_task->addItem(toQString(toText(each.ref)), toQString(toText(each.ref)));
    }
    m_task->setCurrentIndex(std::max(0, m_task->findData(task)));
    setTime(m_chosen ? before : usualTime(m_range, now));
}

Instant GraphBar::time() const
{
    const qint64 span = m_range.last.milliseconds - m_range.first.milliseconds;
    const qint64 at = m_range.first.milliseconds + span / kTicks * m_time->value();
    return {span > kTicks * kMinute / 10 ? at / kMinute * kMinute
                                         : at}; // whole minutes read better
}

void GraphBar::setTime(Instant time)
{
    const QSignalBlocker quiet(m_time);
    const qint64 span =
        std::max<qint64>(kTicks, m_range.last.milliseconds - m_range.first.milliseconds);
    const qint64 tick =
        (time.milliseconds - m_range.first.milliseconds + span / kTicks - 1) / (span / kTicks);
    m_time->setValue(static_cast<int>(std::clamp<qint64>(tick, 0, kTicks)));
    showTime();
}

void GraphBar::showTime()
{
    m_timeText->setText(toQString(rfc3339(time())));
}

void GraphBar::fill(GraphQuery& query) const
{
    query.time = time();
    query.uses = m_uses->isChecked();
    query.memberships = m_memberships->isChecked();
    query.task = m_task->currentData().toString().toStdString();
    query.arrangement =
        m_arrangement->currentIndex() == 1 ? GraphArrangement::Rings : GraphArrangement::Columns;
}

QString GraphBar::searched() const
{
    return m_search->text().trimmed();
}

bool GraphBar::blast() const
{
    return m_blast->isChecked();
}

void GraphBar::focusSearch()
{
    m_search->setFocus();
    m_search->selectAll();
}

void GraphBar::setFound(const QString& text)
{
    m_found->setText(text);
}

} // namespace remit::ui
