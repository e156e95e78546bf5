// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace remit::workspace {

/// What a file of a workspace is for. Which files are of a kind say the globs of remit.json.
enum class FileKind : std::uint8_t {
    Settings,    ///< remit.json itself
    Policies,    ///< Cedar policies and templates
    Links,       ///< template links
    Schema,      ///< Cedar schema, text or JSON
    Entities,    ///< Cedar entity JSON
    Tools,       ///< MCP tools/list documents
    Tasks,       ///< tasks
    Credentials, ///< credentials
    Grants,      ///< grants: ID.json, with the scope beside it in ID.cedar
    Traces,      ///< recorded traces
    Tests,       ///< policy tests
    Reviews,     ///< states of crossings and findings
    Other,       ///< no glob takes it
};

/// The kinds that have globs, in the order in which they are tried: the first that matches counts.
inline constexpr std::array kGlobbedKinds{
    FileKind::Policies, FileKind::Links, FileKind::Schema,  FileKind::Entities,
    FileKind::Tools,    FileKind::Tasks, FileKind::Grants,  FileKind::Credentials,
    FileKind::Traces,   FileKind::Tests, FileKind::Reviews,
};

/// As in `files` of remit.json: "policies", "links" …; "settings" and "other" for the rest.
[[nodiscard]] std::string_view name(FileKind kind);

} // namespace remit::workspace
