// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/session.h"
#include "core/bundle/statement.h"
#include "core/decision/setup.h"
#include "core/workspace/snapshot.h"

#include <memory>
#include <optional>
#include <string>

namespace remit::cli {

/// A workspace or a bundle, to be compared with another. Of a bundle hashes and names are right;
/// nobody's signature was checked.
struct ComparedSide {
    workspace::Snapshot snapshot;
    std::shared_ptr<const decision::Setup> setup; ///< without errors
    std::optional<bundle::Statement> statement;   ///< of a bundle
    std::string payloadDigest;                    ///< of a bundle
};

/// What is wrong has been told.
[[nodiscard]] tl::expected<ComparedSide, ExitStatus> openSide(const std::string& path,
                                                              Session& session);

} // namespace remit::cli
