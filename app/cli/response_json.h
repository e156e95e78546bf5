// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/authorizer.h"

#include <string>

namespace remit::cli {

/// `{"decision":"allow","reason":[ids],"errors":[{"policy":id,"kind":…,"message":…}]}`
[[nodiscard]] std::string toJson(const cedar::Response& response);

} // namespace remit::cli
