// SPDX-License-Identifier: Apache-2.0
#include "core/trace/byte_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

namespace remit::trace {

namespace fs = std::filesystem;

namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { (void)std::fclose(file); }
};

class FileSource final : public ByteSource {
public:
    FileSource(std::FILE* file, std::string name) : m_file(file), m_name(std::move(name)) {}

    Result<std::size_t> read(char* to, std::size_t size) override
    {
        const std::size_t got = std::fread(to, 1, size, m_file.get());
        if (got == 0 && std::ferror(m_file.get()) != 0)
            return failure(ErrorCode::Unreadable,
                           fmt::format("{} cannot be read to its end", m_name),
                           "check the disk, or copy the file and try again");
        return got;
    }

private:
    std::unique_ptr<std::FILE, CloseFile> m_file;
    std::string m_name;
};

class TextSource final : public ByteSource {
public:
    explicit TextSource(std::string_view text) : m_rest(text) {}

    Result<std::size_t> read(char* to, std::size_t size) override
    {
        const std::size_t got = std::min(size, m_rest.size());
        std::memcpy(to, m_rest.data(), got);
        m_rest.remove_prefix(got);
        return got;
    }

private:
    std::string_view m_rest;
};

} // namespace

Result<std::unique_ptr<ByteSource>> openFile(const fs::path& file)
{
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (!fs::exists(status))
        return failure(ErrorCode::NotFound, fmt::format("{} does not exist", file.string()),
                       "check the path");
    if (!fs::is_regular_file(status))
        return failure(ErrorCode::Unreadable, fmt::format("{} is not a file", file.string()),
                       "give a trace file or a folder of them");
    std::FILE* opened = std::fopen(file.c_str(), "rb");
    if (opened == nullptr)
        return failure(ErrorCode::Unreadable,
                       fmt::format("{} cannot be read: {}", file.string(),
                                   std::error_code(errno, std::generic_category()).message()),
                       "check its permissions");
    std::setvbuf(opened, nullptr, _IONBF, 0); // read in large pieces already
    return std::make_unique<FileSource>(opened, file.string());
}

std::unique_ptr<ByteSource> sourceOf(std::string_view text)
{
    return std::make_unique<TextSource>(text);
}

} // namespace remit::trace
