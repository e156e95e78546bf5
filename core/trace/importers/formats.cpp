// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/formats.h"

#include <algorithm>
#include <array>

namespace remit::trace {

namespace {

/// Among equals the earlier one counts.
constexpr std::array kFormats{
    &kRemitJsonl,  &kAgentDojo,  &kTauBench,   &kClaudeCode,        &kCodex,
    &kCodexStream, &kMcpJsonRpc, &kOtelGenAi,  &kOpenAiAgents,      &kLangSmith,
    &kLangfuse,    &kAuthZen,    &kOpenAiChat, &kAnthropicMessages, &kOAuthTokens,
};

} // namespace

std::span<const Format* const> formats()
{
    return kFormats;
}

const Format* findFormat(std::string_view name)
{
    const auto found = std::find_if(kFormats.begin(), kFormats.end(),
                                    [&](const Format* format) { return format->name == name; });
    return found == kFormats.end() ? nullptr : *found;
}

const Format* recognise(const std::vector<const JsonValue*>& records)
{
    const Format* best = nullptr;
    long bestScore = 0;
    for (const Format* format : kFormats) {
        long score = 0;
        for (const JsonValue* record : records)
            score += format->recognise(*record);
        if (score > bestScore) {
            best = format;
            bestScore = score;
        }
    }
    return best;
}

} // namespace remit::trace
