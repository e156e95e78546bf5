// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_text.h"
#include "core/decision/provenance/words.h"

#include <functional>
#include <string_view>

/// The words of a recorded text, which may be JSON (a tool's result): there every key and scalar is
/// a text of its own, read as it means and not as it is escaped, and no value runs from one into
/// the next. JSON in a string of JSON, as MCP servers send it, is opened too.
namespace remit::decision {

/// Takes one word with its place in the recorded text. Inside a string with escapes the place is
/// that of the whole string.
using TakeWord = std::function<void(const Word& word)>;

/// Reads the words of `text`; `gap` is called between pieces.
void eachWord(std::string_view text, const TakeWord& take, const std::function<void()>& gap);

} // namespace remit::decision
