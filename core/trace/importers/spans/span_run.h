// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/importers/run_writer.h"
#include "core/trace/importers/spans/said_once.h"
#include "core/trace/importers/spans/span.h"

#include <optional>
#include <string>
#include <vector>

namespace remit::trace {

/// What a trace says of itself, beside its spans.
struct TraceHead {
    std::string session;
    std::string agent;
    std::string user;
    Attributes attributes;
};

/// Makes the events of a run from the spans of its trace: calls at their beginning, results at
/// their end, what was said to models and by them without its repetitions, and a `delegate` event
/// for each agent within another's work and each hand-over.
///
/// Calls are those of tool spans. What a model asked for is a call of its own only where no tool
/// span shows it; where one does, the model's words fill what the span lacks (id, arguments).
class SpanRun {
public:
    SpanRun(Output& output, std::string run) : m_output(output), m_run(std::move(run)) {}

    /// Writes the spans; what the head lacks is filled from them. A second call continues the run
    /// with spans that came late.
    void write(std::vector<Span> spans, TraceHead head);
    /// Gives back the memory of what was said; late spans may then repeat some of it.
    void forgetSaid() { m_said = {}; }

private:
    Output& m_output;
    std::string m_run;
    std::string m_agent;
    std::optional<RunWriter> m_writer;
    SaidOnce m_said;
};

} // namespace remit::trace
