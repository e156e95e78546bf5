// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/extract.h"

#include "core/base/file_io.h"
#include "core/base/text.h"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace remit::bundle {
namespace {

namespace fs = std::filesystem;

/// A new folder beside the target that is taken away again unless it became the target.
class FolderInTheMaking {
public:
    explicit FolderInTheMaking(const fs::path& target)
        : m_path(target.parent_path() /
                 fmt::format(".{}.{:x}.tmp", target.filename().string(), ::getpid()))
    {
        std::error_code error;
        fs::remove_all(m_path, error); // of a process with our number that was killed
        m_made = fs::create_directories(m_path, error) && !error;
        if (m_made)
            fs::permissions(m_path, fs::perms::owner_all, error);
    }
    ~FolderInTheMaking()
    {
        std::error_code ignored;
        if (m_made)
            fs::remove_all(m_path, ignored);
    }
    FolderInTheMaking(const FolderInTheMaking&) = delete;
    FolderInTheMaking& operator=(const FolderInTheMaking&) = delete;

    [[nodiscard]] bool isMade() const { return m_made; }
    [[nodiscard]] const fs::path& path() const { return m_path; }
    /// False: the target could not be replaced (errno says why).
    bool become(const fs::path& target)
    {
        std::error_code ignored;
        fs::permissions(m_path, fs::perms(0755), ignored);
        const bool done = ::rename(m_path.c_str(), target.c_str()) == 0;
        m_made = m_made && !done;
        return done;
    }

private:
    fs::path m_path;
    bool m_made = false;
};

tl::unexpected<Error> folderUnwritable(const fs::path& folder, int reason)
{
    return failure(ErrorCode::Unwritable,
                   fmt::format("{} cannot be written: {}", folder.string(),
                               std::error_code(reason, std::generic_category()).message()),
                   "check that you may write there and that the disk is not full; nothing was "
                   "changed");
}

} // namespace

Result<> extract(const Members& members, const fs::path& folder, const JobControl& control)
{
    std::error_code error;
    fs::path target = fs::absolute(folder, error).lexically_normal();
    if (target.filename().empty()) // "out/"
        target = target.parent_path();
    if (fs::exists(fs::symlink_status(target, error)) &&
        !(fs::is_directory(fs::symlink_status(target, error)) && fs::is_empty(target, error)))
        return failure(ErrorCode::Usage, fmt::format("{} is there already", folder.string()),
                       "name a folder that does not exist or is empty");
    FolderInTheMaking making(target);
    if (!making.isMade())
        return folderUnwritable(folder, errno);
    std::uint64_t done = 0;
    for (const auto& [name, content] : members) {
        if (control.cancelled())
            return failure(ErrorCode::Cancelled, "Extracting was stopped; nothing was written.");
        if (const Result<> written = writeFileAtomically(making.path() / name, content); !written)
            return folderUnwritable(folder, errno);
        control.tell(++done, members.size());
    }
    if (!making.become(target))
        return folderUnwritable(folder, errno);
    return {};
}

workspace::Snapshot snapshotOf(const Members& members)
{
    workspace::Snapshot snapshot;
    const auto settings = members.find(std::string(workspace::kSettingsFile));
    workspace::ReadSettings read =
        workspace::readSettings(settings == members.end() ? "" : settings->second);
    snapshot.settings = std::move(read.settings);
    snapshot.diagnostics = std::move(read.diagnostics);
    for (const auto& [name, content] : members) {
        const workspace::FileKind kind = snapshot.settings.kindOf(name);
        if (kind == workspace::FileKind::Other || kind == workspace::FileKind::Traces)
            continue;
        if (firstInvalidUtf8(content)) {
            Diagnostic diagnostic;
            diagnostic.code = "text/not-utf8";
            diagnostic.message = "the member is no UTF-8 text";
            diagnostic.file = name;
            snapshot.diagnostics.push_back(std::move(diagnostic));
            continue;
        }
        snapshot.files[name] = {kind, std::make_shared<const std::string>(content)};
    }
    return snapshot;
}

} // namespace remit::bundle
