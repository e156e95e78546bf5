// SPDX-License-Identifier: Apache-2.0
#include "app/cli/bundle.h"

#include "app/cli/commands.h"
#include "core/base/text.h"

#include <fmt/format.h>

namespace remit::cli {
namespace {

std::string validityText(const bundle::Statement& statement)
{
    if (!statement.notBefore && !statement.expiresAt)
        return "always";
    return fmt::format("{} to {}", statement.notBefore ? rfc3339(*statement.notBefore) : "always",
                       statement.expiresAt ? rfc3339(*statement.expiresAt) : "no end");
}

std::string replayLine(const bundle::Statement& statement)
{
    if (!statement.replay)
        return "no traces were at hand";
    const decision::ReplaySummary& replay = *statement.replay;
    return fmt::format("{} calls of {} runs: {} allow, {} deny, {} approval required, {} "
                       "undecidable",
                       replay.calls, replay.runs, replay.allow, replay.deny,
                       replay.approvalRequired, replay.undecidable);
}

} // namespace

std::string statementLines(const bundle::Statement& statement)
{
    std::string text;
    const auto line = [&text](std::string_view what, const std::string& value) {
        text += fmt::format("  {:<14} {}\n", what, shown(value));
    };
    line("bundle", fmt::format("{}, revision {}", statement.bundleId, statement.revision));
    line("target", statement.target.empty() ? "none named" : statement.target);
    line("valid", validityText(statement));
    line("follows", statement.previousDigest.value_or("nothing"));
    line("authority", fmt::format("{}, roots: {}", bundle::nameOf(statement.authority),
                                  bundle::nameOf(statement.rootEntitlement)));
    line("versions",
         fmt::format("Cedar {}, {}, {}", statement.language, statement.facts, statement.semantics));
    line("policies", statement.policyDigest);
    line("schema", statement.schemaDigest.value_or("none"));
    line("status list", statement.statusMaxAgeSeconds
                            ? fmt::format("at most {} s old", *statement.statusMaxAgeSeconds)
                            : "none needed");
    if (statement.exportProfile)
        line("profile", *statement.exportProfile);
    line("tests",
         fmt::format("{} passed, {} failed", statement.tests.passed, statement.tests.failed));
    line("replay", replayLine(statement));
    for (const bundle::Acknowledged& one : statement.acknowledged)
        line("acknowledged",
             fmt::format("{} ({}, {}): {}", one.finding, one.state, one.owner, one.reason));
    for (const std::string& one : statement.approvals)
        line("approved by", one);
    return text;
}

void addBundle(Commands& commands)
{
    Commands group = commands.group("bundle", "Builds, signs and verifies bundles of policies");
    addBundleBuild(group);
    addBundleSign(group);
    addBundleVerify(group);
    addBundleStatus(group);
    addBundleInspect(group);
    addBundleDiff(group);
    addBundleExtract(group);
}

} // namespace remit::cli
