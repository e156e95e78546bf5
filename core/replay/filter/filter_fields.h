// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/replay/filter/filter.h"

#include <functional>
#include <optional>

/// Private to the filter: fields as they are in a row.
namespace remit::replay {

/// Calls `take` for each value of the field in the row; not at all where there is none.
void eachValue(const FilterField& field, const decision::CallVerdict& row,
               const std::function<bool(std::string_view)>& take);
/// The value of a number or time (milliseconds); nothing where there is none.
[[nodiscard]] std::optional<std::int64_t> numberOf(const FilterField& field,
                                                   const decision::CallVerdict& row);
[[nodiscard]] const FilterField* filterField(std::string_view name);

/// Bytes A to Z as small letters.
[[nodiscard]] std::string lowered(std::string_view text);
/// Without regard to the case of ASCII letters; `wanted` is in small letters.
[[nodiscard]] bool holdsPart(std::string_view text, std::string_view wanted);

} // namespace remit::replay
