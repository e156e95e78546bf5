// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/archive/member_name.h"

#include "core/base/text.h"
#include "core/bundle/archive/ustar.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

namespace remit::bundle {
namespace {

icu::UnicodeString inNfc(const icu::UnicodeString& text)
{
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(error);
    icu::UnicodeString normal = nfc->normalize(text, error);
    return U_SUCCESS(error) ? normal : text;
}

icu::UnicodeString unicodeOf(std::string_view text)
{
    return icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
}

std::string utf8Of(const icu::UnicodeString& text)
{
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

bool isForbiddenInNames(char32_t c)
{
    return c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0) || c == '\\' || c == ':' ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

} // namespace

std::optional<std::string> badMemberName(std::string_view name)
{
    if (name.empty())
        return "it has no name";
    if (firstInvalidUtf8(name))
        return "its name is no UTF-8";
    for (std::size_t at = 0; at < name.size();) {
        if (isForbiddenInNames(nextCodePoint(name, at)))
            return "its name has a character that names of members never have";
    }
    if (name.front() == '/')
        return "its name is absolute";
    for (const std::string_view part : split(name, '/')) {
        if (part.empty())
            return "its name has an empty part";
        if (part == "." || part == "..")
            return "its name leads out of the bundle";
        if (part.front() == '.')
            return "its name is hidden";
        if (part.back() == '.' || part.back() == ' ')
            return "its name ends in a dot or a blank";
    }
    if (utf8Of(inNfc(unicodeOf(name))) != name)
        return "its name is not in Unicode's normal form C";
    if (!ustarName(name))
        return "its name is too long";
    return std::nullopt;
}

std::string foldedName(std::string_view name)
{
    icu::UnicodeString folded = inNfc(unicodeOf(name));
    folded.foldCase();
    return utf8Of(inNfc(folded));
}

bool MemberNames::add(std::string_view name)
{
    const std::string folded = foldedName(name);
    if (m_folders.contains(folded) || !m_files.insert(folded).second)
        return false;
    for (std::size_t at = folded.find('/'); at != std::string::npos;
         at = folded.find('/', at + 1)) {
        const std::string folder = folded.substr(0, at);
        if (m_files.contains(folder))
            return false;
        m_folders.insert(folder);
    }
    return true;
}

} // namespace remit::bundle
