// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/compare/compare.h"
#include "core/analysis/compare/policy_edit.h"
#include "core/workspace/file_edits.h"

#include <QString>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace remit::ui {

/// One side of a comparison: a revision of the policies and what goes with them.
struct CompareSide {
    enum class Kind {
        Setup,    ///< `setup`, as it is, and the texts that it was made of
        Texts,    ///< `snapshot`
        Revision, ///< a git revision of the workspace's folder
        Folder,   ///< another workspace
    };
    Kind kind = Kind::Setup;
    QString title; ///< "present texts", "HEAD~1"
    std::shared_ptr<const decision::Setup> setup;
    workspace::Snapshot snapshot;
    std::string revision;
    std::filesystem::path folder; ///< of the workspace, or of the other one

    bool operator==(const CompareSide& other) const
    {
        return kind == other.kind && revision == other.revision && folder == other.folder;
    }
};

/// What two sides say of the same calls.
struct Compared {
    QString before; ///< titles
    QString after;
    QString modes; ///< of both replays, where they are not the usual ones (modeWords)
    analysis::Comparison comparison;
    std::vector<analysis::ChangeGroup> groups;
    std::vector<analysis::PolicyEdit> edits;
    std::vector<std::string> others; ///< what else was edited
    std::vector<workspace::FileEdit> files;
    bool decided = true; ///< false: there were no calls to decide, only the texts are compared
};

/// Both are loaded and the traces decided under each, in these modes; without a source only the
/// texts are compared. Errors: Invalid with the first diagnostic where a side does not load; those
/// of git, of the traces; Cancelled.
[[nodiscard]] Result<std::shared_ptr<const Compared>>
compareSides(const CompareSide& before, const CompareSide& after,
             const std::shared_ptr<const replay::EventSource>& source, const replay::Options& modes,
             const JobControl& control);

/// Of a comparison that is made already: of a replay's setup and texts, and those that came after.
struct KnownChanges {
    analysis::Comparison comparison;
    std::shared_ptr<const decision::Setup> before;
    std::shared_ptr<const decision::Setup> after;
    workspace::Snapshot textsBefore;
    workspace::Snapshot textsAfter;
    QString modes;
};
[[nodiscard]] std::shared_ptr<const Compared> comparedOf(KnownChanges known);

} // namespace remit::ui
