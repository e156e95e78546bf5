// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/import.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <unordered_set>

namespace remit::trace {

/// Checks what core/trace/import.h promises of every input.
class CheckPromises final : public EventSink {
public:
    Result<> take(Event event) override
    {
        const bool first = m_runs.insert(event.run).second;
        if (first != std::holds_alternative<RunStart>(event.body) && first)
            std::abort(); // a run begins with its RunStart
        if (const auto* call = std::get_if<Call>(&event.body)) {
            if (!m_calls.insert(event.run + '\n' + call->callId).second)
                std::abort(); // call ids are unique in a run
        }
        ++m_events;
        return {};
    }
    Result<> endFile(const FileReport& report) override
    {
        if (report.counts.events != m_events)
            std::abort();
        return {};
    }

private:
    std::unordered_set<std::string> m_runs;
    std::unordered_set<std::string> m_calls;
    std::uint64_t m_events = 0;
};

inline void fuzzImport(const std::uint8_t* data, std::size_t size, const char* format)
{
    CheckPromises sink;
    ImportOptions options;
    options.format = format;
    const auto report =
        importText({reinterpret_cast<const char*>(data), size}, "fuzz", options, sink);
    if (!report)
        std::abort();
    for (const Problem& problem : report->problems)
        (void)rendered(problem);
}

} // namespace remit::trace
