// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/importers/importer.h"

#include <span>
#include <string_view>
#include <vector>

/// The formats of recorded traces that can be read; each is one file of this folder.
namespace remit::trace {

extern const Format kRemitJsonl;
extern const Format kAgentDojo;
extern const Format kTauBench;
extern const Format kClaudeCode;
extern const Format kCodex;
extern const Format kCodexStream;
extern const Format kMcpJsonRpc;
extern const Format kOpenAiChat;
extern const Format kAnthropicMessages;
extern const Format kOtelGenAi;
extern const Format kOpenAiAgents;
extern const Format kLangSmith;
extern const Format kLangfuse;
extern const Format kAuthZen;
extern const Format kOAuthTokens;

[[nodiscard]] std::span<const Format* const> formats();
[[nodiscard]] const Format* findFormat(std::string_view name);

/// The format that fits the records best, or nullptr when none knows any of them.
[[nodiscard]] const Format* recognise(const std::vector<const JsonValue*>& records);

} // namespace remit::trace
