// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/policy_tests/run.h"

#include <QWidget>

#include <memory>
#include <vector>

class QLabel;
class QLineEdit;
class QTableView;
class QToolButton;

namespace remit::ui {

class Session;
class Studio;
class TestsModel;

/// The Tests dock: the workspace's policy tests, run on a worker under the present texts. Enter
/// shows a test in its file.
class TestsPanel : public QWidget {
    Q_OBJECT

public:
    explicit TestsPanel(Studio& studio, QWidget* parent = nullptr);

    void setSession(Session* session);
    [[nodiscard]] TestsModel& tests() const { return *m_model; }
    [[nodiscard]] QTableView& table() const { return *m_table; }

    /// All tests. Waits for the check of the texts.
    void run();
    void runFailed();

signals:
    void placeChosen(const QString& file, quint32 begin, quint32 end);
    /// Results are new.
    void finished();

private:
    QWidget* makeBar();
    void readTests();
    void checked();
    void start(std::vector<analysis::PolicyTest> tests);
    void applyFilter();
    void showCounts();

    Studio& m_studio;
    Session* m_session = nullptr;
    std::vector<FileText> m_files; ///< that the tests were read from
    std::string m_revision;        ///< of the last results
    bool m_waiting = false;        ///< to be run when the texts have been checked
    TestsModel* m_model;
    QTableView* m_table;
    QLineEdit* m_search;
    QToolButton* m_failedOnly;
    QToolButton* m_run;
    QToolButton* m_runFailed;
    QLabel* m_counts;
};

} // namespace remit::ui
