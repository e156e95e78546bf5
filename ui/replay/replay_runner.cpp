// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/replay_runner.h"

#include "core/trace/import.h"
#include "ui/models/text.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/notifications.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QStringList>

#include <filesystem>

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

/// Changes when a file comes, goes or is written.
std::string stampOf(const std::vector<fs::path>& files)
{
    std::string stamp;
    for (const fs::path& file : files) {
        std::error_code gone;
        const auto size = fs::file_size(file, gone);
        const auto time = fs::last_write_time(file, gone).time_since_epoch().count();
        stamp += file.string() + '\0' + std::to_string(size) + '\0' + std::to_string(time) + '\0';
    }
    return stamp;
}

QStringList linesOf(const trace::ImportReport& report)
{
    QStringList lines;
    for (const trace::Problem& problem : report.problems)
        lines << toQString(problem.file) + QStringLiteral(": ") + toQString(problem.message);
    return lines;
}

} // namespace

struct ReplayRunner::Outcome {
    std::shared_ptr<const Traces> traces;
    std::shared_ptr<const ReplayResult> result;
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
    if (m_session->hasErrors() || !m_session->setup()) {
        m_studio.notifications().post({.kind = Notification::Kind::Warning,
                                       .text = tr("Nothing was replayed: the workspace has errors"),
                                       .detail = tr("Mend what the Problems view lists first."),
                                       .actionText = {},
                                       .action = {}});
        return;
    }
    const std::vector<fs::path> files = traceFiles(*m_session);
    if (files.empty()) {
        m_studio.notifications().post(
            {.kind = Notification::Kind::Information,
             .text = tr("There are no traces to replay"),
             .detail = tr("Put recorded traces into the folder `traces` of the workspace."),
             .actionText = {},
             .action = {}});
        return;
    }
    auto work = [setup = m_session->setup(), files, known = m_traces,
                 mode = m_mode](const JobControl& control) -> Result<Outcome> {
        auto traces = std::make_shared<Traces>();
        traces->stamp = stampOf(files);
        traces->files = files.size();
        if (known && known->stamp == traces->stamp) {
            *traces = *known;
        } else {
            auto read = trace::readTraces(files, {}, control);
            if (!read)
                return tl::unexpected<Error>(read.error());
            traces->problems = linesOf(read->report);
            traces->source = std::make_shared<replay::MemorySource>(std::move(read->events));
        }
        auto result = std::make_shared<ReplayResult>();
        result->decider = std::make_shared<decision::Decider>(setup);
        result->source = traces->source;
        result->mode = mode;
        result->timing = replay::Timing::Continuous;
        result->revision = setup->revision;
        replay::Options options;
        options.mode = mode;
        auto replayed = replay::replay(*result->decider, *result->source, options, control);
        if (!replayed)
            return tl::unexpected<Error>(replayed.error());
        result->rows = std::move(replayed->rows);
        result->summary = replayed->summary;
        return Outcome{std::move(traces), std::move(result)};
    };
    m_studio.jobs().run<Outcome>(
        {.title = tr("Replay %n trace file(s)", nullptr, static_cast<int>(files.size())),
         .key = QStringLiteral("replay")},
        std::move(work), this, [this](Result<Outcome> outcome) { take(std::move(outcome)); });
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
    m_session->setReplay(outcome->result);
    if (fresh && !m_traces->problems.isEmpty()) {
        emit tracesReported(m_traces->problems);
        m_studio.notifications().post(
            {.kind = Notification::Kind::Warning,
             .text = tr("Some of the traces could not be read"),
             .detail = m_traces->problems.mid(0, 3).join(QLatin1Char('\n')),
             .actionText = {},
             .action = {}});
    }
}

} // namespace remit::ui
