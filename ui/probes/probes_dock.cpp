// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/probes/probes_dock.h"

#include "core/base/file_io.h"
#include "core/decision/decide.h"
#include "core/replay/replay.h"
#include "ui/models/call_columns.h"
#include "ui/models/call_table.h"
#include "ui/models/text.h"
#include "ui/models/translate.h"
#include "ui/probes/probes_view.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/docks.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifications.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QAction>
#include <QDockWidget>
#include <QPointer>

namespace remit::ui {
namespace {

using ReplayPtr = std::shared_ptr<const ReplayResult>;

/// The changed traces lie where `remit probe` keeps them too. A folder that cannot be written to
/// loses the files, not the probes.
void keepTraces(const analysis::ProbeReport& report, const std::filesystem::path& folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    for (const analysis::ProbeResult& result : report.results)
        (void)writeFileAtomically(folder / (result.probe.id + ".trace.jsonl"),
                                  analysis::traceText(result.probe));
}

/// The probe's trace as a replay of its own.
Result<ReplayPtr> replayOf(const std::shared_ptr<const decision::Decider>& decider,
                           const analysis::Probe& probe, const std::string& file,
                           const JobControl& job)
{
    auto result = std::make_shared<ReplayResult>();
    result->decider = decider;
    result->source = std::make_shared<replay::MemorySource>(probe.events);
    result->mode = replay::Mode::Isolated;
    result->timing = replay::Timing::Continuous;
    result->revision = decider->setup().revision;
    auto replayed = replay::replay(*decider, *result->source, {}, job);
    if (!replayed)
        return tl::unexpected<Error>(replayed.error());
    for (const replay::Session& session : result->source->sessions()) {
        for (const std::string& run : session.runs)
            result->origins[run] = {file, "probe", false};
    }
    result->rows = std::move(replayed->rows);
    result->columns = std::make_shared<const CallColumns>(result->rows);
    // As long as the result lives; the table lies in it.
    result->table = callsInMemory(std::shared_ptr<const std::vector<decision::CallVerdict>>(
        std::shared_ptr<const void>(), &result->rows));
    result->summary = replayed->summary;
    return ReplayPtr(std::move(result));
}

/// Runs probes on what was replayed last, and shows one as if it had been recorded.
class ProbeRunner : public QObject {
public:
    ProbeRunner(MainWindow& window, ProbesView& view)
        : QObject(&view), m_window(window), m_view(view)
    {
        Studio& studio = window.studio();
        connect(&studio, &Studio::sessionOpened, this,
                [this](Session* session) { setSession(session); });
        connect(&studio, &Studio::sessionClosing, this, [this] { setSession(nullptr); });
        connect(&view, &ProbesView::runWanted, this, [this](quint64 seed) { start(seed); });
        connect(&view, &ProbesView::probeChosen, this,
                [this](const analysis::ProbeResult& result) { open(result); });
    }

    void start(std::uint64_t seed)
    {
        if (!m_session || !m_recorded)
            return;
        const ReplayPtr recorded = m_recorded;
        const auto folder =
            m_session->workspace().privateFolder() / "probes" / ("seed-" + std::to_string(seed));
        m_window.studio().jobs().run<ProbesPtr>(
            {.title = tr("Probe"), .key = QStringLiteral("probe")},
            [recorded, seed, folder](const JobControl& job) -> Result<ProbesPtr> {
                analysis::ProbeOptions options;
                options.seed = seed;
                auto report =
                    analysis::runProbes(*recorded->decider, *recorded->source, options, job);
                if (!report)
                    return tl::unexpected<Error>(report.error());
                keepTraces(*report, folder);
                return std::make_shared<const analysis::ProbeReport>(std::move(*report));
            },
            this, [this](const Result<ProbesPtr>& report) { take(report); });
    }

private:
    void setSession(Session* session)
    {
        m_session = session;
        m_recorded.reset();
        m_view.setReport(nullptr);
        m_view.setReady(false);
        if (session != nullptr)
            connect(session, &Session::replayFinished, this, [this] { takeReplay(); });
    }

    /// What is made of a probe is no recording to make probes of.
    void takeReplay()
    {
        const ReplayPtr replay = m_session ? m_session->replay() : nullptr;
        if (!replay || replay == m_opened)
            return;
        m_recorded = replay;
        m_view.setReady(true);
    }

    void take(const Result<ProbesPtr>& report)
    {
        if (report)
            m_view.setReport(*report);
        else if (report.error().code != ErrorCode::Cancelled)
            m_window.studio().notifications().report(report.error());
    }

    void open(const analysis::ProbeResult& result)
    {
        if (!m_session || !m_recorded)
            return;
        const QString run = toQString(result.probe.changedRun);
        const auto step = static_cast<qint64>(result.verdict.step);
        const auto file =
            (m_session->workspace().privateFolder() / "probes" /
             ("seed-" + std::to_string(m_view.seed())) / (result.probe.id + ".trace.jsonl"))
                .string();
        m_window.studio().jobs().run<ReplayPtr>(
            {.title = tr("Open the probe"), .key = QStringLiteral("replay")},
            [decider = m_recorded->decider, probe = result.probe, file](const JobControl& job) {
                return replayOf(decider, probe, file, job);
            },
            this, [this, run, step](const Result<ReplayPtr>& replay) { show(replay, run, step); });
    }

    void show(const Result<ReplayPtr>& replay, const QString& run, qint64 step)
    {
        if (!replay) {
            if (replay.error().code != ErrorCode::Cancelled)
                m_window.studio().notifications().report(replay.error());
            return;
        }
        if (!m_session)
            return;
        m_opened = *replay;
        m_session->setReplay(*replay);
        m_session->selection().selectCall(run, step);
        m_window.docks().reveal(QStringLiteral("calls"));
        m_window.docks().reveal(QStringLiteral("inspector"));
        m_window.studio().notifications().post(
            {.kind = Notification::Kind::Information,
             .text = tr("The views show the probe's changed trace."),
             .detail = tr("Replay (F5) shows what was recorded."),
             .actionText = {},
             .action = {}});
    }

    MainWindow& m_window;
    ProbesView& m_view;
    QPointer<Session> m_session;
    ReplayPtr m_recorded;
    ReplayPtr m_opened;
};

} // namespace

void addProbesDock(MainWindow& window)
{
    auto* view = new ProbesView(window.studio().theme());
    auto* runner = new ProbeRunner(window, *view);
    window.docks().add({.id = QStringLiteral("probes"),
                        .title = tr("Probes"),
                        .help = tr("Whether the boundary holds when reality leaves the plan."),
                        .icon = QStringLiteral("search")},
                       view);
    window.studio().actions().add(
        {.id = QStringLiteral("probes.run"),
         .text = tr("Pro&be the boundary"),
         .help = tr("Tries the boundary with changed copies of the replayed runs."),
         .icon = QStringLiteral("search"),
         .menu = Menu::Replay,
         .group = 20},
        [&window, runner, view] {
            window.docks().reveal(QStringLiteral("probes"));
            runner->start(view->seed());
        });
}

} // namespace remit::ui
