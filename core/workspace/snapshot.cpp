// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/snapshot.h"

namespace remit::workspace {

SourceText Snapshot::source(const std::string& path) const
{
    const auto found = files.find(path);
    return {path, found == files.end() ? std::string() : *found->second.text};
}

std::vector<std::string> Snapshot::paths(FileKind kind) const
{
    std::vector<std::string> list;
    for (const auto& [path, file] : files) {
        if (file.kind == kind)
            list.push_back(path);
    }
    return list;
}

std::vector<FileText> Snapshot::texts(FileKind kind) const
{
    std::vector<FileText> list;
    for (const auto& [path, file] : files) {
        if (file.kind == kind)
            list.emplace_back(path, file.text);
    }
    return list;
}

} // namespace remit::workspace
