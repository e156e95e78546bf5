// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_work.h"

#include "core/base/text.h"
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
    if (side.kind == CompareSide::Kind::Texts)
        return side.snapshot;
    if (side.kind == CompareSide::Kind::Revision)
        return workspace::snapshotOfRevision(side.folder, side.revision, control);
    auto other = workspace::Workspace::open(side.folder);
    if (!other)
        return tl::unexpected<Error>(other.error());
    return other->snapshot();
}

Result<SetupPtr> setupOfSide(const CompareSide& side, const JobControl& control)
{
    if (side.kind == CompareSide::Kind::Setup)
        return side.setup;
    const auto snapshot = snapshotOf(side, control);
    if (!snapshot)
        return tl::unexpected<Error>(snapshot.error());
    workspace::Loaded loaded = workspace::loadSetup(*snapshot);
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

void fill(Compared& compared, const decision::Setup& before, const decision::Setup& after)
{
    compared.groups = analysis::grouped(compared.comparison.changes);
    compared.edits = analysis::policyEdits(before, after);
    compared.others = analysis::otherEdits(before, after);
}

} // namespace

Result<std::shared_ptr<const Compared>>
compareSides(const CompareSide& before, const CompareSide& after,
             const std::shared_ptr<const replay::EventSource>& source, const replay::Options& modes,
             const JobControl& control)
{
    const auto first = setupOfSide(before, control);
    if (!first)
        return tl::unexpected<Error>(first.error());
    const auto second = setupOfSide(after, control);
    if (!second)
        return tl::unexpected<Error>(second.error());
    auto comparison = analysis::compare(decision::Decider(*first), decision::Decider(*second),
                                        *source, modes, control, kListed);
    if (!comparison)
        return tl::unexpected<Error>(comparison.error());
    auto compared = std::make_shared<Compared>();
    compared->before = before.title;
    compared->after = after.title;
    compared->modes = modeWords(modes);
    compared->comparison = std::move(*comparison);
    fill(*compared, **first, **second);
    return std::shared_ptr<const Compared>(std::move(compared));
}

std::shared_ptr<const Compared> comparedOf(analysis::Comparison comparison,
                                           const decision::Setup& before,
                                           const decision::Setup& after, const QString& modes)
{
    auto compared = std::make_shared<Compared>();
    compared->modes = modes;
    compared->comparison = std::move(comparison);
    fill(*compared, before, after);
    return compared;
}

std::vector<DiffLine> diffOf(const std::string& before, const std::string& after)
{
    const auto old = split(before, '\n');
    const auto now = split(after, '\n');
    // The longest common lines, by the usual table: policies are short.
    constexpr std::size_t kMostCells = 4'000'000;
    std::vector<DiffLine> lines;
    const auto add = [&lines](DiffLine::Kind kind, std::string_view text) {
        lines.push_back({kind, std::string(text)});
    };
    if (old.size() * now.size() > kMostCells) {
        for (const auto line : old)
            add(DiffLine::Kind::Removed, line);
        for (const auto line : now)
            add(DiffLine::Kind::Added, line);
        return lines;
    }
    const std::size_t width = now.size() + 1;
    std::vector<std::uint32_t> common((old.size() + 1) * width, 0);
    for (std::size_t i = old.size(); i-- > 0;) {
        for (std::size_t j = now.size(); j-- > 0;)
            common[i * width + j] =
                old[i] == now[j] ? common[(i + 1) * width + j + 1] + 1
                                 : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < old.size() || j < now.size()) {
        if (i < old.size() && j < now.size() && old[i] == now[j]) {
            add(DiffLine::Kind::Same, old[i++]);
            ++j;
        } else if (j == now.size() ||
                   (i < old.size() && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
            add(DiffLine::Kind::Removed, old[i++]);
        } else {
            add(DiffLine::Kind::Added, now[j++]);
        }
    }
    return lines;
}

} // namespace remit::ui
