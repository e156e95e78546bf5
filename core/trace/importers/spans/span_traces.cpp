// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/spans/span_traces.h"

#include "core/base/limits.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::trace {

SpanTraces::Trace& SpanTraces::traceOf(const std::string& id)
{
    const auto [found, isNew] = m_traces.try_emplace(id);
    Trace& trace = found->second;
    trace.touched = ++m_clock;
    if (isNew)
        trace.first = m_clock;
    return trace;
}

TraceHead& SpanTraces::head(const std::string& trace)
{
    return traceOf(trace).head;
}

void SpanTraces::add(Span span)
{
    Trace& trace = traceOf(span.trace);
    if (trace.run && !m_toldLate) {
        m_toldLate = true;
        m_output.report(Severity::Warning, "trace/late-spans",
                        fmt::format("spans of the trace {} come long after its others", span.trace),
                        "they continue its run; who acted in them may be missing. Sort the file by "
                        "trace to have them read together");
    }
    if (span.kind == Span::Kind::Other)
        ++m_others;
    const std::size_t bytes = span.size();
    trace.bytes += bytes;
    m_bytes += bytes;
    trace.spans.push_back(std::move(span));
    if (m_bytes > limits::kOpenSpanBytes)
        makeRoom();
}

void SpanTraces::write(const std::string& id, Trace& trace)
{
    if (!trace.run)
        trace.run = std::make_unique<SpanRun>(m_output, id.empty() ? m_output.runName() : id);
    trace.run->write(std::move(trace.spans), std::move(trace.head));
    trace.run->forgetSaid();
    m_bytes -= trace.bytes;
    trace.spans = {};
    trace.head = {};
    trace.bytes = 0;
}

void SpanTraces::makeRoom()
{
    std::vector<std::pair<std::uint64_t, const std::string*>> quiet;
    for (const auto& [id, trace] : m_traces) {
        if (!trace.spans.empty())
            quiet.emplace_back(trace.touched, &id);
    }
    std::sort(quiet.begin(), quiet.end());
    for (const auto& [touched, id] : quiet) {
        if (m_bytes <= limits::kOpenSpanBytes / 2)
            return;
        write(*id, m_traces.find(*id)->second);
    }
}

void SpanTraces::finish()
{
    std::vector<std::pair<std::uint64_t, const std::string*>> rest;
    for (const auto& [id, trace] : m_traces) {
        if (!trace.spans.empty() || !trace.run)
            rest.emplace_back(trace.first, &id);
    }
    std::sort(rest.begin(), rest.end());
    for (const auto& [first, id] : rest)
        write(*id, m_traces.find(*id)->second);
    if (m_others > 0)
        m_output.report(Severity::Note, "trace/other-spans",
                        fmt::format("{} spans are no work of an agent, model or tool", m_others),
                        "they are read for what they say of the spans below them, and make no "
                        "events");
}

} // namespace remit::trace
