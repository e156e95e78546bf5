// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_text.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace remit::assist {

/// Where the parts of `Org::User::"alice"` stand.
struct UidSpans {
    Span path; ///< `Org::User`
    Span id;   ///< what is between the quotes
};
/// Of a uid at the span of a Cedar text; nothing where it is none.
[[nodiscard]] std::optional<UidSpans> uidSpans(std::string_view text, Span span);

/// The last part of a path that stands at the span, quotes around it left out.
[[nodiscard]] Span lastPart(std::string_view text, Span path);

/// A JSON string with the place of each byte of its content in the document.
class JsonStringMap {
public:
    /// `literal` is the span of the string with its quotes, as the reader gives it.
    JsonStringMap(std::string_view document, Span literal);

    [[nodiscard]] const std::string& text() const { return m_text; }
    /// Of a part of the content, in the document.
    [[nodiscard]] Span span(Span part) const { return {m_places[part.begin], m_places[part.end]}; }

private:
    std::string m_text;
    std::vector<std::uint32_t> m_places; ///< one more than bytes
};

} // namespace remit::assist
