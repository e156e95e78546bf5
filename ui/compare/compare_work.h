// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/compare/compare.h"
#include "core/analysis/compare/policy_edit.h"
#include "core/workspace/snapshot.h"

#include <QString>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace remit::ui {

/// One side of a comparison: a revision of the policies and what goes with them.
struct CompareSide {
    enum class Kind {
        Setup,    ///< `setup`, as it is
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
};

/// Both are loaded and the traces decided under each, in these modes. Errors: Invalid with the
/// first diagnostic where a side does not load; those of git, of the traces; Cancelled.
[[nodiscard]] Result<std::shared_ptr<const Compared>>
compareSides(const CompareSide& before, const CompareSide& after,
             const std::shared_ptr<const replay::EventSource>& source, const replay::Options& modes,
             const JobControl& control);

/// Of a comparison that is made already.
[[nodiscard]] std::shared_ptr<const Compared> comparedOf(analysis::Comparison comparison,
                                                         const decision::Setup& before,
                                                         const decision::Setup& after,
                                                         const QString& modes);

/// "−" and "+" lines with those in common between them, as in a patch.
struct DiffLine {
    enum class Kind { Same, Removed, Added };
    Kind kind = Kind::Same;
    std::string text;
};
[[nodiscard]] std::vector<DiffLine> diffOf(const std::string& before, const std::string& after);

} // namespace remit::ui
