// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/importers/output.h"

#include <optional>
#include <string>

namespace remit::trace {

/// Numbers the events of one run in the order in which they are written: 0, 1, 2 …
class RunWriter {
public:
    RunWriter(Output& output, std::string run, std::string session = {})
        : m_output(output), m_run(std::move(run)), m_session(std::move(session))
    {}

    void write(EventBody body, std::optional<Instant> time = std::nullopt)
    {
        m_output.emit({m_run, m_session, time, m_next++, std::move(body)});
    }
    [[nodiscard]] const std::string& run() const { return m_run; }
    [[nodiscard]] bool isEmpty() const { return m_next == 0; }

private:
    Output& m_output;
    std::string m_run;
    std::string m_session;
    std::int64_t m_next = 0;
};

} // namespace remit::trace
