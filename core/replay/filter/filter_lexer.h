// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_text.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The words of a query. Private to the filter.
namespace remit::replay {

struct FilterToken {
    enum class Kind : std::uint8_t { Word, Quoted, Operator, Open, Close, End };
    Kind kind = Kind::End;
    std::string text;          ///< without quotes and escapes
    Span span;                 ///< bytes
    bool unterminated = false; ///< a quote without its end

    [[nodiscard]] bool isWord(std::string_view word) const;
};

/// Ends with a token of kind End.
[[nodiscard]] std::vector<FilterToken> filterTokens(std::string_view query);

} // namespace remit::replay
