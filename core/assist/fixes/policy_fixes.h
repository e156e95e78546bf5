// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/model.h"
#include "core/base/diagnostic.h"

#include <vector>

namespace remit::assist {

/// Fixes for what a diagnostic of a policy text complains of.
[[nodiscard]] std::vector<Fix> policyFixes(const Model& model, const ModelFile& file,
                                           const Diagnostic& diagnostic);

} // namespace remit::assist
