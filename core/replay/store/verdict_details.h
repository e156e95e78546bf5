// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/verdict.h"

#include <optional>
#include <string>
#include <string_view>

/// The parts of a verdict that have no column of their own, as JSON.
namespace remit::replay::store {

/// Nothing when all of them are empty.
[[nodiscard]] std::optional<std::string> detailsOf(const decision::CallVerdict& row);
/// Puts them back; false when the text is not what `detailsOf` writes.
[[nodiscard]] bool readDetails(std::string_view json, decision::CallVerdict& row);

} // namespace remit::replay::store
