// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"
#include "core/cedar/schema/types.h"
#include "core/cedar/values/value.h"

/// Which JSON objects are escapes of entity JSON: by the members they have, never by others.
namespace remit::cedar {

/// An object with the strings `type` and `id`.
[[nodiscard]] bool hasUidParts(const JsonValue& json);

/// An object with the string `fn`, and `arg` or a list `args`.
[[nodiscard]] bool hasCallParts(const JsonValue& json);

/// The schema's type of an extension value; null for the other kinds.
[[nodiscard]] TypePtr extensionTypeOf(ValueKind kind);

} // namespace remit::cedar
