// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/workspace.h"

#include "core/base/file_io.h"
#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace remit::workspace {
namespace {

namespace fs = std::filesystem;

/// A folder above that is a workspace, for somebody who stands inside of one.
std::optional<fs::path> workspaceAbove(const fs::path& folder)
{
    std::error_code error;
    fs::path at = fs::absolute(folder, error);
    while (!error && at.has_relative_path()) {
        at = at.parent_path();
        if (fs::exists(at / kSettingsFile, error))
            return at;
    }
    return std::nullopt;
}

Diagnostic cannotRead(const std::string& path, const Error& error)
{
    Diagnostic diagnostic;
    diagnostic.code = "workspace/unreadable-file";
    diagnostic.message = error.message;
    diagnostic.help = error.hint;
    diagnostic.file = path;
    return diagnostic;
}

Diagnostic notUtf8(const std::string& path, std::size_t at, unsigned char byte)
{
    Diagnostic diagnostic;
    diagnostic.code = "text/not-utf8";
    diagnostic.message = fmt::format("byte 0x{:02x} is not part of UTF-8 text", byte);
    diagnostic.help = "Save the file as UTF-8.";
    diagnostic.file = path;
    diagnostic.span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 1)};
    return diagnostic;
}

} // namespace

Workspace::Workspace(fs::path root) : m_root(std::move(root)) {}

Result<Workspace> Workspace::open(const fs::path& folder)
{
    const fs::path root = folder.filename() == kSettingsFile ? folder.parent_path() : folder;
    std::error_code error;
    if (!fs::is_regular_file(root / kSettingsFile, error)) {
        const auto above = workspaceAbove(root);
        return failure(ErrorCode::NotFound,
                       fmt::format("{} is not a workspace: it has no remit.json", folder.string()),
                       above ? fmt::format("Did you mean {}?", above->string())
                             : "Make one with `remit new DIR`.");
    }
    Workspace workspace(root.empty() ? fs::path(".") : root);
    if (auto listed = workspace.refresh(); !listed)
        return tl::unexpected(listed.error());
    return workspace;
}

fs::path Workspace::traceStore() const
{
    return privateFolder() / "traces.sqlite";
}

fs::path Workspace::privateFolder() const
{
    return m_root / kPrivateFolder;
}

fs::path Workspace::absolute(const std::string& path) const
{
    return m_root / path;
}

Result<> Workspace::refresh()
{
    auto listed = listFiles(m_root);
    if (!listed)
        return tl::unexpected(listed.error());
    m_paths.clear();
    for (const fs::path& file : *listed)
        m_paths.push_back(file.lexically_relative(m_root).generic_string());
    std::sort(m_paths.begin(), m_paths.end());
    for (auto& [path, text] : m_texts)
        text.looked = false;
    return {};
}

const Workspace::CachedText& Workspace::cached(const std::string& path)
{
    CachedText& entry = m_texts[path];
    if (std::exchange(entry.looked, true) && entry.text)
        return entry;
    std::error_code error;
    const fs::path file = m_root / path;
    const auto time = fs::last_write_time(file, error);
    const auto size = fs::file_size(file, error);
    if (entry.text && !error && entry.time == time && entry.size == size)
        return entry;
    entry = {time, size, nullptr, {}, true};
    auto text = readFile(file);
    if (text)
        entry.text = std::make_shared<const std::string>(std::move(*text));
    else
        entry.error = text.error();
    return entry;
}

/// Paths that exist, unsaved creations and removals counted.
std::vector<std::string> Workspace::paths(const Documents* documents) const
{
    if (documents == nullptr)
        return m_paths;
    std::set<std::string> existing(m_paths.begin(), m_paths.end());
    for (const Document* document : documents->all()) {
        if (document->exists())
            existing.insert(document->path());
        else
            existing.erase(document->path());
    }
    return {existing.begin(), existing.end()};
}

std::vector<WorkspaceFile> Workspace::files(const Documents* documents)
{
    Diagnostics ignored;
    (void)currentSettings(documents, ignored);
    std::vector<WorkspaceFile> list;
    for (std::string& path : paths(documents)) {
        const FileKind kind = kindOf(path);
        list.push_back({std::move(path), kind});
    }
    return list;
}

std::shared_ptr<const std::string>
Workspace::text(const std::string& path, const Documents* documents, Diagnostics& diagnostics)
{
    const Document* document = documents ? documents->find(path) : nullptr;
    if (document != nullptr)
        return document->exists() ? document->sharedText() : nullptr;
    const CachedText& entry = cached(path);
    if (!entry.text) {
        diagnostics.push_back(cannotRead(path, entry.error));
        return nullptr;
    }
    if (const auto at = firstInvalidUtf8(*entry.text)) {
        diagnostics.push_back(notUtf8(path, *at, static_cast<unsigned char>((*entry.text)[*at])));
        return nullptr;
    }
    return entry.text;
}

const Settings& Workspace::currentSettings(const Documents* documents, Diagnostics& diagnostics)
{
    const std::string path(kSettingsFile);
    const auto written = text(path, documents, diagnostics);
    if (!written)
        m_settings = {nullptr, {defaultSettings(), {}}, {}};
    else if (written != m_settings.text)
        m_settings = {written, readSettings(*written, path), {}};
    const Diagnostics& found = m_settings.read.diagnostics;
    diagnostics.insert(diagnostics.end(), found.begin(), found.end());
    return m_settings.read.settings;
}

/// By the settings as they were asked for last.
FileKind Workspace::kindOf(const std::string& path)
{
    const auto known = m_settings.kinds.find(path);
    if (known != m_settings.kinds.end())
        return known->second;
    return m_settings.kinds[path] = m_settings.read.settings.kindOf(path);
}

Snapshot Workspace::snapshot(const Documents* documents)
{
    Snapshot snapshot;
    snapshot.revision = documents ? documents->revision() : 0;
    snapshot.settings = currentSettings(documents, snapshot.diagnostics);
    const std::size_t ofSettings = snapshot.diagnostics.size();
    for (const std::string& path : paths(documents)) {
        const FileKind kind = kindOf(path);
        if (kind == FileKind::Other || kind == FileKind::Traces)
            continue;
        Diagnostics diagnostics;
        if (auto content = text(path, documents, diagnostics))
            snapshot.files[path] = {kind, std::move(content)};
        if (kind != FileKind::Settings || ofSettings == 0)
            snapshot.diagnostics.insert(snapshot.diagnostics.end(), diagnostics.begin(),
                                        diagnostics.end());
    }
    return snapshot;
}

} // namespace remit::workspace
