// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/cedar/syntax/policy_set.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace remit::workspace {

/// What a policy without an `@id` is called, and whether `@id` counts.
enum class PolicyNaming : std::uint8_t {
    FileStem,     ///< workspaces: `@id`, else `pay#2`, counted from 0 in its file
    IdOrPosition, ///< Cedar's command line: `@id`, else `policy7`, counted over all files
    Position,     ///< Cedar's library: always `policy7`
};

/// One policy file, read. Its policies are shared by all who load it.
struct PolicyFile {
    std::shared_ptr<const SourceText> source;
    std::vector<cedar::PolicySet::PolicyPtr> policies; ///< named, in the order of the text
    Diagnostics diagnostics;
};

/// `before` policies of other files come first: what counts over all files counts on from there.
/// Policies of `previous`, the same file read before, that are the same at the same place are taken
/// over as the same objects.
[[nodiscard]] PolicyFile readPolicyFile(std::string_view text, const std::string& file,
                                        PolicyNaming naming, std::size_t before,
                                        const PolicyFile* previous = nullptr);

/// Policies of several files under one space of ids.
class PolicyFiles {
public:
    explicit PolicyFiles(PolicyNaming naming) : m_naming(naming) {}

    /// Parses one file and adds what it holds. A policy whose id is taken is a diagnostic and stays
    /// out of the set.
    void add(std::string_view text, const std::string& file, Diagnostics& diagnostics);
    void add(const PolicyFile& file, Diagnostics& diagnostics);

    [[nodiscard]] cedar::PolicySet& set() { return m_set; }
    /// The text of each policy and template by its id; its name is the file.
    using Sources = std::map<std::string, std::shared_ptr<const SourceText>, std::less<>>;
    [[nodiscard]] const Sources& sources() const { return m_sources; }

private:
    PolicyNaming m_naming;
    cedar::PolicySet m_set;
    Sources m_sources;
    std::size_t m_count = 0;
};

} // namespace remit::workspace
