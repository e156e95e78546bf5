// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/workspace/document.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace remit::workspace {

/// What became of one document in a change. A view that mirrors the text applies `edits`, which
/// refer to the text before (as in WorkspaceEdit), and holds it then exactly.
struct DocumentChange {
    std::string path;
    std::vector<TextEdit> edits;
    std::uint64_t revision = 0; ///< of the document after the change
    bool created = false;       ///< it did not exist before
    bool removed = false;       ///< it does not exist any more
};
using Changes = std::vector<DocumentChange>;

/// Typing joins the typing before it into one undo step; anything else is a step of its own.
enum class EditKind { Command, Typing };

/// A group is undone in all its files. ThisFile takes the step back here and leaves the others,
/// for the case that Everywhere was refused and the user wants it nevertheless.
enum class UndoScope { Everywhere, ThisFile };

/// A file that another program has changed since it was read or written here.
struct DiskChange {
    enum class Kind { Changed, Removed, Appeared };
    std::string path;
    Kind kind = Kind::Changed;
    bool dirty = false; ///< the document has unsaved changes: the user must choose
};

/// A document that could not be saved, and why.
struct SaveFailure {
    std::string path;
    Error error;
};

/// The open documents of a workspace. Every change is a WorkspaceEdit, applied to all its files or
/// to none; nothing reaches the disk before save. The calls give back what changed; there are no
/// callbacks. Not thread-safe: it lives on the thread of its user; workers get
/// Document::sharedText.
class Documents {
public:
    explicit Documents(std::filesystem::path root);

    /// The document, read from disk where it is not open yet. Errors: NotFound, Unreadable,
    /// TooLarge, Malformed (no UTF-8, with the place), Usage (a path outside the workspace).
    Result<const Document*> open(const std::string& path);
    /// Lets go of a document and its undo steps. Error (Usage): it has unsaved changes.
    Result<> close(const std::string& path);
    /// Nothing where it is not open.
    [[nodiscard]] const Document* find(const std::string& path) const;
    /// By path; also those that were removed and not saved since.
    [[nodiscard]] std::vector<const Document*> all() const;
    [[nodiscard]] bool anyDirty() const;
    /// Grows with every change of any document.
    [[nodiscard]] std::uint64_t revision() const { return m_revision; }

    /// Opens what it needs. Errors (nothing is changed then): those of open; Usage for a range
    /// outside the text, in the middle of a character or over another one, for text that is no
    /// UTF-8, and for a file both edited and removed.
    Result<Changes> apply(const WorkspaceEdit& edit, EditKind kind = EditKind::Command);
    /// The next key begins a new undo step (the cursor moved, the user paused).
    void endTyping(const std::string& path);

    /// Takes back the last step of this document and of every file of its group. Error (Usage):
    /// nothing to undo, or refused since another file of the group was changed or closed since;
    /// the message names it.
    Result<Changes> undo(const std::string& path, UndoScope scope = UndoScope::Everywhere);
    Result<Changes> redo(const std::string& path, UndoScope scope = UndoScope::Everywhere);

    /// Writes the text, or removes the file. Error: Unwritable; Invalid when another program
    /// changed the file since it was read (see checkDisk, reload, keepOurs). Clean documents are
    /// left alone.
    Result<> save(const std::string& path);
    /// Saves every dirty document, going on after a failure.
    std::vector<SaveFailure> saveAll();

    /// Compares the open documents with the disk, by content.
    [[nodiscard]] std::vector<DiskChange> checkDisk() const;
    /// Takes the text on disk, as one undoable step. Also for a file that vanished or appeared.
    Result<Changes> reload(const std::string& path);
    /// Notes what is on disk without taking it: the next save overwrites it.
    Result<> keepOurs(const std::string& path);

    [[nodiscard]] const std::filesystem::path& root() const { return m_root; }

private:
    using DiskText = std::shared_ptr<const std::string>; ///< null: there is no such file
    struct Planned;

    [[nodiscard]] Result<DiskText> readDisk(const std::string& path) const;
    Result<Document*> openForEdit(const std::string& path);
    Result<std::vector<Planned>> plan(const WorkspaceEdit& edit);
    DocumentChange change(Document& document, const std::vector<TextEdit>& edits, bool exists);
    void forgetPhantoms();
    [[nodiscard]] Result<std::vector<Document*>> group(const std::string& path, bool redoing);

    std::filesystem::path m_root;
    std::map<std::string, std::unique_ptr<Document>, std::less<>> m_documents;
    std::uint64_t m_revision = 0;
    std::uint64_t m_lastGroup = 0;
};

/// Is it a relative, normalised path with `/`, that stays in the workspace and out of its private
/// folder?
[[nodiscard]] bool isWorkspacePath(std::string_view path);

} // namespace remit::workspace
