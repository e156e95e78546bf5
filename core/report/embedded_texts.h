// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace remit::report {

/// A file of resources/ that is part of the program.
struct EmbeddedText {
    std::string_view path; ///< "resources/frameworks/map.json"
    std::string_view text;
};

/// By path. The build writes the list.
[[nodiscard]] std::span<const EmbeddedText> embeddedTexts();

} // namespace remit::report
