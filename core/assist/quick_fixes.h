// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/model.h"
#include "core/base/diagnostic.h"

#include <vector>

namespace remit::assist {

/// The changes that would mend what the diagnostic complains of, the likeliest first: those that it
/// carries, and those that need the rest of the workspace (declaring an attribute in the schema,
/// adding a type to an action's `appliesTo`). The diagnostic must be of the model's texts.
[[nodiscard]] std::vector<Fix> quickFixes(const Model& model, const Diagnostic& diagnostic);

} // namespace remit::assist
