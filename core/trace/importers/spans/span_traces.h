// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/importers/output.h"
#include "core/trace/importers/spans/span_run.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace remit::trace {

/// The traces of a file whose spans are still being read. Exporters write spans as they end, of
/// many traces mixed, so that who acts in a call is often told after it: a trace is kept until the
/// file ends. Where that takes too much memory, the traces that have been quiet longest are
/// written, and spans that still come for them continue their run by themselves, with a warning.
class SpanTraces {
public:
    explicit SpanTraces(Output& output) : m_output(output) {}

    /// Spans without a trace id are one trace: the file's.
    void add(Span span);
    /// What the trace says of itself; filled up where it comes in pieces.
    TraceHead& head(const std::string& trace);
    void finish();

private:
    struct Trace {
        TraceHead head;
        std::vector<Span> spans;
        std::size_t bytes = 0;
        std::uint64_t touched = 0;
        std::uint64_t first = 0;      ///< order of appearance
        std::unique_ptr<SpanRun> run; ///< once written
    };

    Trace& traceOf(const std::string& id);
    void write(const std::string& id, Trace& trace);
    void makeRoom();

    Output& m_output;
    std::unordered_map<std::string, Trace> m_traces;
    std::size_t m_bytes = 0;
    std::uint64_t m_clock = 0;
    std::uint64_t m_others = 0;
    bool m_toldLate = false;
};

} // namespace remit::trace
