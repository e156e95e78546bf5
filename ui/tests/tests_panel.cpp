// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tests/tests_panel.h"

#include "core/analysis/policy_tests/folder_traces.h"
#include "core/decision/setup.h"
#include "core/workspace/workspace.h"
#include "ui/models/text.h"
#include "ui/shell/empty_hint.h"
#include "ui/shell/icons.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/notifications.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/typography.h"
#include "ui/tests/tests_model.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace remit::ui {

TestsPanel::TestsPanel(Studio& studio, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
    , m_model(new TestsModel(studio.theme(), this))
    , m_table(new QTableView)
    , m_search(new QLineEdit)
    , m_failedOnly(new QToolButton)
    , m_run(new QToolButton)
    , m_runFailed(new QToolButton)
    , m_counts(new QLabel)
{
    setObjectName(QStringLiteral("tests"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    m_table->setObjectName(QStringLiteral("tests-table"));
    m_table->setAccessibleName(tr("Policy tests"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    const int em = fontMetrics().horizontalAdvance(QLatin1Char('m'));
    m_table->setColumnWidth(TestsModel::StateColumn, 14 * em);
    m_table->setColumnWidth(TestsModel::NameColumn, 40 * em);
    m_table->setColumnWidth(TestsModel::WhyColumn, 46 * em);
    new EmptyHint(*m_table,
                  tr("Policy tests stand in tests/*.json. Choose a recorded call and make "
                     "a test of it: Replay, Make a test of this step."));
    layout->addWidget(m_table, 1);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) {
        if (const analysis::PolicyTest* test = m_model->test(index))
            emit placeChosen(toQString(test->file), test->span.begin, test->span.end);
    });
    showCounts();
}

QWidget* TestsPanel::makeBar()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(kMargin, kStep, kMargin, kStep);
    row->setSpacing(kStep);
    const auto setup = [&](QToolButton* button, const char* name, const QString& text,
                           const QString& tip) {
        button->setObjectName(QLatin1String(name));
        button->setText(text);
        button->setToolTip(tip);
        button->setAutoRaise(true);
        row->addWidget(button);
    };
    m_run->setIcon(icon(QStringLiteral("replay")));
    m_run->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setup(m_run, "tests-run", tr("Run"), tr("Run all tests under the present texts"));
    setup(m_runFailed, "tests-run-failed", tr("Run failed"), tr("Run the failed tests again"));
    m_failedOnly->setCheckable(true);
    setup(m_failedOnly, "tests-failed-only", tr("Failed only"), tr("Show failed tests only"));
    m_search->setObjectName(QStringLiteral("tests-search"));
    m_search->setPlaceholderText(tr("Filter by name, file or difference"));
    m_search->setAccessibleName(tr("Filter tests"));
    m_search->setClearButtonEnabled(true);
    row->addWidget(m_search, 1);
    m_counts->setObjectName(QStringLiteral("tests-counts"));
    row->addWidget(m_counts);
    connect(m_run, &QToolButton::clicked, this, &TestsPanel::run);
    connect(m_runFailed, &QToolButton::clicked, this, &TestsPanel::runFailed);
    connect(m_failedOnly, &QToolButton::toggled, this, &TestsPanel::applyFilter);
    connect(m_search, &QLineEdit::textChanged, this, &TestsPanel::applyFilter);
    return bar;
}

void TestsPanel::setSession(Session* session)
{
    m_session = session;
    m_files.clear();
    m_waiting = false;
    m_model->setTests({});
    if (session != nullptr) {
        connect(session, &Session::checked, this, &TestsPanel::checked);
        connect(session, &Session::filesChanged, this, &TestsPanel::readTests);
        readTests();
    }
    showCounts();
}

/// Tests are read again only when their texts have changed.
void TestsPanel::readTests()
{
    if (m_session == nullptr)
        return;
    auto files = m_session->snapshot().texts(workspace::FileKind::Tests);
    if (files == m_files)
        return;
    m_files = std::move(files);
    m_model->setTests(analysis::readPolicyTests(m_files).tests);
    showCounts();
}

void TestsPanel::checked()
{
    readTests();
    if (m_waiting && m_session->isChecked())
        return run();
    const auto setup = m_session->setup();
    m_model->setStale(!m_revision.empty() && setup && setup->revision != m_revision);
    showCounts();
}

void TestsPanel::run()
{
    start(m_model->tests());
}

void TestsPanel::runFailed()
{
    start(m_model->failedTests());
}

void TestsPanel::start(std::vector<analysis::PolicyTest> tests)
{
    if (m_session == nullptr)
        return;
    m_waiting = !m_session->isChecked();
    if (m_waiting)
        return;
    if (!m_session->mayDecide()) {
        m_studio.notifications().post({.kind = Notification::Kind::Warning,
                                       .text = tr("No test was run: the workspace has errors"),
                                       .detail = tr("Mend what the Problems view lists first."),
                                       .actionText = {},
                                       .action = {}});
        return;
    }
    using Results = std::vector<analysis::TestResult>;
    m_studio.jobs().run<Results>(
        {.title = tr("Run %L1 policy tests").arg(tests.size()), .key = QStringLiteral("tests")},
        [tests, setup = m_session->setup(),
         load = analysis::tracesBelow(m_session->workspace().root(),
                                      m_session->snapshot().settings.importRules)](
            const JobControl& control) {
            return analysis::runPolicyTests(setup, tests, load, control);
        },
        this,
        [this, tests, revision = m_session->setup()->revision](Result<Results> results) {
            if (!results) {
                if (results.error().code != ErrorCode::Cancelled)
                    m_studio.notifications().report(results.error());
                return;
            }
            m_revision = revision;
            m_model->setResults(tests, *results);
            showCounts();
            emit finished();
        });
}

void TestsPanel::applyFilter()
{
    m_model->setFilter(m_search->text(), m_failedOnly->isChecked());
}

void TestsPanel::showCounts()
{
    const int failed = m_model->count(TestsModel::State::Failed);
    const int passed = m_model->count(TestsModel::State::Passed);
    const auto all = static_cast<int>(m_model->tests().size());
    m_run->setEnabled(m_session != nullptr && all > 0);
    m_runFailed->setEnabled(failed > 0);
    QString text = tr("%L1 passed, %L2 failed, %L3 not run")
                       .arg(passed)
                       .arg(failed)
                       .arg(all - passed - failed);
    if (m_model->isStale())
        text += QStringLiteral(" · ") + tr("the policies have changed since");
    m_counts->setText(all == 0 ? QString() : text);
}

} // namespace remit::ui
