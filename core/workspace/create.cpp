// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/create.h"

#include "core/base/file_io.h"
#include "core/base/text.h"
#include "core/workspace/settings.h"
#include "core/workspace/starter.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace remit::workspace {
namespace {

namespace fs = std::filesystem;

using Contents = std::map<std::string, std::string>; // by path relative to the workspace

Result<> checkTarget(const fs::path& folder)
{
    std::error_code error;
    if (!fs::exists(folder, error))
        return {};
    if (!fs::is_directory(folder, error))
        return failure(ErrorCode::Usage, fmt::format("{} is a file", folder.string()),
                       "Name a folder that does not exist yet or is empty.");
    if (!fs::is_empty(folder, error) || error)
        return failure(ErrorCode::Usage, fmt::format("{} is not empty", folder.string()),
                       "Name a folder that does not exist yet or is empty.");
    return {};
}

Result<> writeAll(const fs::path& folder, const Contents& contents)
{
    for (const auto& [path, text] : contents) {
        if (auto written = writeFileAtomically(folder / path, text); !written)
            return written;
    }
    return {};
}

Result<Contents> readSample(const fs::path& sample)
{
    const auto files = listFiles(sample);
    if (!files)
        return tl::unexpected(files.error());
    Contents contents;
    for (const fs::path& file : *files) {
        auto text = readFile(file);
        if (!text)
            return tl::unexpected(text.error());
        contents[file.lexically_relative(sample).generic_string()] = std::move(*text);
    }
    return contents;
}

/// Imported traces, where there are any. Large, hence not through memory.
Result<> copyPrivateFolder(const fs::path& from, const fs::path& to)
{
    std::error_code error;
    if (!fs::exists(from, error))
        return {};
    fs::copy(from, to, fs::copy_options::recursive, error);
    if (error)
        return failure(ErrorCode::Unwritable,
                       fmt::format("the imported traces could not be copied: {}", error.message()),
                       "Look at the room that is left on the disk.");
    return {};
}

Error noSample(const std::vector<Sample>& known, const std::string& wanted)
{
    std::vector<std::string> names;
    for (const Sample& sample : known)
        names.push_back(sample.name);
    const auto meant = nearest(wanted, names);
    return {ErrorCode::Usage, fmt::format("there is no sample \"{}\"", shown(wanted)),
            names.empty() ? "No samples are installed beside this program."
            : meant       ? fmt::format("Did you mean {}?", *meant)
                          : "There are: " + joined(names, ", ")};
}

} // namespace

fs::path samplesFolder(const fs::path& program)
{
    std::error_code error;
    fs::path at = program.parent_path();
    if (const fs::path installed = at.parent_path() / "share" / "remit" / "samples";
        fs::is_directory(installed, error))
        return installed;
    while (at.has_relative_path()) { // from build/PRESET/bin up to the source tree
        at = at.parent_path();
        if (fs::is_directory(at / "samples", error) && fs::exists(at / "CMakePresets.json", error))
            return at / "samples";
    }
    return {};
}

std::vector<Sample> samples(const fs::path& samplesFolder)
{
    std::vector<Sample> list;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(samplesFolder, error)) {
        const auto text = readFile(entry.path() / kSettingsFile);
        if (!text)
            continue;
        Settings settings = readSettings(*text).settings;
        list.push_back({entry.path().filename().string(), std::move(settings.name),
                        std::move(settings.description)});
    }
    std::sort(list.begin(), list.end(),
              [](const Sample& a, const Sample& b) { return a.name < b.name; });
    return list;
}

Result<> createWorkspace(const fs::path& folder)
{
    if (auto target = checkTarget(folder); !target)
        return target;
    const fs::path named = folder.has_filename() ? folder : folder.parent_path();
    return writeAll(folder, starterFiles(named.filename().string()));
}

Result<> createWorkspace(const fs::path& folder, const fs::path& samplesFolder,
                         const std::string& sample)
{
    if (auto target = checkTarget(folder); !target)
        return target;
    const std::vector<Sample> known = samples(samplesFolder);
    const bool exists = std::any_of(known.begin(), known.end(),
                                    [&](const Sample& each) { return each.name == sample; });
    if (!exists)
        return tl::unexpected(noSample(known, sample));
    const auto contents = readSample(samplesFolder / sample);
    if (!contents)
        return tl::unexpected(contents.error());
    return writeAll(folder, *contents);
}

Result<> createEmptyWorkspace(const fs::path& folder, const std::string& name)
{
    if (auto target = checkTarget(folder); !target)
        return target;
    const std::string settings =
        fmt::format("{{\n  \"remit\": 1,\n  \"name\": {},\n  \"authority\": \"not modelled\",\n"
                    "  \"rootEntitlement\": \"policies\"\n}}\n",
                    jsonQuoted(name));
    return writeAll(folder, {{std::string(kSettingsFile), settings}});
}

Result<> copyWorkspace(Workspace& workspace, const Documents& documents, const fs::path& target)
{
    if (auto checked = checkTarget(target); !checked)
        return checked;
    Contents contents;
    for (const WorkspaceFile& file : workspace.files(&documents)) {
        const Document* document = documents.find(file.path);
        auto text = document != nullptr ? Result<std::string>(document->text())
                                        : readFile(workspace.absolute(file.path));
        if (!text)
            return tl::unexpected(text.error());
        contents[file.path] = std::move(*text);
    }
    return writeAll(target, contents).and_then([&] {
        return copyPrivateFolder(workspace.privateFolder(), target / kPrivateFolder);
    });
}

} // namespace remit::workspace
