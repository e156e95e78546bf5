// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/replay_runner.h"

#include "core/replay/kept_replay.h"
#include "ui/models/call_columns.h"
#include "ui/models/call_table.h"
#include "ui/models/text.h"
#include "ui/shell/call_scope.h"
#include "ui/shell/freed_elsewhere.h"
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

/// Takes the rows of a replay as they come. Too many are not kept: they are read again from the
/// store as they are shown.
class RowTaker {
public:
    void take(std::vector<decision::CallVerdict> rows)
    {
        for (decision::CallVerdict& row : rows) {
            m_columns->add(row);
            if (m_keepAll || m_columns->size() <= kMostRowsInMemory)
                m_rows.push_back(std::move(row));
        }
    }
    /// Where nothing can be kept in a store, memory is all there is.
    void keepAll() { m_keepAll = true; }

    void finish(ReplayResult& result, const fs::path& store,
                const std::optional<replay::KeptReplay>& kept)
    {
        m_columns->finish();
        if (m_rows.size() == m_columns->size()) {
            result.rows = std::move(m_rows);
            // As long as the result lives; the table lies in it.
            result.table = callsInMemory(std::shared_ptr<const std::vector<decision::CallVerdict>>(
                std::shared_ptr<const void>(), &result.rows));
        } else if (kept) {
            result.table = keptCalls(store, *kept);
        }
        result.columns = std::move(m_columns);
    }

private:
    std::shared_ptr<CallColumns> m_columns = std::make_shared<CallColumns>();
    std::vector<decision::CallVerdict> m_rows;
    bool m_keepAll = false;
};

/// Under one revision and mode; the verdicts are kept for the next time, where that is possible.
Result<std::shared_ptr<const ReplayResult>>
decideAll(const std::shared_ptr<const decision::Setup>& setup, const workspace::Snapshot& texts,
          const replay::WorkspaceTraces& traces, const fs::path& store,
          const replay::Options& options, const JobControl& control)
{
    auto result = std::make_shared<ReplayResult>();
    result->decider = std::make_shared<decision::Decider>(setup);
    result->source = traces.source;
    result->origins = traces.origins;
    result->mode = options.mode;
    result->timing = options.timing;
    result->revision = setup->revision;
    result->texts = texts;
    const auto decide = [&](RowTaker& taker) {
        const replay::Sink take = [&taker](std::vector<decision::CallVerdict> rows) -> Result<> {
            taker.take(std::move(rows));
            return {};
        };
        return replay::replayKept(*result->decider, *traces.source, {store, traces.files}, options,
                                  take, control);
    };
    RowTaker taker;
    auto outcome = decide(taker);
    if (!outcome)
        return tl::unexpected<Error>(outcome.error());
    taker.finish(*result, store, outcome->kept);
    if (!result->table) {
        // They are many, and the store could not keep them.
        RowTaker all;
        all.keepAll();
        outcome = decide(all);
        if (!outcome)
            return tl::unexpected<Error>(outcome.error());
        all.finish(*result, store, outcome->kept);
    }
    result->summary = outcome->summary;
    return freedElsewhere(std::shared_ptr<const ReplayResult>(std::move(result)));
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
    auto work = [setup = m_session->setup(), texts = m_session->snapshot(),
                 store = m_session->workspace().traceStore(), files = traceFiles(*m_session),
                 known = m_traces,
                 options = m_options](const JobControl& control) -> Result<Outcome> {
        auto traces =
            replay::readWorkspaceTraces(store, files, known, control, texts.settings.importRules);
        if (!traces)
            return tl::unexpected<Error>(traces.error());
        if ((*traces)->source->sessions().empty())
            return Outcome{std::move(*traces), nullptr};
        auto result = decideAll(setup, texts, **traces, store, options, control);
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
    // Places in time belong to the traces that they were chosen in.
    if (fresh && m_traces != nullptr)
        m_session->scope().clear();
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
