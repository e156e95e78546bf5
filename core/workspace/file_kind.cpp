// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/file_kind.h"

namespace remit::workspace {

std::string_view name(FileKind kind)
{
    switch (kind) {
    case FileKind::Settings:
        return "settings";
    case FileKind::Policies:
        return "policies";
    case FileKind::Links:
        return "links";
    case FileKind::Schema:
        return "schema";
    case FileKind::Entities:
        return "entities";
    case FileKind::Tools:
        return "tools";
    case FileKind::Tasks:
        return "tasks";
    case FileKind::Credentials:
        return "credentials";
    case FileKind::Grants:
        return "grants";
    case FileKind::Traces:
        return "traces";
    case FileKind::Tests:
        return "tests";
    case FileKind::Reviews:
        return "reviews";
    case FileKind::Other:
        break;
    }
    return "other";
}

} // namespace remit::workspace
