// SPDX-License-Identifier: Apache-2.0
#include "core/decision/provenance/normal_form.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>

namespace remit::decision {

namespace {

constexpr std::size_t kShortestIban = 15;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string foldedUnicode(std::string_view text)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    icu::UnicodeString wide = icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    if (U_SUCCESS(status)) {
        // Folding can take a text out of NFC, and what folds is better seen composed.
        wide = nfc->normalize(wide, status);
        wide.foldCase();
        wide = nfc->normalize(wide, status);
    }
    std::string out;
    wide.toUTF8String(out);
    return out;
}

void foldInto(std::string_view text, std::string& out)
{
    const bool ascii = std::all_of(text.begin(), text.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!ascii) {
        out = foldedUnicode(text);
        return;
    }
    out.resize(text.size());
    std::transform(text.begin(), text.end(), out.begin(), lower);
}

void dropSlashes(std::string& text)
{
    while (text.size() > 1 && text.back() == '/')
        text.pop_back();
}

void dropPossessive(std::string& text)
{
    if (!text.ends_with('s'))
        return;
    for (const std::string_view ending : {"'s", "\xE2\x80\x99s"}) {
        if (text.size() > ending.size() && text.ends_with(ending)) {
            text.erase(text.size() - ending.size());
            return;
        }
    }
}

/// ISO 7064 MOD 97-10: the country and its check digits last, letters as 10 to 35.
bool checkDigitsAreRight(std::string_view iban)
{
    unsigned remainder = 0;
    for (std::size_t i = 0; i < iban.size(); ++i) {
        const char c = lower(iban[(i + 4) % iban.size()]);
        remainder = isDigit(c) ? remainder * 10 + static_cast<unsigned>(c - '0')
                               : remainder * 100 + static_cast<unsigned>(c - 'a' + 10);
        remainder %= 97;
    }
    return remainder == 1;
}

} // namespace

std::string folded(std::string_view text)
{
    std::string out;
    foldInto(text, out);
    return out;
}

bool startsWithWww(std::string_view text)
{
    return text.size() > 4 && lower(text[0]) == 'w' && lower(text[1]) == 'w' &&
           lower(text[2]) == 'w' && text[3] == '.';
}

std::string urlNormalForm(std::string_view text)
{
    std::string out = folded(startsWithWww(text) ? text.substr(4) : text);
    dropSlashes(out);
    return out;
}

void nameNormalForm(std::string_view text, std::string& out)
{
    foldInto(text, out);
    dropPossessive(out);
    dropSlashes(out);
}

bool isSpacedIban(std::string_view compact)
{
    if (compact.size() < kShortestIban || compact.size() > kLongestIban)
        return false;
    return std::all_of(compact.begin() + 2, compact.end(), isDigit) || checkDigitsAreRight(compact);
}

} // namespace remit::decision
