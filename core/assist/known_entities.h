// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/model.h"

#include <optional>
#include <string>

namespace remit::assist {

/// An entity as JSON names it, in any of its forms, with the strings that hold the two parts.
struct JsonUid {
    cedar::EntityUid uid;
    const JsonValue* type = nullptr; ///< null where the uid is one string of Cedar text
    const JsonValue* id = nullptr;
    const JsonValue* text = nullptr; ///< `"User::\"alice\""`
};

/// `{type, id}`, `{"__entity": {type, id}}`; nothing for anything else.
[[nodiscard]] std::optional<JsonUid> uidObject(const JsonValue& value);
/// As above, or a string of Cedar text.
[[nodiscard]] std::optional<JsonUid> uidOrText(const JsonValue& value);

/// The entities of an entity file. Of several with one uid the first counts.
void addKnownEntities(const JsonValue& root, const std::string& path, Model::Entities& entities);

} // namespace remit::assist
