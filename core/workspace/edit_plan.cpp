// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/edit_plan.h"

#include "core/base/text.h"
#include "core/workspace/documents.h"
#include "core/workspace/settings.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::workspace {
namespace {

bool isInsideCharacter(std::string_view text, std::size_t at)
{
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

tl::unexpected<Error> badEdit(const std::string& path, const std::string& what)
{
    return failure(ErrorCode::Usage, fmt::format("the change does not fit {}: {}", path, what),
                   "The text has changed since it was made; try again.");
}

Result<> checkEdits(const std::string& path, std::string_view text, std::vector<TextEdit> edits)
{
    std::stable_sort(edits.begin(), edits.end(),
                     [](const TextEdit& a, const TextEdit& b) { return a.range < b.range; });
    std::size_t done = 0;
    for (const TextEdit& edit : edits) {
        if (edit.range.begin > edit.range.end || edit.range.end > text.size())
            return badEdit(path, "a range lies outside the text");
        if (edit.range.begin < done)
            return badEdit(path, "two ranges overlap");
        if (isInsideCharacter(text, edit.range.begin) || isInsideCharacter(text, edit.range.end))
            return badEdit(path, "a range splits a character");
        if (firstInvalidUtf8(edit.text))
            return badEdit(path, "the new text is not UTF-8");
        done = edit.range.end;
    }
    return {};
}

} // namespace

std::vector<std::string> filesOf(const WorkspaceEdit& edit)
{
    std::vector<std::string> files = edit.removedFiles;
    for (const auto& [path, edits] : edit.files)
        files.push_back(path);
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    return files;
}

Result<Step> planStep(const WorkspaceEdit& edit, const std::string& path, std::string_view text,
                      bool exists)
{
    Step step;
    step.title = edit.title;
    step.files = filesOf(edit);
    step.existedBefore = exists;
    const auto edited = edit.files.find(path);
    const bool removed = std::find(edit.removedFiles.begin(), edit.removedFiles.end(), path) !=
                         edit.removedFiles.end();
    if (removed && edited != edit.files.end())
        return badEdit(path, "it is both edited and removed");
    if (removed && !exists)
        return failure(ErrorCode::NotFound, fmt::format("{} does not exist", path), "");
    step.existsAfter = !removed;
    if (removed)
        step.forward = {{{0, static_cast<std::uint32_t>(text.size())}, ""}};
    else
        step.forward = edited->second;
    if (auto valid = checkEdits(path, text, step.forward); !valid)
        return tl::unexpected(valid.error());
    step.backward = inverse(text, step.forward);
    return step;
}

bool isWorkspacePath(std::string_view path)
{
    const auto parts = split(path, '/');
    const bool plain = std::none_of(parts.begin(), parts.end(), [](std::string_view part) {
        return part.empty() || part == "." || part == "..";
    });
    return plain && parts.front() != kPrivateFolder && path.find('\0') == std::string_view::npos &&
           path.find('\\') == std::string_view::npos;
}

Result<> checkPath(const std::string& path)
{
    if (isWorkspacePath(path))
        return {};
    return failure(ErrorCode::Usage,
                   fmt::format("{} is not the path of a file of the workspace", shown(path)),
                   "Give it relative to the workspace, as policies/pay.cedar.");
}

Result<> checkUtf8(const std::string& path, std::string_view text)
{
    const auto at = firstInvalidUtf8(text);
    if (!at)
        return {};
    const Position place =
        SourceText(path, std::string(text)).position(static_cast<std::uint32_t>(*at));
    return failure(ErrorCode::Malformed,
                   fmt::format("{}:{}:{}: byte 0x{:02x} is not part of UTF-8 text", path,
                               place.line, place.column, static_cast<unsigned char>(text[*at])),
                   "Save the file as UTF-8 with the program that wrote it.");
}

Result<> removeFile(const std::filesystem::path& file, const std::string& path)
{
    std::error_code error;
    std::filesystem::remove(file, error);
    if (error)
        return failure(ErrorCode::Unwritable,
                       fmt::format("cannot remove {}: {}", path, error.message()),
                       "Look at the permissions of its folder.");
    return {};
}

} // namespace remit::workspace
