// SPDX-License-Identifier: Apache-2.0
#include "core/trace/redaction/checks.h"

#include <algorithm>
#include <string>

namespace remit::trace {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

bool hasLuhnDigit(std::string_view text)
{
    std::string digits;
    for (const char c : text) {
        if (isDigit(c))
            digits += c;
        else if (c != ' ' && c != '-')
            return false;
    }
    if (digits.size() < 13 || digits.size() > 19 ||
        std::all_of(digits.begin(), digits.end(), [&](char c) { return c == digits.front(); }))
        return false;
    int sum = 0;
    bool twice = false;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, twice = !twice) {
        const int value = (*digit - '0') * (twice ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0;
}

bool isIban(std::string_view text)
{
    std::string plain;
    for (const char c : text) {
        if (c != ' ')
            plain += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    const auto isLetter = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (plain.size() < 15 || plain.size() > 34 || !isLetter(plain[0]) || !isLetter(plain[1]))
        return false;
    std::rotate(plain.begin(), plain.begin() + 4, plain.end());
    int rest = 0;
    for (const char c : plain) {
        if (isDigit(c))
            rest = (rest * 10 + (c - '0')) % 97;
        else if (isLetter(c))
            rest = (rest * 100 + (c - 'A' + 10)) % 97;
        else
            return false;
    }
    return rest == 1;
}

} // namespace remit::trace
