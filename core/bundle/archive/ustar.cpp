// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/archive/ustar.h"

#include "core/base/text.h"
#include "core/bundle/limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace remit::bundle {
namespace {

// Offsets and lengths of the fields (POSIX.1-2017, pax, "ustar Interchange Format").
constexpr std::size_t kNameLength = 100;
constexpr std::size_t kSizeOffset = 124;
constexpr std::size_t kSizeLength = 12;
constexpr std::size_t kChecksumOffset = 148;
constexpr std::size_t kTypeOffset = 156;
constexpr std::size_t kMagicOffset = 257;
constexpr std::size_t kDeviceOffset = 329;
constexpr std::size_t kDeviceLength = 16;
constexpr std::size_t kPrefixOffset = 345;
constexpr std::size_t kPrefixLength = 155;
constexpr std::size_t kRecordBlocks = 20; ///< that most programs fill up with zeros

void putField(TarHeader& header, std::size_t offset, std::string_view text)
{
    std::copy(text.begin(), text.end(), header.begin() + static_cast<std::ptrdiff_t>(offset));
}

std::string_view fieldText(const TarHeader& header, std::size_t offset, std::size_t length)
{
    const std::string_view field(header.data() + offset, length);
    return field.substr(0, std::min(field.find('\0'), length));
}

/// Eleven octal digits; nothing for any other form.
std::optional<std::size_t> octalSize(const TarHeader& header)
{
    std::size_t value = 0;
    const std::string_view field(header.data() + kSizeOffset, kSizeLength);
    for (const char c : field.substr(0, kSizeLength - 1)) {
        if (c < '0' || c > '7')
            return std::nullopt;
        value = value << 3U | static_cast<std::size_t>(c - '0');
    }
    return field.back() == '\0' ? std::optional(value) : std::nullopt;
}

bool isZero(const TarHeader& header)
{
    return std::all_of(header.begin(), header.end(), [](char c) { return c == '\0'; });
}

void putChecksum(TarHeader& header)
{
    putField(header, kChecksumOffset, "        ");
    unsigned sum = 0;
    for (const char c : header)
        sum += static_cast<unsigned char>(c);
    putField(header, kChecksumOffset, fmt::format("{:06o}", sum));
    header[kChecksumOffset + 6] = '\0';
}

/// Is it the header of such a member, where its fields for the device may be empty?
bool isHeaderOf(const TarHeader& header, std::string_view name, std::size_t size)
{
    TarHeader expected = ustarHeader(name, size);
    if (expected == header)
        return true;
    putField(expected, kDeviceOffset, std::string(kDeviceLength, '\0'));
    putChecksum(expected);
    return expected == header;
}

std::string_view typeOfMember(char type)
{
    switch (type) {
    case '1':
        return "a hard link";
    case '2':
        return "a symbolic link";
    case '3':
    case '4':
        return "a device";
    case '5':
        return "a folder";
    case '6':
        return "a pipe";
    case 'x':
    case 'g':
    case 'L':
    case 'K':
        return "an extended header";
    default:
        return "of an unknown kind";
    }
}

std::size_t paddingOf(std::size_t size)
{
    return (kTarBlock - size % kTarBlock) % kTarBlock;
}

tl::unexpected<Refusal> endsEarly()
{
    return refused(RefusalKind::Truncated, "the archive ends too early", "copy it again");
}

} // namespace

std::optional<std::pair<std::string_view, std::string_view>> ustarName(std::string_view path)
{
    if (path.size() <= kNameLength)
        return std::pair(std::string_view(), path);
    // The shortest prefix that leaves a name that fits: one path has one form.
    const std::size_t slash = path.find('/', path.size() - kNameLength - 1);
    if (slash == std::string_view::npos || slash == 0 || slash > kPrefixLength)
        return std::nullopt;
    return std::pair(path.substr(0, slash), path.substr(slash + 1));
}

TarHeader ustarHeader(std::string_view name, std::size_t size)
{
    TarHeader header{};
    const auto [prefix, last] =
        ustarName(name).value_or(std::pair<std::string_view, std::string_view>());
    putField(header, 0, last);
    putField(header, 100, std::string_view("0000644\0000000000\0000000000\0", 24)); // mode, owner
    putField(header, kSizeOffset, fmt::format("{:011o}", size));
    putField(header, 136, "00000000000"); // time
    header[kTypeOffset] = '0';
    putField(header, kMagicOffset, std::string_view("ustar\00000", 8));
    putField(header, 329, std::string_view("0000000\0000000000\0", 16)); // device
    putField(header, kPrefixOffset, prefix);
    putChecksum(header);
    return header;
}

