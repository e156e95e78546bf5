// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/replay/replay.h"
#include "core/replay/workspace_traces.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace remit::ui {

class Session;
class Studio;

/// Replays the traces of the open workspace under its present texts, saved or not: what was
/// imported into its store, and the trace files of its folder. The files are read once and kept
/// while they stay the same; verdicts of the same traces, revision and modes are read from the
/// store.
class ReplayRunner : public QObject {
    Q_OBJECT

public:
    explicit ReplayRunner(Studio& studio);

    void setSession(Session* session);
    /// Starts a job. While the texts are being checked it waits for that; with errors among them,
    /// or without traces, it says so and does nothing.
    void start();

    void setMode(replay::Mode mode) { m_options.mode = mode; }
    void setTiming(replay::Timing timing) { m_options.timing = timing; }
    /// What was read last; null before the first replay.
    [[nodiscard]] const std::shared_ptr<const replay::WorkspaceTraces>& traces() const
    {
        return m_traces;
    }

signals:
    /// The traces could not be read in full: what is wrong, in lines.
    void tracesReported(const QStringList& problems);

private:
    struct Outcome;

    void checked();
    void run();
    void take(Result<Outcome> outcome);

    Studio& m_studio;
    QPointer<Session> m_session;
    std::shared_ptr<const replay::WorkspaceTraces> m_traces;
    replay::Options m_options;
    bool m_waiting = false;
};

} // namespace remit::ui
