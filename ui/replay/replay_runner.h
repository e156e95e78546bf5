// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/replay/replay.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <string>

namespace remit::ui {

class Session;
class Studio;

/// Replays the traces of the open workspace under its present texts, saved or not. The traces are
/// read once and kept while their files stay the same; decisions are always made anew.
class ReplayRunner : public QObject {
    Q_OBJECT

public:
    explicit ReplayRunner(Studio& studio);

    void setSession(Session* session);
    /// Starts a job. While the texts are being checked it waits for that; with errors among them,
    /// or without traces, it says so and does nothing.
    void start();

    [[nodiscard]] replay::Mode mode() const { return m_mode; }
    void setMode(replay::Mode mode) { m_mode = mode; }

signals:
    /// The traces could not be read in full: what is wrong, in lines.
    void tracesReported(const QStringList& problems);

private:
    /// Events of trace files, with what tells that the files are still the same.
    struct Traces {
        std::string stamp;
        std::shared_ptr<const replay::EventSource> source;
        QStringList problems;
        std::size_t files = 0;
    };
    struct Outcome;

    void checked();
    void run();
    void take(Result<Outcome> outcome);

    Studio& m_studio;
    QPointer<Session> m_session;
    std::shared_ptr<const Traces> m_traces;
    replay::Mode m_mode = replay::Mode::Isolated;
    bool m_waiting = false;
};

} // namespace remit::ui
