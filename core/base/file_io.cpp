// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_io.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace remit {
namespace fs = std::filesystem;
namespace {

/// A POSIX descriptor, closed at the end of its scope.
class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] bool isOpen() const { return m_number >= 0; }

private:
    int m_number;
};

std::string reason()
{
    return std::error_code(errno, std::generic_category()).message();
}

bool writeAll(int descriptor, std::string_view content)
{
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

Result<std::string> readFrom(int descriptor, const fs::path& file, std::size_t maxBytes)
{
    std::string content;
    static constexpr std::size_t kPiece = 1U << 16U;
    for (;;) {
        const std::size_t before = content.size();
        content.resize(before + kPiece);
        const ssize_t got = ::read(descriptor, content.data() + before, kPiece);
        if (got < 0 && errno != EINTR)
            return failure(ErrorCode::Unreadable,
                           fmt::format("{} cannot be read: {}", file.string(), reason()));
        content.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (got == 0)
            return content;
        if (content.size() > maxBytes)
            return failure(ErrorCode::TooLarge,
                           fmt::format("{} is larger than {} MiB", file.string(), maxBytes >> 20U),
                           "split it, or check that it is the file you meant");
    }
}

tl::unexpected<Error> unwritable(const fs::path& file)
{
    return failure(ErrorCode::Unwritable,
                   fmt::format("{} cannot be written: {}", file.string(), reason()),
                   "check that the folder exists, that you may write there and that the disk is "
                   "not full; nothing was changed");
}

/// A name beside the target that no other writer uses at this moment.
std::string temporaryName(const fs::path& target)
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
    const auto thread = std::hash<std::thread::id>{}(std::this_thread::get_id());
    return fmt::format("{}.{:x}-{:x}-{:x}.tmp", target.string(), ::getpid(), thread, now);
}

/// The file that stands behind symbolic links.
fs::path targetOf(const fs::path& file)
{
    std::error_code ignored;
    const fs::path target = fs::weakly_canonical(file, ignored);
    return ignored || !fs::is_symlink(file, ignored) ? file : target;
}

void addFilesBelow(const fs::path& folder, std::vector<fs::path>& files)
{
    std::error_code error;
    std::vector<fs::path> entries;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
        entries.push_back(it->path());
    std::ranges::sort(entries, {}, [](const fs::path& path) { return path.native(); });
    for (const fs::path& entry : entries) {
        if (entry.filename().native().starts_with('.'))
            continue;
        const bool link = fs::is_symlink(entry, error);
        if (fs::is_directory(entry, error)) {
            if (!link)
                addFilesBelow(entry, files);
        } else if (fs::is_regular_file(entry, error)) {
            files.push_back(entry);
        }
    }
}

} // namespace

Result<std::string> readFile(const fs::path& file, std::size_t maxBytes)
{
    const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!descriptor.isOpen()) {
        const bool missing = errno == ENOENT || errno == ENOTDIR;
        return failure(missing ? ErrorCode::NotFound : ErrorCode::Unreadable,
                       missing ? fmt::format("{} does not exist", file.string())
                               : fmt::format("{} cannot be read: {}", file.string(), reason()),
                       missing ? "check the path" : "check its permissions");
    }
    struct stat info {};
    if (::fstat(descriptor.number(), &info) == 0 && S_ISDIR(info.st_mode))
        return failure(ErrorCode::Unreadable,
                       fmt::format("{} is a folder, not a file", file.string()),
                       "name a file in it");
    return readFrom(descriptor.number(), file, maxBytes);
}

Result<> writeFileAtomically(const fs::path& file, std::string_view content)
{
    const fs::path target = targetOf(file);
    std::error_code error;
    if (target.has_parent_path())
        fs::create_directories(target.parent_path(), error);
    const std::string temporary = temporaryName(target);
    struct stat old {};
    const bool replaces = ::stat(target.c_str(), &old) == 0;
    {
        const Descriptor out(
            ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
        if (!out.isOpen())
            return unwritable(file);
        const bool done = writeAll(out.number(), content) &&
                          (!replaces || ::fchmod(out.number(), old.st_mode & 07777U) == 0) &&
                          ::fsync(out.number()) == 0;
        if (!done) {
            const auto problem = unwritable(file);
            ::unlink(temporary.c_str());
            return problem;
        }
    }
    if (::rename(temporary.c_str(), target.c_str()) != 0) {
        const auto problem = unwritable(file);
        ::unlink(temporary.c_str());
        return problem;
    }
    return {};
}

Result<std::vector<fs::path>> listFiles(const fs::path& root)
{
    std::error_code error;
    const fs::file_status status = fs::status(root, error);
    if (!fs::exists(status))
        return failure(ErrorCode::NotFound, fmt::format("{} does not exist", root.string()),
                       "check the path");
    if (!fs::is_directory(status))
        return std::vector<fs::path>{root};
    if (::access(root.c_str(), R_OK | X_OK) != 0)
        return failure(ErrorCode::Unreadable,
                       fmt::format("{} cannot be read: {}", root.string(), reason()),
                       "check its permissions");
    std::vector<fs::path> files;
    addFilesBelow(root, files);
    return files;
}

} // namespace remit
