// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_io.h"
#include "core/base/strict_json.h"
#include "core/bundle/export/export.h"

#include <fmt/format.h>

#include <cstdio>
#include <fcntl.h>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace remit::bundle {

namespace {

namespace fs = std::filesystem;

/// A folder beside the target that goes away unless it takes the target's place.
class ExportStage {
public:
    explicit ExportStage(const fs::path& target)
        : m_path(target.parent_path() /
                 fmt::format(".{}.{}.part", target.filename().string(), ::getpid()))
    {}
    ~ExportStage()
    {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    ExportStage(const ExportStage&) = delete;
    ExportStage& operator=(const ExportStage&) = delete;

    [[nodiscard]] const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

/// Is all that lies there named by its export.json?
bool isEarlierExport(const fs::path& folder)
{
    const auto text = readFile(folder / "export.json");
    const JsonDocument manifest = text ? parseJson(*text) : JsonDocument{};
    const JsonValue* files = manifest.root ? manifest.root->find("files") : nullptr;
    if (files == nullptr || manifest.root->find("export") == nullptr)
        return false;
    std::set<std::string> known{"export.json"};
    for (const JsonMember& file : files->members)
        known.insert(file.key);
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
        if (!entry.is_directory() &&
            !known.contains(entry.path().lexically_relative(folder).generic_string()))
            return false;
    }
    return !error;
}

Result<> checkExportFolder(const fs::path& folder)
{
    std::error_code error;
    if (!fs::exists(folder, error))
        return {};
    if (!fs::is_directory(folder, error))
        return failure(ErrorCode::Usage, fmt::format("{} is no folder", folder.string()),
                       "Name a folder that does not exist yet.");
    if (fs::is_empty(folder, error) || isEarlierExport(folder))
        return {};
    return failure(ErrorCode::Usage,
                   fmt::format("{} holds files that are no earlier export", folder.string()),
                   "Name a folder that does not exist yet, or clear this one.");
}

/// One step for whoever looks: either the old folder stands there or the new one.
bool putInPlace(const fs::path& stage, const fs::path& folder)
{
    if (std::rename(stage.c_str(), folder.c_str()) == 0) // new, or over an empty folder
        return true;
    return ::renameat2(AT_FDCWD, stage.c_str(), AT_FDCWD, folder.c_str(), RENAME_EXCHANGE) == 0;
}

} // namespace

Result<> writeExport(const fs::path& folder, const std::vector<ExportedFile>& files)
{
    std::error_code error;
    fs::path target = fs::absolute(folder, error).lexically_normal();
    if (target.filename().empty())
        target = target.parent_path();
    if (auto checked = checkExportFolder(target); !checked)
        return checked;
    const ExportStage stage(target);
    fs::remove_all(stage.path(), error);
    for (const ExportedFile& file : files) {
        if (auto written = writeFileAtomically(stage.path() / file.path, file.content); !written)
            return written;
    }
    if (!putInPlace(stage.path(), target))
        return failure(ErrorCode::Unwritable,
                       fmt::format("the export could not be put at {}", folder.string()),
                       "Look whether the folder above can be written.");
    return {};
}

} // namespace remit::bundle
