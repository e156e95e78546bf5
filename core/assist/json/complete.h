// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/completion.h"
#include "core/assist/hover.h"

#include <optional>

namespace remit::assist {

/// Completion in the JSON files of a workspace: members and values by the kind's JSON Schema, and
/// the workspace's own names where they belong.
[[nodiscard]] CompletionList completeJson(const Model& model, const ModelFile& file,
                                          std::uint32_t offset);

/// What the JSON Schema says of the member or value at the offset.
[[nodiscard]] std::optional<Hover> jsonHover(const ModelFile& file, std::uint32_t offset);

} // namespace remit::assist
