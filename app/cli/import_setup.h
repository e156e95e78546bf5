// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/session.h"
#include "core/trace/import.h"
#include "core/workspace/workspace.h"

#include <CLI/CLI.hpp>

#include <string>

namespace remit::cli {

/// How traces are read into a store, as far as the command line says.
struct ImportChoices {
    std::string format;
    std::string mapping; ///< file of a trace mapping
    std::string
        redaction; ///< file of redaction rules; empty: the workspace's, else the built-in ones
    bool noRedaction = false;
};

void addImportChoices(CLI::App& app, ImportChoices& choices);

/// With the workspace's import rules and redaction. What is wrong in a file was told.
[[nodiscard]] tl::expected<trace::ImportOptions, ExitStatus>
importOptions(workspace::Workspace& workspace, const ImportChoices& choices, Session& session);

} // namespace remit::cli
