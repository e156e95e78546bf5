// SPDX-License-Identifier: Apache-2.0
#include "tests/agentdojo/workspace_decisions.h"

#include "core/replay/replay.h"
#include "core/trace/import.h"
#include "core/workspace/load.h"
#include "core/workspace/workspace.h"

#include <algorithm>

namespace remit::agentdojo {
namespace {

Outcome outcomeOf(decision::Verdict verdict)
{
    switch (verdict) {
    case decision::Verdict::Allow:
        return Outcome::Allowed;
    case decision::Verdict::Deny:
    case decision::Verdict::ApprovalRequired:
        return Outcome::Denied;
    case decision::Verdict::Undecidable:
    case decision::Verdict::Unreachable:
        break;
    }
    return Outcome::Undecidable;
}

Error firstProblem(const std::filesystem::path& workspace, const Diagnostics& diagnostics)
{
    const auto problem =
        std::find_if(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::Error; });
    return {ErrorCode::Invalid, workspace.string() + ": " + problem->file + ": " + problem->message,
            "remit validate tells all of its problems"};
}

} // namespace

Result<std::unique_ptr<replay::EventSource>> importRuns(const std::filesystem::path& folder)
{
    auto read = trace::readTraces({folder});
    if (!read)
        return tl::unexpected(read.error());
    return std::make_unique<replay::MemorySource>(std::move(read->events));
}

Result<std::map<std::string, Decided>> decidedByWorkspace(const std::filesystem::path& workspace,
                                                          const replay::EventSource& runs)
{
    auto opened = workspace::Workspace::open(workspace);
    if (!opened)
        return tl::unexpected(opened.error());
    const workspace::Loaded loaded = workspace::loadSetup(opened->snapshot());
    if (!loaded.ok())
        return tl::unexpected(firstProblem(workspace, loaded.diagnostics));
    auto replayed = replay::replay(decision::Decider(loaded.setup), runs);
    if (!replayed)
        return tl::unexpected(replayed.error());
    std::map<std::string, Decided> decided;
    for (const decision::CallVerdict& row : replayed->rows) // by run, then step
        decided[row.run].push_back(outcomeOf(row.verdict));
    return decided;
}

} // namespace remit::agentdojo
