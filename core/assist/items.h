// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/completion.h"

#include <set>
#include <string>
#include <utility>

namespace remit::assist {

/// How near an item is to what the place wants; the list's order begins with it.
enum class Rank : std::uint8_t { Expected, Likely, Usual, Possible, Last };

/// Collects completion items; of several with the same label and text the first counts.
class Items {
public:
    CompletionItem& add(Rank rank, CompletionKind kind, std::string label, std::string insert = {});
    CompletionItem& addSnippet(Rank rank, CompletionKind kind, std::string label,
                               std::string notation);

    [[nodiscard]] bool empty() const { return m_items.empty(); }
    /// Sorted, bounded and without duplicates.
    [[nodiscard]] CompletionList take(Span replace);

private:
    std::vector<CompletionItem> m_items;
};

/// `"…"` as the inside of a Cedar string literal, without the quotes.
[[nodiscard]] std::string cedarEscaped(std::string_view text);
/// The same for JSON.
[[nodiscard]] std::string jsonEscaped(std::string_view text);

} // namespace remit::assist
