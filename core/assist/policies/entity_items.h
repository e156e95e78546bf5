// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/items.h"
#include "core/assist/model.h"

#include <functional>
#include <set>
#include <string>

namespace remit::assist {

using TypeNames = std::set<std::string, std::less<>>;

/// The entity types of the schema; without a schema those of the entities at hand.
[[nodiscard]] TypeNames allEntityTypes(const Model& model);
/// The type itself and every type that its entities may be in.
[[nodiscard]] TypeNames typesAbove(const Model& model, const TypeNames& types);

/// Ids of the type that the workspace knows, at most kIds: enum values, entities, and those that
/// policies name.
[[nodiscard]] std::set<std::string> knownIds(const Model& model, const std::string& type);
inline constexpr std::size_t kIds = 500;

/// Names of types after what is written of the path (`Org` of `Org::|`).
void addTypes(const Model& model, const TypeNames& types, const std::string& path, Rank rank,
              Items& items);
/// Entities of the types, likewise: `User::"alice"`, and `User::"…"` to fill in.
void addEntities(const Model& model, const TypeNames& types, const std::string& path, Rank rank,
                 Items& items);
/// Actions that `wanted` takes, likewise.
void addActions(const Model& model, const std::function<bool(const cedar::Action&)>& wanted,
                const std::string& path, Rank rank, Items& items);
/// The bare ids, for the inside of a string; `quote` closes it.
void addIds(const Model& model, const std::string& type, std::string_view quote, Items& items);

[[nodiscard]] std::string documentationOf(const cedar::Annotations& annotations);
/// What an entity is: its parents and some attributes, on one line.
[[nodiscard]] std::string summaryOf(const KnownEntity& entity);

} // namespace remit::assist
