// SPDX-License-Identifier: Apache-2.0
#include "core/assist/items.h"

#include "core/base/text.h"

#include <algorithm>
#include <tuple>

namespace remit::assist {
namespace {

std::string unquoted(std::string text)
{
    return text.substr(1, text.size() - 2);
}

} // namespace

CompletionItem& Items::add(Rank rank, CompletionKind kind, std::string label, std::string insert)
{
    CompletionItem item;
    item.insert = insert.empty() ? label : std::move(insert);
    item.filter = label;
    item.sortKey = static_cast<char>('0' + static_cast<int>(rank));
    item.sortKey += label;
    item.label = std::move(label);
    item.kind = kind;
    m_items.push_back(std::move(item));
    return m_items.back();
}

CompletionItem& Items::addSnippet(Rank rank, CompletionKind kind, std::string label,
                                  std::string notation)
{
    CompletionItem& item = add(rank, kind, std::move(label), std::move(notation));
    item.snippet = true;
    return item;
}

CompletionList Items::take(Span replace)
{
    const auto key = [](const CompletionItem& item) {
        return std::tie(item.sortKey, item.label, item.insert);
    };
    std::ranges::stable_sort(m_items, {}, key);
    std::set<std::pair<std::string, std::string>> seen;
    std::erase_if(m_items, [&seen](const CompletionItem& item) {
        return !seen.emplace(item.label, item.insert).second;
    });
    return {replace, std::move(m_items)};
}

std::string cedarEscaped(std::string_view text)
{
    return unquoted(cedarQuoted(text));
}

std::string jsonEscaped(std::string_view text)
{
    return unquoted(jsonQuoted(text));
}

} // namespace remit::assist
