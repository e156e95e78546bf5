// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/expr_json_names.h"

#include <algorithm>
#include <array>
#include <utility>

namespace remit::cedar {
namespace {

using Entry = std::pair<std::string_view, ExprKind>;

constexpr std::array kJsonOperators{
    Entry{"==", ExprKind::Equal},   Entry{"!=", ExprKind::NotEqual},
    Entry{"<", ExprKind::Less},     Entry{"<=", ExprKind::LessEqual},
    Entry{">", ExprKind::Greater},  Entry{">=", ExprKind::GreaterEqual},
    Entry{"in", ExprKind::In},      Entry{"+", ExprKind::Add},
    Entry{"-", ExprKind::Subtract}, Entry{"*", ExprKind::Multiply},
    Entry{"&&", ExprKind::And},     Entry{"||", ExprKind::Or},
};

} // namespace

std::string_view binaryKey(ExprKind kind)
{
    const auto* found = std::find_if(kJsonOperators.begin(), kJsonOperators.end(),
                                     [kind](const Entry& entry) { return entry.second == kind; });
    return found == kJsonOperators.end() ? std::string_view{} : found->first;
}

std::optional<ExprKind> binaryKind(std::string_view key)
{
    const auto* found = std::find_if(kJsonOperators.begin(), kJsonOperators.end(),
                                     [key](const Entry& entry) { return entry.first == key; });
    if (found == kJsonOperators.end())
        return std::nullopt;
    return found->second;
}

} // namespace remit::cedar
