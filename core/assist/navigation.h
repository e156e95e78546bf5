// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/model.h"

#include <string>
#include <vector>

namespace remit::assist {

struct Location {
    std::string path;
    Span span;  ///< of the name
    Span whole; ///< of the declaration or expression around it

    auto operator<=>(const Location&) const = default;
};

struct Reference {
    Location location;
    bool declaration = false;
};

/// Where the thing at the offset is declared: an entity type, action, attribute or common type in
/// the schema, an entity in its file, a policy or template. Several where a schema has several.
[[nodiscard]] std::vector<Location> definition(const Model& model, std::string_view path,
                                               std::uint32_t offset);

/// Every place of the workspace that names the thing at the offset, declarations included, by path
/// and place.
[[nodiscard]] std::vector<Reference> references(const Model& model, std::string_view path,
                                                std::uint32_t offset);

} // namespace remit::assist
