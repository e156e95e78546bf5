// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/replay/filter/filter.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace remit::replay {

/// Nesting of a query: the parser and its answer recurse. People write three levels at most.
inline constexpr int kFilterNesting = 64;

/// A parsed query. Never deeper than kFilterNesting.
struct Filter::Node {
    enum class Kind : std::uint8_t { And, Or, Not, Compare, Text };
    enum class Operator : std::uint8_t {
        Equal,
        NotEqual,
        Part,
        NoPart,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual
    };
    Kind kind = Kind::Text;
    std::vector<std::shared_ptr<const Node>> children;
    const FilterField* field = nullptr; ///< Compare
    Operator op = Operator::Equal;
    std::string value;       ///< Text, and parts: in small letters
    std::int64_t number = 0; ///< of a number or time
    bool none = false;       ///< compared with `none`
};

} // namespace remit::replay
