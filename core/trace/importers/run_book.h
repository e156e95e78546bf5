// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/event.h"
#include "core/trace/import_report.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace remit::trace {

/// What is remembered of one run while its file is read: which calls are open, which ids are used.
class RunBook {
public:
    explicit RunBook(std::string finalId) : m_id(std::move(finalId)) {}

    /// The run's id in the events: another than in the file when that one was taken.
    [[nodiscard]] const std::string& id() const { return m_id; }
    [[nodiscard]] bool isStarted() const { return m_started; }

    /// What import rules gave the run: its events that have none get this session, and, one second
    /// after the other, times from this one on.
    void give(std::string session, std::optional<Instant> start)
    {
        m_givenSession = std::move(session);
        m_givenTime = start;
    }
    /// Puts into an event what was given.
    void fill(Event& event);
    /// Is the event, as the first one of the run, earlier than one before it?
    bool isFirstStepBack(const Event& event);

    /// Is it, as the first one of the run, a call whose result came before it?
    [[nodiscard]] bool isFirstAfterResult(const Event& event);

    /// Enters the event: makes a repeated call id unique and counts. True: an id was repeated.
    bool enter(Event& event, ImportCounts& counts, NotRecorded& gaps);
    /// Adds what only the end of the run shows.
    void close(NotRecorded& gaps) const;

private:
    void enterStart(const RunStart& start);
    bool enterCall(Call& call);
    void enterResult(CallResult& result);

    std::string m_id;
    std::string m_givenSession;
    std::optional<Instant> m_givenTime;
    std::optional<Instant> m_latest;
    bool m_steppedBack = false;
    bool m_answeredEarly = false;
    bool m_started = false;
    bool m_agent = false;
    bool m_onBehalfOf = false;
    bool m_task = false;
    bool m_credential = false;
    bool m_workload = false;
    std::unordered_set<std::size_t> m_callIds; ///< hashes: a clash costs a needless new name
    std::unordered_map<std::string, std::string> m_renamed; ///< repeated id to its last name
    std::unordered_set<std::string> m_open;                 ///< calls without a result so far
    std::unordered_set<std::string> m_early;                ///< results without a call so far
};

} // namespace remit::trace
