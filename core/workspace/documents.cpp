// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/documents.h"

#include "core/base/file_io.h"
#include "core/workspace/edit_plan.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::workspace {
namespace {

namespace fs = std::filesystem;

Error changedOnDisk(const std::string& path)
{
    return {ErrorCode::Invalid, fmt::format("{} was changed by another program", path),
            "Reload it, or keep this version and save again."};
}

Error nothingTo(const char* what, const std::string& path)
{
    return {ErrorCode::Usage, fmt::format("there is nothing to {} in {}", what, path), ""};
}

Error groupBroken(const Step& step, const std::string& file, const char* what)
{
    return {ErrorCode::Usage,
            fmt::format("“{}” cannot be {} everywhere: {} was changed or closed since", step.title,
                        what, file),
            "Undo the later changes there first, or take this file alone."};
}

bool sameText(const std::shared_ptr<const std::string>& a,
              const std::shared_ptr<const std::string>& b)
{
    return a == b || (a && b && *a == *b);
}

} // namespace

bool Document::isDirty() const
{
    return m_exists ? !m_onDisk || *m_onDisk != *m_text : m_onDisk != nullptr;
}

Documents::Documents(fs::path root) : m_root(std::move(root)) {}

Result<Documents::DiskText> Documents::readDisk(const std::string& path) const
{
    auto text = readFile(m_root / path);
    if (text)
        return std::make_shared<const std::string>(std::move(*text));
    if (text.error().code == ErrorCode::NotFound)
        return DiskText{};
    return tl::unexpected(text.error());
}

/// The document, also of a file that does not exist yet.
Result<Document*> Documents::openForEdit(const std::string& path)
{
    if (const auto found = m_documents.find(path); found != m_documents.end())
        return found->second.get();
    auto disk = readDisk(path);
    if (!disk)
        return tl::unexpected(disk.error());
    if (*disk) {
        if (auto valid = checkUtf8(path, **disk); !valid)
            return tl::unexpected(valid.error());
    }
    auto document = std::make_unique<Document>();
    document->m_path = path;
    document->m_exists = *disk != nullptr;
    document->m_onDisk = *disk;
    if (*disk)
        document->m_text = *disk;
    document->m_revision = ++m_revision;
    return m_documents.emplace(path, std::move(document)).first->second.get();
}

Result<const Document*> Documents::open(const std::string& path)
{
    if (auto valid = checkPath(path); !valid)
        return tl::unexpected(valid.error());
    const bool wasOpen = m_documents.count(path) > 0;
    const auto document = openForEdit(path);
    if (!document)
        return tl::unexpected(document.error());
    if (!wasOpen && !(*document)->exists()) {
        m_documents.erase(path);
        return failure(ErrorCode::NotFound, fmt::format("{} does not exist", path),
                       "Look at the name, or create the file.");
    }
    return *document;
}

Result<> Documents::close(const std::string& path)
{
    const auto found = m_documents.find(path);
    if (found == m_documents.end())
        return {};
    if (found->second->isDirty())
        return failure(ErrorCode::Usage, fmt::format("{} has unsaved changes", path),
                       "Save it, or reload it from disk, before it is closed.");
    m_documents.erase(found);
    return {};
}

const Document* Documents::find(const std::string& path) const
{
    const auto found = m_documents.find(path);
    return found == m_documents.end() ? nullptr : found->second.get();
}

std::vector<const Document*> Documents::all() const
{
    std::vector<const Document*> list;
    for (const auto& [path, document] : m_documents)
        list.push_back(document.get());
    return list;
}

bool Documents::anyDirty() const
{
    return std::any_of(m_documents.begin(), m_documents.end(),
                       [](const auto& entry) { return entry.second->isDirty(); });
}

/// What an edit does to one document, checked: it can no longer fail.
struct Documents::Planned {
    Document* document = nullptr;
    Step step;
};

Result<std::vector<Documents::Planned>> Documents::plan(const WorkspaceEdit& edit)
{
    std::vector<Planned> planned;
    for (const std::string& path : filesOf(edit)) {
        if (auto valid = checkPath(path); !valid)
            return tl::unexpected(valid.error());
        const auto document = openForEdit(path);
        if (!document)
            return tl::unexpected(document.error());
        auto step = planStep(edit, path, (*document)->text(), (*document)->exists());
        if (!step)
            return tl::unexpected(step.error());
        planned.push_back({*document, std::move(*step)});
    }
    return planned;
}

DocumentChange Documents::change(Document& document, const std::vector<TextEdit>& edits,
                                 bool exists)
{
    DocumentChange result;
    result.path = document.m_path;
    result.edits = edits;
    result.created = exists && !document.m_exists;
    result.removed = !exists && document.m_exists;
    document.m_text = std::make_shared<const std::string>(applied(*document.m_text, edits));
    document.m_exists = exists;
    document.m_revision = ++m_revision;
    result.revision = document.m_revision;
    return result;
}

/// Lets go of documents that an edit opened for files which do not exist, and then did not create.
void Documents::forgetPhantoms()
{
    for (auto it = m_documents.begin(); it != m_documents.end();) {
        const Document& document = *it->second;
        const bool phantom = !document.m_exists && !document.m_onDisk &&
                             !document.m_history.canUndo() && !document.m_history.canRedo();
        it = phantom ? m_documents.erase(it) : std::next(it);
    }
}

