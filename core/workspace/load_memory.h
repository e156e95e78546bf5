// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/schema/schema.h"
#include "core/cedar/validate/check_memory.h"
#include "core/workspace/policy_files.h"
#include "core/workspace/snapshot.h"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace remit::cedar {
class EntityStore;
class Program;
} // namespace remit::cedar

namespace remit::workspace {

/// A value that is made anew only when what it is made from has changed.
template <class Key, class Value>
class Remembered {
public:
    template <class Make>
    const Value& get(Key key, Make make)
    {
        if (!m_key || !(*m_key == key)) {
            m_value = make();
            m_key = std::move(key);
        }
        return m_value;
    }

private:
    std::optional<Key> m_key;
    Value m_value;
};

/// The texts of some files: equal when they are the very same objects.
using TextsKey = std::vector<std::pair<std::string, std::shared_ptr<const std::string>>>;
[[nodiscard]] TextsKey textsKey(const Snapshot& snapshot, FileKind kind);

/// All schema files together.
struct LoadedSchema {
    std::shared_ptr<const cedar::Schema> schema; ///< null: there is no such file
    bool isSound = false;
    std::string text; ///< without comments and layout, for the revision
    Diagnostics diagnostics;
};

struct LoadedEntities {
    std::shared_ptr<const cedar::EntityStore> store;
    Diagnostics diagnostics;
};

/// What one load leaves for the next, so that an edit costs what it changed: files whose text is
/// the same object are not read again, policies that did not move stay the same objects, and the
/// program takes over what it has of them. Whether there is a memory never changes the result.
/// For one load at a time.
class LoadMemory {
public:
    /// One policy file, read; `previous` policies of the same text at the same place are kept.
    std::shared_ptr<const PolicyFile> policyFile(const std::string& path,
                                                 const std::shared_ptr<const std::string>& text);
    /// Forgets files that were not asked for since the last call.
    void forgetUnused();

    Remembered<TextsKey, LoadedSchema> schema;
    Remembered<std::pair<TextsKey, std::shared_ptr<const cedar::Schema>>, LoadedEntities> entities;
    std::shared_ptr<const cedar::Program> program;
    cedar::CheckMemory checks; ///< of checkSetup

    /// How many policy files were read, by all loads together.
    [[nodiscard]] std::size_t filesRead() const { return m_filesRead; }

private:
    struct Entry {
        std::shared_ptr<const std::string> text;
        std::shared_ptr<const PolicyFile> file;
        bool used = false;
    };
    std::map<std::string, Entry> m_files;
    std::size_t m_filesRead = 0;
};

} // namespace remit::workspace
