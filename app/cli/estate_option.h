// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/session.h"
#include "app/cli/workspace_option.h"
#include "core/authority/estate.h"
#include "core/authority/history.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

namespace remit::cli {

/// `--at T`, the time that a question about delegation is asked for; now when left out.
void addTimeOption(CLI::App& app, std::string& at);
/// Failed where it is no time.
[[nodiscard]] tl::expected<Instant, ExitStatus> timeOf(const std::string& at, Session& session);

/// A workspace, opened, with what its delegation is made of.
struct OpenedEstate {
    OpenedWorkspace opened;
    authority::Estate estate;
    std::shared_ptr<const authority::History> history; ///< by the files alone
};
[[nodiscard]] tl::expected<OpenedEstate, ExitStatus> openEstate(const std::string& folder,
                                                                Session& session);

} // namespace remit::cli
