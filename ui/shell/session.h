// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/documents.h"
#include "core/workspace/workspace.h"
#include "ui/shell/problem.h"

#include <QObject>
#include <QString>

#include <filesystem>
#include <memory>
#include <vector>

namespace remit::decision {
struct Setup;
}

namespace remit::ui {

class CallScope;
class Checker;
class JobRunner;
class Selection;
struct CheckResult;
struct ReplayResult;

/// An open workspace: its documents, what was derived from them, and what is selected. Views hold a
/// pointer to it from Studio::sessionOpened to Studio::sessionClosing, change texts through apply()
/// alone, and follow its signals, which all say what has happened.
///
/// Derived state (problems, setup) is computed on a worker a moment after the last change, from
/// a snapshot with a revision number; results for an old revision are thrown away. All members are
/// for the UI thread.
class Session : public QObject {
    Q_OBJECT

public:
    /// Errors as of Workspace::open. `jobs` must outlive the session.
    [[nodiscard]] static Result<std::unique_ptr<Session>> open(const std::filesystem::path& folder,
                                                               JobRunner& jobs);
    ~Session() override;

    // the texts
    [[nodiscard]] const workspace::Documents& documents() const { return m_documents; }
    [[nodiscard]] const workspace::Workspace& workspace() const { return m_workspace; }
    [[nodiscard]] QString name() const; ///< of remit.json, else of the folder
    [[nodiscard]] QString folder() const;
    /// Every file with its kind, also unsaved new ones.
    [[nodiscard]] std::vector<workspace::WorkspaceFile> files();
    /// The texts that count now, unsaved ones included. Cheap.
    [[nodiscard]] workspace::Snapshot snapshot() { return m_workspace.snapshot(&m_documents); }
    /// The document, read from disk where it is not open yet.
    Result<const workspace::Document*> document(const std::string& path);
    Result<> apply(const WorkspaceEdit& edit,
                   workspace::EditKind kind = workspace::EditKind::Command);
    void endTyping(const std::string& path);
    Result<> undo(const std::string& path);
    Result<> redo(const std::string& path);
    Result<> save(const std::string& path);
    std::vector<workspace::SaveFailure> saveAll();
    /// Takes back all unsaved changes of the file.
    Result<> revert(const std::string& path);
    [[nodiscard]] std::vector<QString> dirtyPaths() const;
    /// Looks at the folder again: clean documents take what is on disk now.
    /// Gives the files that were changed on disk and here.
    std::vector<workspace::DiskChange> refresh();
    /// For a file that was changed on disk and here: take the disk's text, or keep ours.
    Result<> takeFromDisk(const std::string& path);
    Result<> keepOurs(const std::string& path);
    /// Writes everything, unsaved texts included, into the empty folder.
    Result<> copyTo(const std::filesystem::path& folder);

    // what follows from them
    /// Of all files, by file and place.
    [[nodiscard]] const std::vector<Problem>& problems() const { return m_problems; }
    [[nodiscard]] std::vector<Diagnostic> problemsOf(const std::string& path) const;
    [[nodiscard]] int problemCount(Severity severity) const;
    /// Null until the first check is done.
    [[nodiscard]] std::shared_ptr<const decision::Setup> setup() const { return m_setup; }
    /// May the setup decide calls? Policies that only fail validation may, as in the command line.
    [[nodiscard]] bool mayDecide() const { return m_mayDecide; }
    [[nodiscard]] bool hasErrors() const { return problemCount(Severity::Error) > 0; }
    /// Does what follows belong to the present texts? False while typing, and a moment after.
    [[nodiscard]] bool isChecked() const;

    // what was replayed
    /// The last replay, or null.
    [[nodiscard]] std::shared_ptr<const ReplayResult> replay() const { return m_replay; }
    void setReplay(std::shared_ptr<const ReplayResult> replay);
    [[nodiscard]] Selection& selection() const { return *m_selection; }
    /// Which recorded calls the views show.
    [[nodiscard]] CallScope& scope() const { return *m_scope; }

    [[nodiscard]] JobRunner& jobs() const { return m_jobs; }

signals:
    /// A text changed, through whomever. The edits refer to the text before.
    void documentChanged(const remit::workspace::DocumentChange& change);
    /// A document became dirty or clean.
    void dirtyChanged(const QString& path, bool dirty);
    /// Files came or went.
    void filesChanged();
    /// problems() and setup() are new.
    void checked();
    /// replay() is new.
    void replayFinished();

private:
    Session(workspace::Workspace workspace, JobRunner& jobs);

    Result<> report(const Result<workspace::Changes>& changes);
    void noteDirty(const std::string& path);
    void takeCheck(const CheckResult& result);

    JobRunner& m_jobs;
    workspace::Workspace m_workspace;
    workspace::Documents m_documents;
    std::map<std::string, bool> m_dirty; ///< as last told
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<CallScope> m_scope;
    std::unique_ptr<Checker> m_checker;
    std::vector<Problem> m_problems;
    std::shared_ptr<const decision::Setup> m_setup;
    bool m_mayDecide = false;
    std::string m_name;
    std::shared_ptr<const ReplayResult> m_replay;
};

} // namespace remit::ui
