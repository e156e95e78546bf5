// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/syntax/tree.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace remit::cedar {

/// Numbers for expressions such that equal expressions have equal numbers: equal by what they mean
/// when operators are written out (`a != b` is `!(a == b)`), not by place or quoting. The
/// capabilities of the type checker and several lints rest on it.
class ExprIds {
public:
    using Id = std::uint32_t;

    [[nodiscard]] Id of(const Expr& expr);
    /// `base.attribute`
    [[nodiscard]] Id ofAttribute(Id base, std::string_view attribute);
    [[nodiscard]] Id ofText(std::string_view text);

private:
    Id intern(std::string key);
    Id node(std::string_view kind, std::initializer_list<Id> parts, std::string_view text = {});
    Id list(std::string_view kind, const Expr& expr, std::string_view text = {});
    Id chain(std::string_view kind, const Expr& expr);
    Id compute(const Expr& expr);
    Id comparison(const Expr& expr);
    Id access(const Expr& expr);
    Id has(const Expr& expr);
    Id record(const Expr& expr);
    Id pattern(const Expr& expr);

    std::unordered_map<std::string, Id> m_ids;
    std::unordered_map<const Expr*, Id> m_known;
};

/// Something that holds where a `has` or `hasTag` came before: the attribute or tag is there.
struct Capability {
    ExprIds::Id expr = 0;
    ExprIds::Id key = 0; ///< the attribute's name, or the tag's expression
    bool tag = false;

    auto operator<=>(const Capability&) const = default;
};
using Capabilities = std::vector<Capability>;

/// Sorted, without duplicates.
[[nodiscard]] Capabilities intersection(Capabilities a, Capabilities b);

} // namespace remit::cedar
