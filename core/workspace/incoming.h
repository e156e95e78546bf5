// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/workspace/file_kind.h"

#include <functional>
#include <string>
#include <string_view>

/// What somebody drops, pastes or opens: what it is, and where in a workspace it belongs.
namespace remit::workspace {

/// By the name's ending and, for JSON, by the form of the content. Cedar text is told from JSON
/// also without a name, for pasting. Traces: whatever else is JSON, one document or one a line.
/// Other: nothing that a workspace has a place for.
[[nodiscard]] FileKind guessedKind(std::string_view name, std::string_view text);

/// Where a new file of that kind lies by the usual globs: "policies/pay.cedar". `name` is a file
/// name, which may be empty. A name that is taken gets a number: "policies/pay-2.cedar".
[[nodiscard]] std::string placeOfNew(FileKind kind, std::string_view name, std::string_view text,
                                     const std::function<bool(const std::string&)>& isTaken);

} // namespace remit::workspace
