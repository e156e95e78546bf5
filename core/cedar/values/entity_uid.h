// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>

namespace remit::cedar {

/// The name of an entity: its type as a normalised path (`Org::User`) and its id (any string).
struct EntityUid {
    std::string type;
    std::string id;

    auto operator<=>(const EntityUid&) const = default;
};

/// Cedar text of the uid: `Org::User::"alice"`, the id escaped.
[[nodiscard]] std::string toText(const EntityUid& uid);

/// The part of a type name after the last `::`.
[[nodiscard]] std::string_view baseName(std::string_view typeName);
/// The part before the last `::`; empty for a name without namespace.
[[nodiscard]] std::string_view namespaceOf(std::string_view typeName);

struct EntityUidHash {
    std::size_t operator()(const EntityUid& uid) const noexcept
    {
        const std::size_t type = std::hash<std::string>{}(uid.type);
        return type ^ (std::hash<std::string>{}(uid.id) + 0x9e3779b97f4a7c15ULL + (type << 6U));
    }
};

} // namespace remit::cedar
