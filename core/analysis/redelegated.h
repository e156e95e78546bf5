// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/whatif.h"

#include <memory>

namespace remit::analysis {

/// Sources of events that a what-if inserts; an approval among them counts as one from an authority
/// source (R9), since the user of the what-if says so.
inline constexpr const char* kWhatIfFormat = "what-if";

/// The setup with the grants of the events added, or the same one where there is nothing to add.
[[nodiscard]] std::shared_ptr<const decision::Setup>
withRedelegations(const std::shared_ptr<const decision::Setup>& setup,
                  const std::vector<WhatIfEvent>& events);

} // namespace remit::analysis
