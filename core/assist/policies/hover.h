// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/hover.h"

#include <optional>

namespace remit::assist {

/// In a policy text: what is no symbol (keywords, variables, calls), and attributes with what they
/// hang on there.
[[nodiscard]] std::optional<Hover> policyHover(const Model& model, const ModelFile& file,
                                               std::uint32_t offset);

} // namespace remit::assist
