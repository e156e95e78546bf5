// SPDX-License-Identifier: Apache-2.0
#include "core/trace/archive/archive_reader.h"

#include "core/base/limits.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace remit::trace {

namespace {

constexpr std::size_t kBlock = 64U << 10U;
constexpr std::size_t kFree = 64U << 20U; ///< unpacked bytes for which no ratio holds

struct CloseArchive {
    void operator()(archive* opened) const { archive_read_free(opened); }
};

std::string reasonOf(archive* opened)
{
    const char* said = archive_error_string(opened);
    return said != nullptr ? said : "unknown reason";
}

} // namespace

struct ArchiveReader::State final : ByteSource {
    explicit State(ByteSource& packed) : source(packed), block(kBlock, '\0') {}

    /// Called by libarchive for more of the packed bytes.
    static la_ssize_t more(archive* opened, void* data, const void** to)
    {
        auto& state = *static_cast<State*>(data);
        const auto got = state.source.read(state.block.data(), state.block.size());
        if (!got) {
            archive_set_error(opened, ARCHIVE_FATAL, "%s", got.error().message.c_str());
            return ARCHIVE_FATAL;
        }
        state.packedBytes += *got;
        *to = state.block.data();
        return static_cast<la_ssize_t>(*got);
    }

    Result<std::size_t> read(char* to, std::size_t size) override
    {
        const la_ssize_t got = archive_read_data(opened.get(), to, size);
        if (got < 0)
            return failure(ErrorCode::Malformed,
                           fmt::format("the archive is damaged: {}", reasonOf(opened.get())),
                           "pack it again, or unpack it as far as it goes and import the files");
        unpackedBytes += static_cast<std::size_t>(got);
        const bool tooMuch =
            unpackedBytes > limits::kArchiveBytes ||
            (unpackedBytes > kFree && unpackedBytes / limits::kArchiveRatio > packedBytes);
        exceeded = exceeded || tooMuch;
        if (exceeded)
            return failure(ErrorCode::TooLarge,
                           fmt::format("the archive unpacks to more than {} times its size",
                                       limits::kArchiveRatio),
                           "if that is right, unpack it and import the files");
        return static_cast<std::size_t>(got);
    }

    ByteSource& source;
    std::string block;
    std::size_t packedBytes = 0;
    std::size_t unpackedBytes = 0;
    bool exceeded = false;
    std::unique_ptr<archive, CloseArchive> opened;
};

ArchiveReader::ArchiveReader(std::unique_ptr<State> state) : m_state(std::move(state)) {}
ArchiveReader::ArchiveReader(ArchiveReader&&) noexcept = default;
ArchiveReader& ArchiveReader::operator=(ArchiveReader&&) noexcept = default;
ArchiveReader::~ArchiveReader() = default;

Result<ArchiveReader> ArchiveReader::open(ByteSource& source)
{
    auto state = std::make_unique<State>(source);
    state->opened.reset(archive_read_new());
    archive* opened = state->opened.get();
    archive_read_support_filter_gzip(opened);
    archive_read_support_filter_zstd(opened);
    archive_read_support_format_zip_streamable(opened);
    archive_read_support_format_tar(opened);
    archive_read_support_format_raw(opened);
    if (archive_read_open(opened, state.get(), nullptr, &State::more, nullptr) != ARCHIVE_OK)
        return failure(ErrorCode::Malformed,
                       fmt::format("the archive cannot be read: {}", reasonOf(opened)),
                       "pack it again as .gz, .zst, .zip or .tar.gz");
    return ArchiveReader(std::move(state));
}

Result<bool> ArchiveReader::next(Entry& entry)
{
    archive* opened = m_state->opened.get();
    if (m_state->exceeded) // passing over the rest of it would unpack all of it
        return failure(ErrorCode::TooLarge, "the rest of the archive is not read",
                       "unpack it and import the files");
    archive_entry* header = nullptr;
    const int status = archive_read_next_header(opened, &header);
    if (status == ARCHIVE_EOF)
        return false;
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
        return failure(ErrorCode::Malformed,
                       fmt::format("the archive is damaged: {}", reasonOf(opened)),
                       "pack it again, or unpack it as far as it goes and import the files");
    const char* name = archive_entry_pathname_utf8(header);
    if (name == nullptr)
        name = archive_entry_pathname(header);
    const bool packed = archive_format(opened) == ARCHIVE_FORMAT_RAW;
    entry.name = packed || name == nullptr ? std::string() : std::string(name);
    entry.isFile = packed || archive_entry_filetype(header) == AE_IFREG;
    entry.isEncrypted = archive_entry_is_encrypted(header) != 0;
    return true;
}

ByteSource& ArchiveReader::content()
{
    return *m_state;
}

bool isArchive(std::string_view start)
{
    constexpr std::array<std::string_view, 3> kBeginnings{
        std::string_view("\x1F\x8B\x08", 3),
        std::string_view("\x28\xB5\x2F\xFD", 4),
        std::string_view("PK\x03\x04", 4),
    };
    constexpr std::size_t kTarMagic = 257;
    return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                       [&](std::string_view begin) { return start.starts_with(begin); }) ||
           (start.size() > kTarMagic && start.substr(kTarMagic).starts_with("ustar"));
}

} // namespace remit::trace
