// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_text.h"

#include <string>
#include <string_view>
#include <vector>

namespace remit::assist {

/// Text with places to fill in: `${1:name}` a place with what stands there at first, `$1` the same
/// place again, with the same text, or an empty one, `$0` where the cursor ends. `\$`, `\}` and
/// `\\` are themselves.
struct Snippet {
    struct Stop {
        int number = 0;
        std::vector<Span> spans; ///< in `text`; the first is the one that is typed in
    };
    std::string text;        ///< what is inserted
    std::vector<Stop> stops; ///< by number, 0 last; there is always a stop 0
};

/// What is no place in the notation stands for itself. Line feeds are followed by `indent`.
[[nodiscard]] Snippet parseSnippet(std::string_view notation, std::string_view indent = {});

/// The notation that stands for the text itself.
[[nodiscard]] std::string snippetEscaped(std::string_view text);

} // namespace remit::assist
