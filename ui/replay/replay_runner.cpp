// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/replay_runner.h"

#include "core/replay/kept_replay.h"
#include "ui/models/text.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/notifications.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QStringList>

#include <filesystem>
#include <iterator>

namespace remit::ui {
namespace fs = std::filesystem;
namespace {

/// The workspace's trace files, in the order of their names.
std::vector<fs::path> traceFiles(Session& session)
{
    std::vector<fs::path> files;
    for (const workspace::WorkspaceFile& file : session.files()) {
        if (file.kind == workspace::FileKind::Traces)
            files.push_back(session.workspace().absolute(file.path));
    }
    return files;
}

QStringList linesOf(const trace::ImportReport& report)
{
    QStringList lines;
    for (const trace::Problem& problem : report.problems)
        lines << toQString(problem.file) + QStringLiteral(": ") + toQString(problem.message);
    return lines;
}

/// Under one revision and mode; the verdicts are kept for the next time, where that is possible.
Result<std::shared_ptr<const ReplayResult>>
decideAll(const std::shared_ptr<const decision::Setup>& setup,
          const replay::WorkspaceTraces& traces, const fs::path& store, replay::Mode mode,
          const JobControl& control)
{
    auto result = std::make_shared<ReplayResult>();
    result->decider = std::make_shared<decision::Decider>(setup);
    result->source = traces.source;
    result->origins = traces.origins;
    result->mode = mode;
    result->timing = replay::Timing::Continuous;
    result->revision = setup->revision;
    replay::Options options;
    options.mode = mode;
    const replay::Sink keep = [&](std::vector<decision::CallVerdict> rows) -> Result<> {
        std::move(rows.begin(), rows.end(), std::back_inserter(result->rows));
        return {};
    };
    const auto outcome = replay::replayKept(*result->decider, *traces.source, {store, traces.files},
                                            options, keep, control);
    if (!outcome)
        return tl::unexpected<Error>(outcome.error());
    result->summary = outcome->summary;
    return std::shared_ptr<const ReplayResult>(std::move(result));
}

} // namespace

struct ReplayRunner::Outcome {
    std::shared_ptr<const replay::WorkspaceTraces> traces;
    std::shared_ptr<const ReplayResult> result; ///< null: there are no traces
};

ReplayRunner::ReplayRunner(Studio& studio) : QObject(&studio), m_studio(studio)
{
    connect(&studio, &Studio::sessionOpened, this, &ReplayRunner::setSession);
    connect(&studio, &Studio::sessionClosing, this, [this] { setSession(nullptr); });
}

void ReplayRunner::setSession(Session* session)
{
    m_session = session;
    m_traces.reset();
    m_waiting = false;
    if (session)
        connect(session, &Session::checked, this, &ReplayRunner::checked);
}

void ReplayRunner::start()
{
    if (!m_session)
        return;
    if (!m_session->isChecked()) {
        m_waiting = true;
        return;
    }
    run();
}

void ReplayRunner::checked()
{
    if (m_waiting && m_session && m_session->isChecked())
        run();
}

void ReplayRunner::run()
{
    m_waiting = false;
    if (!m_session->mayDecide()) {
        m_studio.notifications().post({.kind = Notification::Kind::Warning,
                                       .text = tr("Nothing was replayed: the workspace has errors"),
                                       .detail = tr("Mend what the Problems view lists first."),
                                       .actionText = {},
                                       .action = {}});
        return;
    }
    auto work = [setup = m_session->setup(), store = m_session->workspace().traceStore(),
                 files = traceFiles(*m_session), known = m_traces,
                 mode = m_mode](const JobControl& control) -> Result<Outcome> {
        auto traces = replay::readWorkspaceTraces(store, files, known, control);
        if (!traces)
            return tl::unexpected<Error>(traces.error());
        if ((*traces)->source->sessions().empty())
            return Outcome{std::move(*traces), nullptr};
        auto result = decideAll(setup, **traces, store, mode, control);
        if (!result)
            return tl::unexpected<Error>(result.error());
        return Outcome{std::move(*traces), std::move(*result)};
    };
    m_studio.jobs().run<Outcome>({.title = tr("Replay"), .key = QStringLiteral("replay")},
                                 std::move(work), this,
                                 [this](Result<Outcome> outcome) { take(std::move(outcome)); });
}

void ReplayRunner::take(Result<Outcome> outcome)
{
    if (!outcome) {
        if (outcome.error().code != ErrorCode::Cancelled)
            m_studio.notifications().report(outcome.error());
        return;
    }
    if (!m_session)
        return;
    const bool fresh = m_traces != outcome->traces;
    m_traces = outcome->traces;
    if (outcome->result)
        m_session->setReplay(outcome->result);
    const QStringList problems = linesOf(m_traces->report);
    if (fresh && !problems.isEmpty()) {
        emit tracesReported(problems);
        m_studio.notifications().post({.kind = Notification::Kind::Warning,
                                       .text = tr("Some of the traces could not be read"),
                                       .detail = problems.mid(0, 3).join(QLatin1Char('\n')),
                                       .actionText = {},
                                       .action = {}});
    } else if (!outcome->result) {
        m_studio.notifications().post(
            {.kind = Notification::Kind::Information,
             .text = tr("There are no traces to replay"),
             .detail = tr("Put recorded traces into the folder `traces` of the workspace, or "
                          "import them with `remit import`."),
             .actionText = {},
             .action = {}});
    }
}

} // namespace remit::ui
