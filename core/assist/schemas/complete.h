// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/completion.h"

namespace remit::assist {

/// Completion in a schema in Cedar's own language.
[[nodiscard]] CompletionList completeSchema(const Model& model, const ModelFile& file,
                                            std::uint32_t offset);

} // namespace remit::assist
