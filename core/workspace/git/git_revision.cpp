// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/git/git_revision.h"

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/workspace/git/git_process.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace remit::workspace {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kListBytes = std::size_t{64} << 20U;
constexpr std::size_t kTextBytes = std::size_t{512} << 20U; ///< of all files together

/// A file of a commit.
struct Blob {
    std::string path;
    std::string id;
};

bool isHexId(std::string_view text)
{
    return (text.size() == 40 || text.size() == 64) &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

Result<std::string> commitOf(const fs::path& folder, const std::string& revision,
                             const JobControl& control)
{
    const std::string wanted = revision + "^{commit}";
    auto answer = askGit(folder, {"rev-parse", "--verify", "--end-of-options", wanted}, {},
                         kListBytes, control);
    if (!answer) {
        Error error = answer.error();
        if (error.code == ErrorCode::Usage &&
            error.message.find("not a git repository") != std::string::npos)
            error.hint = "A revision can be named where the workspace lies in a git repository.";
        else if (error.code == ErrorCode::Usage)
            error = {ErrorCode::NotFound, "there is no git revision `" + shown(revision) + "`",
                     "Name a commit, a branch or a tag: `git log` lists them."};
        return tl::unexpected(std::move(error));
    }
    std::string id(trimmed(*answer));
    // Newer versions repeat the option that ends the options.
    if (const auto last = id.rfind('\n'); last != std::string::npos)
        id.erase(0, last + 1);
    if (!isHexId(id))
        return failure(ErrorCode::Internal, "git names no commit for `" + shown(revision) + "`");
    return id;
}

/// A path as a workspace has them; others (with `..`, absolute) stand in no sound commit.
bool isSoundPath(std::string_view path)
{
    if (path.empty() || path.front() == '/' || firstInvalidUtf8(path))
        return false;
    for (const std::string_view part : split(path, '/')) {
        if (part.empty() || part == "." || part == "..")
            return false;
    }
    return true;
}

/// Entries look like "100644 blob ID\tPATH", ended by zero bytes. Links and submodules are left
/// out, hidden files too, as in a folder.
std::vector<Blob> readTree(std::string_view listed)
{
    std::vector<Blob> blobs;
    for (const std::string_view entry : split(listed, '\0')) {
        const auto tab = entry.find('\t');
        if (tab == std::string_view::npos)
            continue;
        const auto words = split(entry.substr(0, tab), ' ');
        const std::string_view path = entry.substr(tab + 1);
        const bool isFile = words.size() == 3 && words[0].substr(0, 3) == "100";
        if (!isFile || !isHexId(words[2]) || !isSoundPath(path))
            continue;
        const bool hidden = path.front() == '.' || path.find("/.") != std::string_view::npos;
        if (!hidden)
            blobs.push_back({std::string(path), std::string(words[2])});
    }
    return blobs;
}

/// The answers of `cat-file --batch`: "ID blob SIZE\n", the bytes, "\n".
class Batch {
public:
    explicit Batch(std::string_view text) : m_text(text) {}

    std::optional<std::string_view> next()
    {
        const auto end = m_text.find('\n', m_at);
        if (end == std::string_view::npos)
            return std::nullopt;
        const auto words = split(m_text.substr(m_at, end - m_at), ' ');
        std::size_t size = 0;
        if (words.size() != 3 ||
            std::from_chars(words[2].data(), words[2].data() + words[2].size(), size).ec !=
                std::errc())
            return std::nullopt;
        m_at = end + 1;
        if (m_at > m_text.size() || size > m_text.size() - m_at)
            return std::nullopt;
        const std::string_view bytes = m_text.substr(m_at, size);
        m_at += size + 1;
        return bytes;
    }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
};

Result<std::vector<std::string>> textsOf(const fs::path& folder, const std::vector<Blob>& blobs,
                                         const JobControl& control)
{
    std::string ids;
    for (const Blob& blob : blobs)
        ids += blob.id + "\n";
    const auto answer = askGit(folder, {"cat-file", "--batch"}, ids, kTextBytes, control);
    if (!answer)
        return tl::unexpected(answer.error());
    Batch batch(*answer);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < blobs.size(); ++i) {
        const auto text = batch.next();
        if (!text)
            return failure(ErrorCode::Malformed,
                           "git does not give the content of `" + shown(blobs[i].path) + "`",
                           "Look at the repository with `git fsck`.");
        texts.emplace_back(*text);
    }
    return texts;
}

Diagnostic revisionProblem(const char* code, const std::string& path, std::string message,
                           std::string help)
{
    Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.file = path;
    diagnostic.message = std::move(message);
    diagnostic.help = std::move(help);
    return diagnostic;
}

void addFile(const std::string& path, FileKind kind, std::string text, Snapshot& snapshot)
{
    if (const auto at = firstInvalidUtf8(text)) {
        snapshot.diagnostics.push_back(
            revisionProblem("text/not-utf8", path,
                            fmt::format("byte 0x{:02x} is not part of UTF-8 text",
                                        static_cast<unsigned char>(text[*at])),
                            "Save the file as UTF-8."));
        return;
    }
    snapshot.files[path] = {kind, std::make_shared<const std::string>(std::move(text))};
}

} // namespace

