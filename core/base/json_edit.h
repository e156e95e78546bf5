// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/edit.h"
#include "core/base/source_text.h"

#include <optional>
#include <string>
#include <string_view>

namespace remit {

/// The edit that gives a member of an object its value (JSON text) and leaves every other byte as
/// it is: the old value is replaced, or a member is added at the end in the style of the others.
/// `object`: the span of the object in the text, as the strict reader gives it. Nothing when there
/// is no object.
[[nodiscard]] std::optional<TextEdit> memberSet(std::string_view text, Span object,
                                                std::string_view key, std::string_view value);

/// The edit that adds an element (JSON text) at the end of an array, likewise.
[[nodiscard]] std::optional<TextEdit> elementAdded(std::string_view text, Span array,
                                                   std::string_view value);

/// The span of an object's member's value; nothing where it has none of that name.
[[nodiscard]] std::optional<Span> memberSpan(std::string_view text, Span object,
                                             std::string_view key);

} // namespace remit
