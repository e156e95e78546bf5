// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command.h"
#include "app/cli/trust_option.h"

/// The commands of `remit bundle`, one file each.
namespace remit::cli {

void addBundleBuild(Commands& group);
void addBundleSign(Commands& group);
void addBundleVerify(Commands& group); ///< and accept
void addBundleStatus(Commands& group);
void addBundleInspect(Commands& group);
void addBundleDiff(Commands& group);
void addBundleExtract(Commands& group);

/// A bundle that holds, and the status list that was named for it.
struct HeldBundle {
    bundle::Verified verified;
    std::optional<bundle::VerifiedStatus> status;
};
/// Verifies both as the options say. What is wrong was told.
[[nodiscard]] tl::expected<HeldBundle, ExitStatus> holdBundle(const std::string& file,
                                                              const TrustDemands& options,
                                                              const bundle::Demands& demands,
                                                              Session& session);

/// What a statement says, for people: one line a fact, indented.
[[nodiscard]] std::string statementLines(const bundle::Statement& statement);

} // namespace remit::cli
