// SPDX-License-Identifier: Apache-2.0
#include "tests/core/assist/workspace.h"

#include "tests/support/test_paths.h"

namespace remit::test {
namespace {

assist::SourceFile sourceFile(const std::string& path, const std::string& text)
{
    const std::string folder = path.substr(0, path.find('/'));
    assist::FileKind kind = assist::fileKindNamed(folder);
    if (path == "remit.json")
        kind = assist::FileKind::Settings;
    else if (path == "links.json")
        kind = assist::FileKind::Links;
    return {path, kind, std::make_shared<const std::string>(text)};
}

} // namespace

std::vector<assist::SourceFile> workspaceFiles(const std::filesystem::path& folder)
{
    std::vector<assist::SourceFile> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file())
            files.push_back(sourceFile(entry.path().lexically_relative(folder).generic_string(),
                                       readAll(entry.path())));
    }
    return files;
}

std::shared_ptr<const assist::Model> assistModel()
{
    return assist::Model::build(workspaceFiles(sourceDir() / "tests/golden/assist/workspace"));
}

std::shared_ptr<const assist::Model> assistModel(const std::string& path, const std::string& text)
{
    return assistModel()->with(sourceFile(path, text));
}

} // namespace remit::test
