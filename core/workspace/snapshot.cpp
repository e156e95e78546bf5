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

} // namespace remit::workspace
