// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/base/strict_json.h"
#include "core/cedar/engine/authorizer.h"

#include <optional>
#include <string_view>

namespace remit::cedar {

class Schema;

/// A request as Cedar's command line reads it: `{principal, action, resource, context?}`, the uids
/// as Cedar text (`"User::\"alice\""`), `{type,id}` or `{"__entity":{type,id}}`. Without `context`
/// it is empty. Further members are ignored: packs of recorded requests have them. With a schema
/// the context is typed by the action's declaration, and the request must conform to it (codes
/// `request/…`).
[[nodiscard]] std::optional<Request> readRequest(const JsonValue& json, std::string_view file,
                                                 Diagnostics& diagnostics,
                                                 const Schema* schema = nullptr);

} // namespace remit::cedar
