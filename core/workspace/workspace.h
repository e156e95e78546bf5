// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/workspace/documents.h"
#include "core/workspace/settings.h"
#include "core/workspace/snapshot.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace remit::workspace {

struct WorkspaceFile {
    std::string path; ///< relative, with `/`
    FileKind kind = FileKind::Other;
};

/// A folder with a remit.json. Reads only; changes go through Documents. Not thread-safe.
class Workspace {
public:
    /// The folder, or the path of its remit.json. Errors: NotFound (with advice when a folder above
    /// has one), Unreadable. What is wrong inside remit.json is a diagnostic of the snapshot.
    [[nodiscard]] static Result<Workspace> open(const std::filesystem::path& folder);

    [[nodiscard]] const std::filesystem::path& root() const { return m_root; }
    /// `.remit-local`, which may not exist yet.
    [[nodiscard]] std::filesystem::path privateFolder() const;
    /// The imported traces, in the private folder; may not exist yet.
    [[nodiscard]] std::filesystem::path traceStore() const;
    [[nodiscard]] std::filesystem::path absolute(const std::string& path) const;

    /// Looks at the folder again, and at each file when its text is needed next. Texts already read
    /// are kept where size and time have not changed.
    Result<> refresh();
    /// Every file but hidden ones, by path, classified by the settings that count now; documents
    /// that exist only in memory included, removed ones left out.
    [[nodiscard]] std::vector<WorkspaceFile> files(const Documents* documents = nullptr);
    /// The texts that count now: documents where they are open, else the disk's. remit.json itself
    /// may be unsaved: its globs hold. Traces are not in it. Cheap when little has changed.
    [[nodiscard]] Snapshot snapshot(const Documents* documents = nullptr);

private:
    struct CachedText {
        std::filesystem::file_time_type time;
        std::uintmax_t size = 0;
        std::shared_ptr<const std::string> text; ///< null: it could not be read
        Error error;
        bool looked = false; ///< at the disk since the last refresh
    };
    /// What remit.json of that text says, and of which kind files are by it.
    struct CachedSettings {
        std::shared_ptr<const std::string> text;
        ReadSettings read;
        std::map<std::string, FileKind, std::less<>> kinds;
    };

    explicit Workspace(std::filesystem::path root);
    const CachedText& cached(const std::string& path);
    [[nodiscard]] std::vector<std::string> paths(const Documents* documents) const;
    std::shared_ptr<const std::string> text(const std::string& path, const Documents* documents,
                                            Diagnostics& diagnostics);
    const Settings& currentSettings(const Documents* documents, Diagnostics& diagnostics);
    FileKind kindOf(const std::string& path);

    std::filesystem::path m_root;
    std::vector<std::string> m_paths;
    std::map<std::string, CachedText, std::less<>> m_texts;
    CachedSettings m_settings;
};

} // namespace remit::workspace
