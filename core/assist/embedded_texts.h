// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace remit::assist {

/// A file of resources/ that is part of the program.
struct EmbeddedText {
    std::string_view path; ///< "resources/schemas/remit.schema.json"
    std::string_view text;
};

/// By path. The build writes the list.
[[nodiscard]] std::span<const EmbeddedText> embeddedTexts();

} // namespace remit::assist
