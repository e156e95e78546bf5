// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace remit::bundle {

/// Why a member may not be called so; nothing when it may: relative, in NFC, parts that are neither
/// empty nor hidden nor lead out, no control characters, no `\` or `:`, and short enough for ustar.
[[nodiscard]] std::optional<std::string> badMemberName(std::string_view name);

/// One text for all names that some file system takes for the same: NFC of the full case folding.
[[nodiscard]] std::string foldedName(std::string_view name);

/// Names met so far: no two may be the same after folding, and none a folder of another.
class MemberNames {
public:
    /// False: it is there already, or is a folder of one that is, or the reverse.
    [[nodiscard]] bool add(std::string_view name);

private:
    std::set<std::string> m_files;
    std::set<std::string> m_folders;
};

} // namespace remit::bundle
