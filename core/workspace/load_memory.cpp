// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/load_memory.h"

namespace remit::workspace {

TextsKey textsKey(const Snapshot& snapshot, FileKind kind)
{
    TextsKey key;
    for (const auto& [path, file] : snapshot.files) {
        if (file.kind == kind)
            key.emplace_back(path, file.text);
    }
    return key;
}

std::shared_ptr<const PolicyFile>
LoadMemory::policyFile(const std::string& path, const std::shared_ptr<const std::string>& text)
{
    Entry& entry = m_files[path];
    entry.used = true;
    if (!entry.file || entry.text != text) {
        const std::shared_ptr<const PolicyFile> previous = entry.file;
        entry.file = std::make_shared<const PolicyFile>(
            readPolicyFile(*text, path, PolicyNaming::FileStem, 0, previous.get()));
        entry.text = text;
        ++m_filesRead;
    }
    return entry.file;
}

void LoadMemory::forgetUnused()
{
    std::erase_if(m_files, [](const auto& item) { return !item.second.used; });
    for (auto& [path, entry] : m_files)
        entry.used = false;
}

} // namespace remit::workspace