Result<Snapshot> snapshotOfRevision(const fs::path& folder, const std::string& revision,
                                    const JobControl& control)
{
    const auto commit = commitOf(folder, revision, control);
    if (!commit)
        return tl::unexpected(commit.error());
    // Paths below the folder, relative to it.
    const auto listed = askGit(folder, {"ls-tree", "-r", "-z", *commit}, {}, kListBytes, control);
    if (!listed)
        return tl::unexpected(listed.error());
    std::vector<Blob> blobs = readTree(*listed);
    const auto isSettings = [](const Blob& blob) { return blob.path == kSettingsFile; };
    const auto settings = std::find_if(blobs.begin(), blobs.end(), isSettings);
    if (settings == blobs.end())
        return failure(ErrorCode::NotFound,
                       "at `" + shown(revision) + "` the folder has no remit.json",
                       "Name a revision at which it was a workspace already.");
    const auto settingsText = textsOf(folder, {*settings}, control);
    if (!settingsText)
        return tl::unexpected(settingsText.error());
    Snapshot snapshot;
    ReadSettings read = readSettings(settingsText->front());
    snapshot.diagnostics = std::move(read.diagnostics);
    snapshot.settings = std::move(read.settings);
    std::erase_if(blobs, [&](const Blob& blob) {
        const FileKind kind = snapshot.settings.kindOf(blob.path);
        return kind == FileKind::Other || kind == FileKind::Traces;
    });
    auto texts = textsOf(folder, blobs, control);
    if (!texts)
        return tl::unexpected(texts.error());
    for (std::size_t i = 0; i < blobs.size(); ++i)
        addFile(blobs[i].path, snapshot.settings.kindOf(blobs[i].path), std::move((*texts)[i]),
                snapshot);
    return snapshot;
}

Result<std::vector<GitCommit>> gitCommits(const fs::path& folder, std::size_t most,
                                          const JobControl& control)
{
    const auto listed = askGit(folder,
                               {"log", "-z", "--format=%H%x01%ct%x01%an%x01%s",
                                fmt::format("-n{}", most), "HEAD", "--", "."},
                               {}, kListBytes, control);
    if (!listed)
        return tl::unexpected(listed.error());
    std::vector<GitCommit> commits;
    for (const std::string_view entry : split(*listed, '\0')) {
        const auto parts = split(entry, '\x01');
        if (parts.size() != 4 || !isHexId(parts[0]))
            continue;
        std::int64_t seconds = 0;
        std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), seconds);
        commits.push_back({std::string(parts[0]), std::string(parts[3]), std::string(parts[2]),
                           Instant{seconds * 1000}});
    }
    return commits;
}

} // namespace remit::workspace
