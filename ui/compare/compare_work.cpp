// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_work.h"

#include "core/decision/decide.h"
#include "core/workspace/git/git_revision.h"
#include "core/workspace/load.h"
#include "core/workspace/workspace.h"
#include "ui/shell/replay_modes.h"

#include <algorithm>

namespace remit::ui {

namespace {

/// More are counted, and not listed: nobody reads them, and memory is bounded.
constexpr analysis::CompareExtent kListed{.mostListed = 20'000};

using SetupPtr = std::shared_ptr<const decision::Setup>;

Result<workspace::Snapshot> snapshotOf(const CompareSide& side, const JobControl& control)
{
    switch (side.kind) {
    case CompareSide::Kind::Setup:
    case CompareSide::Kind::Texts:
        return side.snapshot;
    case CompareSide::Kind::Revision:
        return workspace::snapshotOfRevision(side.folder, side.revision, control);
    case CompareSide::Kind::Folder:
        break;
    }
    auto other = workspace::Workspace::open(side.folder);
    if (!other)
        return tl::unexpected<Error>(other.error());
    return other->snapshot();
}

Result<SetupPtr> setupOfSide(const CompareSide& side, const workspace::Snapshot& snapshot)
{
    if (side.kind == CompareSide::Kind::Setup)
        return side.setup;
    workspace::Loaded loaded = workspace::loadSetup(snapshot);
    const auto error =
        std::find_if(loaded.diagnostics.begin(), loaded.diagnostics.end(),
                     [](const Diagnostic& one) { return one.severity == Severity::Error; });
    if (error != loaded.diagnostics.end())
        return failure(ErrorCode::Invalid,
                       side.title.toStdString() + " has errors: " + error->file + ": " +
                           error->message,
                       "Nothing can be decided under a revision with errors.");
    return SetupPtr(std::move(loaded.setup));
}

/// A side with what it is made of.
struct LoadedSide {
    workspace::Snapshot texts;
    SetupPtr setup;
};

Result<LoadedSide> loadSide(const CompareSide& side, const JobControl& control)
{
    auto texts = snapshotOf(side, control);
    if (!texts)
        return tl::unexpected<Error>(texts.error());
    auto setup = setupOfSide(side, *texts);
    if (!setup)
        return tl::unexpected<Error>(setup.error());
    return LoadedSide{std::move(*texts), std::move(*setup)};
}

void addEdits(Compared& compared, const LoadedSide& before, const LoadedSide& after)
{
    compared.groups = analysis::grouped(compared.comparison.changes);
    compared.edits = analysis::policyEdits(*before.setup, *after.setup);
    compared.others = analysis::otherEdits(*before.setup, *after.setup);
    compared.files = workspace::fileEdits(before.texts, after.texts);
}

} // namespace

Result<std::shared_ptr<const Compared>>
compareSides(const CompareSide& before, const CompareSide& after,
             const std::shared_ptr<const replay::EventSource>& source, const replay::Options& modes,
             const JobControl& control)
{
    const auto first = loadSide(before, control);
    if (!first)
        return tl::unexpected<Error>(first.error());
    const auto second = loadSide(after, control);
    if (!second)
        return tl::unexpected<Error>(second.error());
    auto compared = std::make_shared<Compared>();
    compared->before = before.title;
    compared->after = after.title;
    compared->decided = source != nullptr;
    if (source != nullptr) {
        auto comparison =
            analysis::compare(decision::Decider(first->setup), decision::Decider(second->setup),
                              *source, modes, control, kListed);
        if (!comparison)
            return tl::unexpected<Error>(comparison.error());
        compared->modes = modeWords(modes);
        compared->comparison = std::move(*comparison);
    }
    addEdits(*compared, *first, *second);
    return std::shared_ptr<const Compared>(std::move(compared));
}

std::shared_ptr<const Compared> comparedOf(KnownChanges known)
{
    auto compared = std::make_shared<Compared>();
    compared->modes = std::move(known.modes);
    compared->comparison = std::move(known.comparison);
    addEdits(*compared, {std::move(known.textsBefore), std::move(known.before)},
             {std::move(known.textsAfter), std::move(known.after)});
    return compared;
}

} // namespace remit::ui
