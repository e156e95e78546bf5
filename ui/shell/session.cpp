// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/session.h"

#include "core/decision/setup.h"
#include "core/workspace/create.h"
#include "ui/shell/call_scope.h"
#include "ui/shell/checker.h"
#include "ui/shell/selection.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace remit::ui {

Result<std::unique_ptr<Session>> Session::open(const std::filesystem::path& folder, JobRunner& jobs)
{
    auto opened = workspace::Workspace::open(folder);
    if (!opened.has_value())
        return tl::unexpected<Error>(opened.error());
    return std::unique_ptr<Session>(new Session(std::move(*opened), jobs));
}

Session::Session(workspace::Workspace workspace, JobRunner& jobs)
    : m_jobs(jobs)
    , m_workspace(std::move(workspace))
    , m_documents(m_workspace.root())
    , m_selection(std::make_unique<Selection>())
    , m_scope(std::make_unique<CallScope>())
    , m_checker(
          std::make_unique<Checker>(jobs, [this] { return m_workspace.snapshot(&m_documents); }))
{
    connect(m_checker.get(), &Checker::checked, this, &Session::takeCheck);
    m_checker->checkNow();
}

Session::~Session() = default;

QString Session::name() const
{
    const QString own = QString::fromStdString(m_name);
    return own.isEmpty() ? QString::fromStdString(m_workspace.root().filename().string()) : own;
}

QString Session::folder() const
{
    return QString::fromStdString(m_workspace.root().string());
}

std::vector<workspace::WorkspaceFile> Session::files()
{
    return m_workspace.files(&m_documents);
}

Result<const workspace::Document*> Session::document(const std::string& path)
{
    return m_documents.open(path);
}

Result<> Session::apply(const WorkspaceEdit& edit, workspace::EditKind kind)
{
    return report(m_documents.apply(edit, kind));
}

void Session::endTyping(const std::string& path)
{
    m_documents.endTyping(path);
}

Result<> Session::undo(const std::string& path)
{
    return report(m_documents.undo(path));
}

Result<> Session::redo(const std::string& path)
{
    return report(m_documents.redo(path));
}

/// Tells what has changed, and has it checked.
Result<> Session::report(const Result<workspace::Changes>& changes)
{
    if (!changes.has_value())
        return tl::unexpected<Error>(changes.error());
    bool filesMoved = false;
    for (const workspace::DocumentChange& change : *changes) {
        emit documentChanged(change);
        noteDirty(change.path);
        filesMoved = filesMoved || change.created || change.removed;
    }
    if (filesMoved)
        emit filesChanged();
    if (!changes->empty())
        m_checker->schedule();
    return {};
}

void Session::noteDirty(const std::string& path)
{
    const workspace::Document* document = m_documents.find(path);
    const bool dirty = document != nullptr && document->isDirty();
    bool& told = m_dirty[path];
    if (std::exchange(told, dirty) != dirty)
        emit dirtyChanged(QString::fromStdString(path), dirty);
}

Result<> Session::save(const std::string& path)
{
    Result<> saved = m_documents.save(path);
    noteDirty(path);
    return saved;
}

std::vector<workspace::SaveFailure> Session::saveAll()
{
    std::vector<QString> before = dirtyPaths();
    std::vector<workspace::SaveFailure> failures = m_documents.saveAll();
    for (const QString& path : before)
        noteDirty(path.toStdString());
    return failures;
}

Result<> Session::revert(const std::string& path)
{
    return report(m_documents.reload(path));
}

std::vector<QString> Session::dirtyPaths() const
{
    std::vector<QString> paths;
    for (const workspace::Document* document : m_documents.all()) {
        if (document->isDirty())
            paths.push_back(QString::fromStdString(document->path()));
    }
    return paths;
}

std::vector<workspace::DiskChange> Session::refresh()
{
    std::vector<workspace::DiskChange> conflicts;
    for (const workspace::DiskChange& change : m_documents.checkDisk()) {
        if (change.dirty)
            conflicts.push_back(change);
        else
            std::ignore = report(m_documents.reload(change.path));
    }
    const std::vector<workspace::WorkspaceFile> before = files();
    const bool read = m_workspace.refresh().has_value();
    const auto same = [](const auto& a, const auto& b) { return a.path == b.path; };
    const std::vector<workspace::WorkspaceFile> after = files();
    if (read && !std::equal(before.begin(), before.end(), after.begin(), after.end(), same))
        emit filesChanged();
    m_checker->schedule();
    return conflicts;
}

Result<> Session::takeFromDisk(const std::string& path)
{
    return report(m_documents.reload(path));
}

Result<> Session::keepOurs(const std::string& path)
{
    Result<> kept = m_documents.keepOurs(path);
    noteDirty(path);
    return kept;
}

Result<> Session::copyTo(const std::filesystem::path& folder)
{
    return workspace::copyWorkspace(m_workspace, m_documents, folder);
}

std::vector<Diagnostic> Session::problemsOf(const std::string& path) const
{
    std::vector<Diagnostic> found;
    for (const Problem& problem : m_problems) {
        if (problem.diagnostic.file == path)
            found.push_back(problem.diagnostic);
    }
    return found;
}

int Session::problemCount(Severity severity) const
{
    return static_cast<int>(
        std::count_if(m_problems.begin(), m_problems.end(), [severity](const Problem& problem) {
            return problem.diagnostic.severity == severity;
        }));
}

bool Session::isChecked() const
{
    return m_checker->isCurrent();
}

void Session::takeCheck(const CheckResult& result)
{
    m_name = result.name;
    m_problems = result.problems;
    m_setup = result.setup;
    m_mayDecide = result.mayDecide;
    emit checked();
}

void Session::setReplay(std::shared_ptr<const ReplayResult> replay)
{
    m_replay = std::move(replay);
    emit replayFinished();
}

} // namespace remit::ui
