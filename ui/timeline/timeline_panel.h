// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/timeline_data.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace remit::ui {

class CallsModel;
class GrowthView;
class Session;
class Studio;
class TimelineListModel;
class TimelineView;

/// The Timeline dock: the drawing or its list, with the facts of the session beside it, and the
/// bar above. Shows the calls that the table shows; what it draws is laid out on a worker.
class TimelinePanel : public QWidget {
    Q_OBJECT

public:
    /// `calls`: of the call table, whose filter holds here too. Must outlive it.
    TimelinePanel(Studio& studio, CallsModel& calls, QWidget* parent = nullptr);

    void setSession(Session* session);
    [[nodiscard]] TimelineView& view() const { return *m_view; }
    [[nodiscard]] TimelineListModel& list() const { return *m_list; }
    void setReviewed(std::function<bool(std::size_t row)> reviewed);
    /// What is only supposed to have happened: flags of their own.
    void setSupposed(std::shared_ptr<const TimelineEvents> supposed);

signals:
    void callSelected(const QString& run, qint64 step);
    void callActivated(const QString& run, qint64 step);
    /// What is drawn is new.
    void shown();

private:
    QWidget* makeBar();
    QToolButton* makeButton(const char* iconName, const QString& text, const QString& tip);
    void takeReplay();
    void readEvents();
    void layOut();
    void take(std::shared_ptr<const TimelineData> data);
    void followSelection();
    void followScope();
    void showHint();

    Studio& m_studio;
    CallsModel& m_calls;
    Session* m_session = nullptr;
    std::shared_ptr<const TimelineEvents> m_events;
    std::shared_ptr<const TimelineEvents> m_supposed;
    AxisKind m_axis = AxisKind::Time;
    TimelineView* m_view;
    TimelineListModel* m_list;
    QTableView* m_table;
    GrowthView* m_growth;
    QStackedWidget* m_stack;
    QComboBox* m_axisBox;
    QLabel* m_hint;
    QToolButton* m_back;
    QToolButton* m_forward;
};

} // namespace remit::ui
