// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What is typed and not saved yet, kept outside of the workspace so that it outlives the program.
/// Each process that has a workspace open keeps one file for it, written anew as a whole, and holds
/// a lock beside it: a journal that nobody holds was left by a program that ended without being
/// asked (killed, crashed, the machine lost its power).
namespace remit::workspace {

/// One unsaved document.
struct JournalEntry {
    std::string path;                        ///< relative to the workspace
    bool exists = true;                      ///< false: saving would remove the file
    std::shared_ptr<const std::string> text; ///< never null; empty where it does not exist
    std::optional<std::string> base;         ///< "sha256:…" of the file it was made from, as it
                                             ///< lay on disk; nothing: there was no file
};

/// The journal of a running program.
class Journal {
public:
    /// For the workspace at `root`; `folder` holds the journals of all workspaces and is made where
    /// it is missing. Error: Unwritable.
    [[nodiscard]] static Result<Journal> start(const std::filesystem::path& folder,
                                               const std::filesystem::path& root);
    Journal(Journal&&) noexcept;
    Journal& operator=(Journal&&) noexcept;
    /// Removes the file: the work was saved, or thrown away by choice.
    ~Journal();

    /// Writes these and forgets what stood there; without entries there is no file. From any
    /// thread. Error: Unwritable.
    Result<> write(const std::vector<JournalEntry>& entries) const;
    [[nodiscard]] const std::filesystem::path& file() const;

private:
    struct State;
    explicit Journal(std::shared_ptr<State> state);
    std::shared_ptr<State> m_state;
};

/// A journal that a program has left behind.
struct LeftJournal {
    std::filesystem::path file;
    std::filesystem::path root; ///< of the workspace
    std::int64_t writtenAt = 0; ///< milliseconds since 1970
    std::vector<JournalEntry> entries;
};

/// Those of the workspace, or of all workspaces for an empty root; the latest first. Journals of
/// running programs, and files that cannot be read as one, are left out.
[[nodiscard]] std::vector<LeftJournal> leftJournals(const std::filesystem::path& folder,
                                                    const std::filesystem::path& root = {});
/// The user has taken over or thrown away what it holds.
void removeJournal(const std::filesystem::path& file);

[[nodiscard]] std::string journalText(const std::filesystem::path& root, std::int64_t time,
                                      const std::vector<JournalEntry>& entries);
/// Error: Malformed. Nothing of a damaged journal is given.
[[nodiscard]] Result<LeftJournal> readJournalText(std::string_view text);

} // namespace remit::workspace
