// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"
#include "core/trace/importers/spans/span.h"

#include <string_view>

namespace remit::trace {

/// Fills what the attributes of a span say, by every set of names that is in use: OpenTelemetry's
/// GenAI conventions old and new and MCP's, OpenInference, OpenLLMetry (Traceloop), Vercel's AI
/// SDK, Google's ADK, Logfire, LangSmith's exporter. `name` is the span's own.
void fillFromAttributes(Span& span, std::string_view name, const JsonValue& attributes);

/// The same from the attributes of the resource.
void fillFromResource(Span& span, const JsonValue& attributes);

/// An event within a span, or a log record of its own, of OpenTelemetry's GenAI conventions
/// (`gen_ai.user.message`, `gen_ai.choice` …). False: it is none of them.
bool fillFromEvent(Span& span, std::string_view name, const JsonValue& attributes,
                   const JsonValue& body);

/// Do the attributes have names of these conventions?
[[nodiscard]] bool hasGenAiNames(const JsonValue& attributes);

} // namespace remit::trace
