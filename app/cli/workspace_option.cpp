// SPDX-License-Identifier: Apache-2.0
#include "app/cli/workspace_option.h"

#include "core/workspace/git/git_revision.h"
#include "core/workspace/load.h"

#include <map>

namespace remit::cli {

void addWorkspaceOption(CLI::App& app, std::string& folder)
{
    folder = ".";
    app.add_option("-w,--workspace", folder, "Folder of the workspace (default: the current one)")
        ->type_name("DIR");
}

ExitStatus reportOfFiles(const Diagnostics& diagnostics, const workspace::Snapshot& snapshot,
                         Session& session)
{
    std::map<std::string, Diagnostics> byFile;
    for (const Diagnostic& diagnostic : diagnostics)
        byFile[diagnostic.file].push_back(diagnostic);
    ExitStatus status = ExitStatus::Yes;
    for (const auto& [file, ofFile] : byFile)
        status = worse(status, session.report(ofFile, snapshot.source(file)));
    return status;
}

namespace {

tl::expected<OpenedWorkspace, ExitStatus> loadedFrom(workspace::Workspace workspace,
                                                     workspace::Snapshot snapshot, Session& session)
{
    workspace::Loaded loaded = workspace::loadSetup(snapshot);
    const ExitStatus status = reportOfFiles(loaded.diagnostics, snapshot, session);
    if (status != ExitStatus::Yes)
        return tl::unexpected(status);
    return OpenedWorkspace{std::move(workspace), std::move(snapshot), std::move(loaded.setup)};
}

} // namespace

tl::expected<OpenedWorkspace, ExitStatus> openWorkspace(const std::string& folder, Session& session)
{
    auto opened = workspace::Workspace::open(folder);
    if (!opened)
        return tl::unexpected(session.fail(opened.error()));
    workspace::Snapshot snapshot = opened->snapshot();
    return loadedFrom(std::move(*opened), std::move(snapshot), session);
}

tl::expected<OpenedWorkspace, ExitStatus>
openRevision(const std::string& folder, const std::string& revision, Session& session)
{
    auto opened = workspace::Workspace::open(folder);
    if (!opened)
        return tl::unexpected(session.fail(opened.error()));
    auto snapshot = workspace::snapshotOfRevision(opened->root(), revision,
                                                  session.job("Reading the revision"));
    session.endProgress();
    if (!snapshot)
        return tl::unexpected(session.fail(snapshot.error()));
    return loadedFrom(std::move(*opened), std::move(*snapshot), session);
}

} // namespace remit::cli
