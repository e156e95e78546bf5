// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/graph/graph_data.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QSlider;
class QToolButton;

namespace remit::ui {

/// What of the graph is shown, and at which time: search, filters, arrangement, time slider.
class GraphBar : public QWidget {
    Q_OBJECT

public:
    explicit GraphBar(QWidget* parent = nullptr);

    /// Tasks to choose from and the span of the slider. What was chosen stays where it can.
    void setSetup(const decision::Setup& setup, Instant now);
    /// The part of a query that is chosen here.
    void fill(GraphQuery& query) const;
    [[nodiscard]] Instant time() const;
    void setTime(Instant time);
    [[nodiscard]] QString searched() const;
    [[nodiscard]] bool blast() const;
    void focusSearch();
    /// "3 of 120 nodes": beside the search.
    void setFound(const QString& text);

signals:
    void queryChanged();
    void searchChanged();
    void searchEntered();
    void blastChanged();
    void fitWanted();
    void foldWanted(); ///< close again what was opened
    void exportWanted();
    void grantWanted();
    void revocationWanted();
    void scopeWanted();

private:
    QWidget* upper();
    QWidget* lower();
    QToolButton* button(const char* iconName, const QString& text, const QString& help,
                        void (GraphBar::*wanted)());
    void showTime();

    QLineEdit* m_search;
    QLabel* m_found;
    QComboBox* m_task;
    QComboBox* m_arrangement;
    QCheckBox* m_uses;
    QCheckBox* m_memberships;
    QToolButton* m_blast;
    QSlider* m_time;
    QLabel* m_timeText;
    TimeRange m_range;
    bool m_chosen = false; ///< the user has moved the slider
};

} // namespace remit::ui