std::string ustarOf(const std::vector<TarMember>& members)
{
    std::string archive;
    for (const TarMember& member : members) {
        const TarHeader header = ustarHeader(member.name, member.content.size());
        archive.append(header.data(), header.size());
        archive += member.content;
        archive.append(paddingOf(member.content.size()), '\0');
    }
    return archive.append(2 * kTarBlock, '\0');
}

Checked<TarHeader> UstarReader::header()
{
    TarHeader header{};
    const auto got = m_source.read(header.data(), header.size());
    if (!got)
        return tl::unexpected(got.error());
    if (*got != header.size())
        return endsEarly();
    ++m_blocks;
    return header;
}

Checked<> UstarReader::end()
{
    const auto second = header();
    if (!second)
        return tl::unexpected(second.error());
    bool zero = isZero(*second);
    const std::size_t whole = (kRecordBlocks - m_blocks % kRecordBlocks) % kRecordBlocks;
    TarHeader block{};
    for (std::size_t more = whole; zero && more > 0; --more) {
        const auto got = m_source.read(block.data(), block.size());
        if (!got)
            return tl::unexpected(got.error());
        if (*got == 0 && more == whole)
            break; // ends with the two blocks, as ours do
        zero = *got == block.size() && isZero(block);
    }
    if (!zero)
        return refused(RefusalKind::TrailingData, "something follows the end of the archive");
    return m_source.finish();
}

Checked<std::optional<UstarReader::Entry>> UstarReader::next()
{
    const auto read = header();
    if (!read)
        return tl::unexpected(read.error());
    if (isZero(*read)) {
        if (const auto ended = end(); !ended)
            return tl::unexpected(ended.error());
        return std::nullopt;
    }
    const TarHeader& header = *read;
    if (std::memcmp(header.data() + kMagicOffset, "ustar", 5) != 0)
        return refused(RefusalKind::NotABundle, "it holds no tar archive",
                       "give the .remit file that `remit bundle build` wrote");
    const std::string_view prefix = fieldText(header, kPrefixOffset, kPrefixLength);
    std::string name(prefix);
    name += (prefix.empty() ? "" : "/") + std::string(fieldText(header, 0, kNameLength));
    if (header[kTypeOffset] != '0')
        return refused(RefusalKind::BadMember,
                       fmt::format("the member {} is {}", jsonQuoted(shown(name)),
                                   typeOfMember(header[kTypeOffset])),
                       "a bundle holds plain files only");
    const auto size = octalSize(header);
    if (!size || !isHeaderOf(header, name, *size))
        return refused(RefusalKind::BadMember,
                       fmt::format("the header of the member {} is not as bundles have it",
                                   jsonQuoted(shown(name))),
                       "give the file as `remit bundle build` wrote it");
    return Entry{std::move(name), *size};
}

Checked<std::string> UstarReader::content(const Entry& entry)
{
    if (entry.size > limits::kMemberBytes)
        return refused(RefusalKind::TooLarge,
                       fmt::format("the member {} is larger than {} MiB",
                                   jsonQuoted(shown(entry.name)), limits::kMemberBytes >> 20U));
    std::string content;
    constexpr std::size_t kPiece = 1U << 20U; // so that a lie about the size costs nothing
    while (content.size() < entry.size) {
        const std::size_t before = content.size();
        content.resize(before + std::min(kPiece, entry.size - before));
        const auto got = m_source.read(content.data() + before, content.size() - before);
        if (!got)
            return tl::unexpected(got.error());
        if (before + *got != content.size())
            return endsEarly();
    }
    std::array<char, kTarBlock> padding{};
    const std::size_t size = paddingOf(entry.size);
    const auto got = m_source.read(padding.data(), size);
    if (!got)
        return tl::unexpected(got.error());
    if (*got != size)
        return endsEarly();
    if (std::any_of(padding.begin(), padding.end(), [](char c) { return c != '\0'; }))
        return refused(
            RefusalKind::BadMember,
            fmt::format("something is hidden behind the member {}", jsonQuoted(shown(entry.name))));
    m_blocks += (entry.size + size) / kTarBlock;
    return content;
}

} // namespace remit::bundle
