// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/plan_dock.h"

#include "core/decision/decide.h"
#include "core/replay/replay.h"
#include "ui/editor/editor_area.h"
#include "ui/models/text.h"
#include "ui/models/translate.h"
#include "ui/plan/plan_view.h"
#include "ui/shell/docks.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifications.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QDockWidget>
#include <QPointer>

namespace remit::ui {
namespace {

using Reports = std::vector<analysis::PlanReport>;
using ReplayPtr = std::shared_ptr<const ReplayResult>;

/// The rows that are in memory, or else those of another replay.
Result<Reports> reportsOf(const ReplayPtr& replay, const JobControl& job)
{
    analysis::PlanCheck check(replay->decider->setup());
    for (const decision::CallVerdict& row : replay->rows)
        check.add(row);
    if (replay->rows.empty() && replay->summary.calls > 0) {
        const auto add = [&check](std::vector<decision::CallVerdict> rows) -> Result<> {
            for (const decision::CallVerdict& row : rows)
                check.add(row);
            return {};
        };
        if (const auto done = replay::replay(*replay->decider, *replay->source, {}, add, job);
            !done)
            return tl::unexpected<Error>(done.error());
    }
    return check.reports();
}

class PlanFeed : public QObject {
public:
    PlanFeed(MainWindow& window, PlanView& view) : QObject(&view), m_window(window), m_view(view)
    {
        connect(&window.studio(), &Studio::sessionOpened, this,
                [this](Session* session) { setSession(session); });
        connect(&window.studio(), &Studio::sessionClosing, this, [this] { setSession(nullptr); });
        connect(&view, &PlanView::callChosen, this, [this](const QString& run, qint64 step) {
            if (m_session)
                m_session->selection().selectCall(run, step);
        });
        connect(&view, &PlanView::grantChosen, this, [this](const QString& grant) {
            m_window.editors().open(QStringLiteral("grants/%1.cedar").arg(grant));
        });
    }

    /// The dock came to the front.
    void show()
    {
        if (m_stale)
            start();
    }

private:
    void setSession(Session* session)
    {
        m_session = session;
        m_stale = false;
        m_view.clear();
        if (session != nullptr)
            connect(session, &Session::replayFinished, this, [this] {
                m_stale = true;
                if (m_view.isVisible())
                    start();
            });
    }

    void start()
    {
        const ReplayPtr replay = m_session ? m_session->replay() : nullptr;
        m_stale = false;
        if (!replay)
            return;
        m_window.studio().jobs().run<Reports>(
            {.title = tr("Compare plans"), .key = QStringLiteral("plan"), .listed = false},
            [replay](const JobControl& job) { return reportsOf(replay, job); }, this,
            [this](const Result<Reports>& reports) {
                if (reports)
                    m_view.setReports(*reports);
                else if (reports.error().code != ErrorCode::Cancelled)
                    m_window.studio().notifications().report(reports.error());
            });
    }

    MainWindow& m_window;
    PlanView& m_view;
    QPointer<Session> m_session;
    bool m_stale = false; ///< there was a replay since the view was filled
};

} // namespace

void addPlanDock(MainWindow& window)
{
    auto* view = new PlanView;
    auto* feed = new PlanFeed(window, *view);
    QDockWidget* dock =
        window.docks().add({.id = QStringLiteral("plan"),
                            .title = tr("Plans"),
                            .help = tr("What tasks were meant to do, and what their runs did."),
                            .icon = QStringLiteral("tasks")},
                           view);
    QObject::connect(dock, &QDockWidget::visibilityChanged, feed, [feed](bool visible) {
        if (visible)
            feed->show();
    });
}

} // namespace remit::ui