Result<Changes> Documents::apply(const WorkspaceEdit& edit, EditKind kind)
{
    auto planned = plan(edit);
    if (!planned) {
        forgetPhantoms();
        return tl::unexpected(planned.error());
    }
    const std::uint64_t group = ++m_lastGroup;
    Changes changes;
    for (Planned& each : *planned) {
        each.step.group = group;
        each.step.open = kind == EditKind::Typing;
        changes.push_back(change(*each.document, each.step.forward, each.step.existsAfter));
        each.document->m_history.push(std::move(each.step));
    }
    return changes;
}

void Documents::endTyping(const std::string& path)
{
    if (const auto found = m_documents.find(path); found != m_documents.end())
        found->second->m_history.endTyping();
}

/// The documents of the group that undo (or redo) of this one would take; each has it on top.
Result<std::vector<Document*>> Documents::group(const std::string& path, bool redoing)
{
    const auto top = [redoing](const Document& document) -> const Step* {
        const History& history = document.m_history;
        if (redoing)
            return history.canRedo() ? &history.nextRedo() : nullptr;
        return history.canUndo() ? &history.nextUndo() : nullptr;
    };
    const auto found = m_documents.find(path);
    const Step* step = found == m_documents.end() ? nullptr : top(*found->second);
    if (step == nullptr)
        return tl::unexpected(nothingTo(redoing ? "redo" : "undo", path));
    std::vector<Document*> members;
    for (const std::string& file : step->files) {
        const auto member = m_documents.find(file);
        const Step* theirs = member == m_documents.end() ? nullptr : top(*member->second);
        if (theirs == nullptr || theirs->group != step->group)
            return tl::unexpected(groupBroken(*step, file, redoing ? "redone" : "undone"));
        members.push_back(member->second.get());
    }
    return members;
}

Result<Changes> Documents::undo(const std::string& path, UndoScope scope)
{
    const auto found = m_documents.find(path);
    if (scope == UndoScope::ThisFile && found != m_documents.end() &&
        found->second->m_history.canUndo())
        found->second->m_history.detachUndo(++m_lastGroup, path);
    const auto members = group(path, false);
    if (!members)
        return tl::unexpected(members.error());
    Changes changes;
    for (Document* document : *members) {
        const Step& step = document->m_history.takeUndo();
        changes.push_back(change(*document, step.backward, step.existedBefore));
    }
    return changes;
}

Result<Changes> Documents::redo(const std::string& path, UndoScope scope)
{
    const auto found = m_documents.find(path);
    if (scope == UndoScope::ThisFile && found != m_documents.end() &&
        found->second->m_history.canRedo())
        found->second->m_history.detachRedo(++m_lastGroup, path);
    const auto members = group(path, true);
    if (!members)
        return tl::unexpected(members.error());
    Changes changes;
    for (Document* document : *members) {
        const Step& step = document->m_history.takeRedo();
        changes.push_back(change(*document, step.forward, step.existsAfter));
    }
    return changes;
}

Result<> Documents::save(const std::string& path)
{
    const auto found = m_documents.find(path);
    if (found == m_documents.end())
        return failure(ErrorCode::Usage, fmt::format("{} is not open", path), "");
    Document& document = *found->second;
    document.m_history.endTyping();
    if (!document.isDirty())
        return {};
    const auto disk = readDisk(path);
    if (!disk)
        return tl::unexpected(disk.error());
    if (!sameText(*disk, document.m_onDisk))
        return tl::unexpected(changedOnDisk(path));
    const auto written = document.m_exists ? writeFileAtomically(m_root / path, document.text())
                                           : removeFile(m_root / path, path);
    if (!written)
        return written;
    document.m_onDisk = document.m_exists ? document.m_text : nullptr;
    return {};
}

std::vector<SaveFailure> Documents::saveAll()
{
    std::vector<SaveFailure> failures;
    for (const auto& [path, document] : m_documents) {
        if (auto saved = save(path); !saved)
            failures.push_back({path, saved.error()});
    }
    return failures;
}

std::vector<DiskChange> Documents::checkDisk() const
{
    std::vector<DiskChange> changes;
    for (const auto& [path, document] : m_documents) {
        const auto disk = readDisk(path);
        if (!disk || sameText(*disk, document->m_onDisk))
            continue; // a file that cannot be read now is no news yet
        const auto kind = !*disk               ? DiskChange::Kind::Removed
                          : document->m_onDisk ? DiskChange::Kind::Changed
                                               : DiskChange::Kind::Appeared;
        changes.push_back({path, kind, document->isDirty()});
    }
    return changes;
}

Result<Changes> Documents::reload(const std::string& path)
{
    const auto found = m_documents.find(path);
    if (found == m_documents.end())
        return failure(ErrorCode::Usage, fmt::format("{} is not open", path), "");
    Document& document = *found->second;
    const auto disk = readDisk(path);
    if (!disk)
        return tl::unexpected(disk.error());
    if (*disk) {
        if (auto valid = checkUtf8(path, **disk); !valid)
            return tl::unexpected(valid.error());
    }
    WorkspaceEdit edit;
    edit.title = "Reload from disk";
    if (*disk)
        edit.files[path] = difference(document.text(), **disk);
    else if (document.m_exists)
        edit.removedFiles.push_back(path);
    const bool same = *disk ? document.m_exists && document.text() == **disk : !document.m_exists;
    document.m_onDisk = *disk;
    return same ? Result<Changes>(Changes{}) : apply(edit);
}

Result<> Documents::keepOurs(const std::string& path)
{
    const auto found = m_documents.find(path);
    if (found == m_documents.end())
        return failure(ErrorCode::Usage, fmt::format("{} is not open", path), "");
    const auto disk = readDisk(path);
    if (!disk)
        return tl::unexpected(disk.error());
    found->second->m_onDisk = *disk;
    return {};
}

} // namespace remit::workspace
