// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/gallery/gallery.h"

#include <string>
#include <string_view>
#include <vector>

namespace remit::assist {

/// The uids of a text that lists them with commas, each as text. A part that is none stands there
/// as it is.
[[nodiscard]] std::vector<std::string> uidsIn(std::string_view text);

/// The text with each `{{name}}` replaced by what `write` makes of the parameter's value. Error
/// (Invalid): a value is missing or cannot be filled in.
using WriteValue = std::string (*)(const Parameter& parameter, const std::string& value);
[[nodiscard]] Result<std::string> filled(const std::string& text, const Pattern& pattern,
                                         const PatternValues& values, WriteValue write);

} // namespace remit::assist
