// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/record_reader.h"

#include <optional>
#include <string_view>

/// Records within lines that are not JSON themselves: server-sent events, and logs of text.
namespace remit::trace {

/// The data of a line of server-sent events; "": it is another field, a comment or the end mark.
[[nodiscard]] std::string_view eventData(std::string_view line);

/// The first JSON object in a line of a log, to its end; "": there is none.
[[nodiscard]] std::string_view objectInLine(std::string_view line);

/// The layout that lines have of which none is JSON itself.
[[nodiscard]] std::optional<Layout> layoutOfText(std::string_view start);

} // namespace remit::trace
