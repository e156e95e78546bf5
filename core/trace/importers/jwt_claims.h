// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"

#include <optional>
#include <string_view>

namespace remit::trace {

/// The claims of a JSON Web Token in its compact form: what its second part holds. Nothing when it
/// is none. The signature is not looked at: the claims are an assertion.
[[nodiscard]] std::optional<JsonValue> jwtClaims(std::string_view token);

} // namespace remit::trace
