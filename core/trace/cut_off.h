// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace remit::trace {

/// Of a JSON document that breaks off, as a file that was not copied whole: the part up to the last
/// complete element of its outermost list of objects that has one, with the open brackets closed.
/// Lists further inside are left alone: a call with half its arguments would be another call.
/// Nothing when it does not break off, or when nothing of it is complete.
[[nodiscard]] std::optional<std::string> completePart(std::string_view text);

} // namespace remit::trace
