// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/archive/gunzip.h"

#include "core/bundle/limits.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <array>
#include <stdexcept>

namespace remit::bundle {
namespace {

constexpr std::string_view kGzipMagic("\x1f\x8b\x08", 3); ///< and deflate
constexpr std::size_t kGzipTrailer = 8;                   ///< CRC-32 and length, little endian
constexpr std::size_t kGzipLeast = 18;

std::array<std::uint32_t, 256> makeCrcTable()
{
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1U) != 0 ? 0xEDB88320U ^ (value >> 1U) : value >> 1U;
        table[i] = value;
    }
    return table;
}

std::uint32_t crc32Of(std::uint32_t crc, std::string_view bytes)
{
    static const std::array<std::uint32_t, 256> table = makeCrcTable();
    crc = ~crc;
    for (const char c : bytes)
        crc = table[(crc ^ static_cast<unsigned char>(c)) & 0xFFU] ^ (crc >> 8U);
    return ~crc;
}

std::uint32_t littleEndian(std::string_view bytes)
{
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;)
        value = value << 8U | static_cast<unsigned char>(bytes[i]);
    return value;
}

struct CloseWriting {
    void operator()(archive* opened) const { archive_write_free(opened); }
};
struct FreeEntry {
    void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

la_ssize_t appendPacked(archive* /*unused*/, void* data, const void* bytes, std::size_t size)
{
    static_cast<std::string*>(data)->append(static_cast<const char*>(bytes), size);
    return static_cast<la_ssize_t>(size);
}

tl::unexpected<Refusal> cannotUnpack(archive* opened)
{
    const char* said = archive_error_string(opened);
    // The library says nothing where the checksum behind the data is not whole.
    const bool cut =
        said == nullptr || std::string_view(said).find("truncated") != std::string_view::npos;
    return cut ? refused(RefusalKind::Truncated, "it ends too early", "copy it again")
               : refused(RefusalKind::NotABundle, "it is damaged and cannot be unpacked",
                         "copy it again");
}

} // namespace

struct Gunzip::State {
    struct CloseReading {
        void operator()(archive* opened) const { archive_read_free(opened); }
    };
    std::string_view packed;
    std::unique_ptr<archive, CloseReading> opened;
    bool empty = false; ///< it unpacks to nothing
    std::size_t unpacked = 0;
    std::uint32_t crc = 0;
};

Gunzip::Gunzip(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Gunzip::Gunzip(Gunzip&&) noexcept = default;
Gunzip& Gunzip::operator=(Gunzip&&) noexcept = default;
Gunzip::~Gunzip() = default;

Checked<Gunzip> Gunzip::open(std::string_view packed)
{
    if (packed.size() > limits::kPackedBytes)
        return refused(RefusalKind::TooLarge,
                       fmt::format("it is larger than {} MiB", limits::kPackedBytes >> 20U));
    if (!packed.starts_with(kGzipMagic))
        return refused(RefusalKind::NotABundle, "it is not packed with gzip",
                       "give the .remit file that `remit bundle build` wrote");
    if (packed.size() < kGzipLeast)
        return refused(RefusalKind::Truncated, "it ends in its first bytes", "copy it again");
    auto state = std::make_unique<State>();
    state->packed = packed;
    state->opened.reset(archive_read_new());
    archive* opened = state->opened.get();
    archive_read_support_filter_gzip(opened);
    archive_read_support_format_raw(opened);
    archive_read_support_format_empty(opened);
    archive_entry* entry = nullptr;
    if (archive_read_open_memory(opened, packed.data(), packed.size()) != ARCHIVE_OK)
        return cannotUnpack(opened);
    const int status = archive_read_next_header(opened, &entry);
    state->empty = status == ARCHIVE_EOF;
    if (!state->empty && status != ARCHIVE_OK)
        return cannotUnpack(opened);
    if (archive_filter_count(opened) > 2) // the file itself is the second
        return refused(RefusalKind::NotABundle, "it is packed twice",
                       "give the file as `remit bundle build` wrote it");
    return Gunzip(std::move(state));
}

Checked<std::size_t> Gunzip::read(char* to, std::size_t size)
{
    State& state = *m_state;
    std::size_t done = 0;
    while (!state.empty && done < size) {
        const la_ssize_t got = archive_read_data(state.opened.get(), to + done, size - done);
        if (got < 0)
            return cannotUnpack(state.opened.get());
        if (got == 0)
            break;
        state.crc = crc32Of(state.crc, {to + done, static_cast<std::size_t>(got)});
        done += static_cast<std::size_t>(got);
        state.unpacked += static_cast<std::size_t>(got);
        if (state.unpacked > limits::kUnpackedBytes ||
            (state.unpacked > limits::kRatioFreeBytes &&
             state.unpacked / limits::kRatio > state.packed.size()))
            return refused(RefusalKind::TooLarge,
                           "it unpacks to more than any bundle of its size does");
    }
    return done;
}

Checked<> Gunzip::finish()
{
    char more = 0;
    const auto rest = read(&more, 1);
    if (!rest)
        return tl::unexpected(rest.error());
    if (*rest != 0)
        return refused(RefusalKind::TrailingData, "something follows the end of the archive");
    const std::string_view trailer = m_state->packed.substr(m_state->packed.size() - kGzipTrailer);
    if (littleEndian(trailer) != m_state->crc ||
        littleEndian(trailer.substr(4)) != static_cast<std::uint32_t>(m_state->unpacked))
        return refused(RefusalKind::TrailingData,
                       "something follows the packed data, or their checksum is wrong",
                       "copy it again");
    return {};
}

std::string gzipped(std::string_view bytes)
{
    std::string packed;
    const std::unique_ptr<archive, CloseWriting> writing(archive_write_new());
    archive* out = writing.get();
    archive_write_add_filter_gzip(out);
    archive_write_set_filter_option(out, "gzip", "timestamp", nullptr);
    archive_write_set_filter_option(out, "gzip", "compression-level", "9");
    archive_write_set_format_raw(out);
    archive_write_set_bytes_per_block(out, 0);
    const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_pathname(entry.get(), "tar");
    const bool done =
        archive_write_open(out, &packed, nullptr, &appendPacked, nullptr) == ARCHIVE_OK &&
        archive_write_header(out, entry.get()) == ARCHIVE_OK &&
        archive_write_data(out, bytes.data(), bytes.size()) ==
            static_cast<la_ssize_t>(bytes.size()) &&
        archive_write_close(out) == ARCHIVE_OK;
    if (!done) // into memory: only for want of it
        throw std::runtime_error("the bundle could not be packed");
    return packed;
}

} // namespace remit::bundle
