// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/decision/setup.h"
#include "core/replay/event_source.h"
#include "core/workspace/snapshot.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// Export to what enforces policies today. A profile is a set of lints and a writer: what does not
/// fit the target is listed, and nothing is written that would decide differently there.
namespace remit::bundle {

/// A file of an export, by its path below the folder.
struct ExportedFile {
    std::string path;
    std::string content;
};

struct Export {
    /// Sorted by path. Empty where something does not fit.
    std::vector<ExportedFile> files;
    /// Codes export/…, in files of the workspace: errors for what the target cannot decide as this
    /// workspace does, warnings for what somebody has to see to.
    Diagnostics misfits;

    [[nodiscard]] bool fits() const { return !hasErrors(misfits); }
};

/// A profile of remit.json by its name, else the plain one of a target ("cedar", "agentcore",
/// "verified-permissions"). Error: NotFound, with the nearest name.
[[nodiscard]] Result<workspace::ExportProfile> exportProfile(const workspace::Settings& settings,
                                                             std::string_view name);

/// Lints, and what would be written. Error: Usage, where the profile lacks something that the
/// target needs (AgentCore: the gateway's ARN and target). The setup is the snapshot's, without
/// errors. `more`: files that go along, such as the recorded calls.
[[nodiscard]] Result<Export> makeExport(const decision::Setup& setup,
                                        const workspace::Snapshot& snapshot,
                                        const workspace::ExportProfile& profile,
                                        std::vector<ExportedFile> more = {});

/// Recorded calls as a plain Cedar engine has to decide them, `calls.jsonl`: one a line, by run and
/// step, with `run, step, decidedBy, action, resource, context, chain, evaluations [{policySet,
/// principal, decision}], decision, verdict`. `decidedBy` is "steps 0-4" where these fail or are
/// not known, "facts" where a needed fact was not recorded (both deny), else "evaluations": all
/// must allow. A test for the enforcement point that the export goes to.
[[nodiscard]] Result<ExportedFile>
exportedCalls(const std::shared_ptr<const decision::Setup>& setup,
              const replay::EventSource& source, const JobControl& control = {});

/// Writes all files, or none: into a folder that does not exist, is empty, or holds an earlier
/// export and nothing else, which is then replaced as a whole. Errors: Usage, Unwritable.
[[nodiscard]] Result<> writeExport(const std::filesystem::path& folder,
                                   const std::vector<ExportedFile>& files);

} // namespace remit::bundle
