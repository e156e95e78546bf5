// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/incoming/incoming.h"

#include "core/base/file_io.h"
#include "core/base/text.h"
#include "core/workspace/incoming.h"
#include "core/workspace/settings.h"
#include "ui/editor/editor_area.h"
#include "ui/import/import_actions.h"
#include "ui/import/import_layout.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifications.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMimeData>

#include <algorithm>
#include <set>

namespace remit::ui {
namespace {

namespace fs = std::filesystem;
using workspace::FileKind;

constexpr std::size_t kLookedAt = 1U << 20U; ///< enough to tell what a file is

bool isWorkspaceFolder(const fs::path& folder)
{
    std::error_code error;
    return fs::exists(folder / workspace::kSettingsFile, error);
}

/// In a workspace, which may be another than the open one.
bool liesInWorkspace(const fs::path& file)
{
    for (fs::path folder = file.parent_path(); folder.has_relative_path();
         folder = folder.parent_path()) {
        if (isWorkspaceFolder(folder))
            return true;
    }
    return false;
}

QString fileNameOf(const fs::path& file)
{
    return QString::fromStdString(file.filename().string());
}

} // namespace

/// What is to become of each path.
struct Incoming::Sorted {
    std::vector<fs::path> toOpen; ///< workspaces, and files of one
    std::vector<fs::path> traces; ///< folders and files
    std::vector<fs::path> texts;
    std::vector<fs::path> strange;

    /// Large files that are not named as Cedar are recordings: they are not read here.
    static FileKind kindOf(const fs::path& path)
    {
        const std::string name = path.filename().string();
        std::error_code error;
        if (fs::file_size(path, error) > kLookedAt)
            return path.extension() == ".cedar" ? FileKind::Policies : FileKind::Traces;
        const auto text = readFile(path);
        return text ? workspace::guessedKind(name, *text) : FileKind::Other;
    }
    void add(const fs::path& path)
    {
        std::error_code error;
        if (fs::is_directory(path, error)) {
            (isWorkspaceFolder(path) ? toOpen : traces).push_back(path);
            return;
        }
        if (liesInWorkspace(path)) {
            toOpen.push_back(path);
            return;
        }
        const FileKind kind = kindOf(path);
        (kind == FileKind::Traces  ? traces
         : kind == FileKind::Other ? strange
                                   : texts)
            .push_back(path);
    }
};

Incoming::Incoming(MainWindow& window) : QObject(&window), m_window(window)
{
    window.setAcceptDrops(true);
    window.installEventFilter(this);
    addActions();
}

void Incoming::addActions()
{
    m_window.studio().actions().add(
        {.id = QStringLiteral("file.paste"),
         .text = tr("New from the clip&board"),
         .help = tr("Takes a copied policy, schema, tool list or trace into the workspace."),
         .shortcut = QKeySequence(QStringLiteral("Ctrl+Shift+V")),
         .icon = QStringLiteral("paste"),
         .menu = Menu::File,
         .group = 15},
        [this] { takeText(QApplication::clipboard()->text()); });
}

void Incoming::take(const std::vector<fs::path>& paths)
{
    Sorted sorted;
    for (const fs::path& path : paths) {
        std::error_code error;
        const fs::path whole = fs::absolute(path, error).lexically_normal();
        const bool taken = std::any_of(m_handlers.begin(), m_handlers.end(),
                                       [&](const Handler& handler) { return handler(whole); });
        if (!fs::exists(whole, error))
            m_window.studio().notifications().report(
                {ErrorCode::NotFound, whole.string() + " does not exist", "Look at the name."});
        else if (!taken)
            sorted.add(whole);
    }
    for (const fs::path& path : sorted.toOpen)
        m_window.openPath(path);
    if (!sorted.texts.empty() && needWorkspace(sorted.texts.front()))
        takeIntoWorkspace(sorted.texts);
    if (!sorted.traces.empty() && needWorkspace(sorted.traces.front()))
        importPaths(m_window, sorted.traces);
    if (!sorted.strange.empty())
        tellNothing(fileNameOf(sorted.strange.front()));
}

void Incoming::takeText(const QString& text)
{
    if (text.trimmed().isEmpty())
        return m_window.studio().notifications().inform(tr("The clipboard holds no text."));
    const std::string copied = text.toStdString();
    const FileKind kind = workspace::guessedKind({}, copied);
    if (kind == FileKind::Other)
        return tellNothing(tr("The text on the clipboard"));
    if (!needWorkspace("pasted"))
        return;
    if (kind == FileKind::Traces)
        return importText(m_window, text);
    QStringList added;
    add({}, copied, added);
}

/// A workspace of the file's name where none is open.
bool Incoming::needWorkspace(const fs::path& named)
{
    Studio& studio = m_window.studio();
    if (studio.session() != nullptr)
        return true;
    const Result<> made = studio.createWorkspaceFor(named.stem().string());
    if (!made) {
        studio.notifications().report(made.error());
        return false;
    }
    studio.notifications().post({Notification::Kind::Information,
                                 tr("A workspace was made: %1").arg(studio.session()->folder()),
                                 tr("What you opened is copied into it; the original stays as it "
                                    "is."),
                                 {},
                                 {}});
    return true;
}

void Incoming::takeIntoWorkspace(const std::vector<fs::path>& files)
{
    QStringList added;
    for (const fs::path& file : files) {
        const auto text = readFile(file);
        if (!text)
            m_window.studio().notifications().report(text.error());
        else if (!add(fileNameOf(file), *text, added))
            tellNothing(fileNameOf(file));
    }
    if (!added.isEmpty())
        m_window.studio().notifications().post(
            {Notification::Kind::Information,
             tr("Taken into the workspace: %1").arg(added.join(QStringLiteral(", "))),
             tr("Nothing is saved yet."),
             {},
             {}});
}

bool Incoming::add(const QString& name, const std::string& text, QStringList& added)
{
    Session& session = *m_window.studio().session();
    const FileKind kind = workspace::guessedKind(name.toStdString(), text);
    if (kind == FileKind::Other || firstInvalidUtf8(text))
        return false;
    m_window.editors().flush();
    std::set<std::string> present;
    for (const workspace::WorkspaceFile& file : session.files())
        present.insert(file.path);
    const std::string path =
        workspace::placeOfNew(kind, name.toStdString(), text,
                              [&present](const std::string& p) { return present.count(p) > 0; });
    WorkspaceEdit edit;
    edit.title = tr("Add %1").arg(QString::fromStdString(path)).toStdString();
    edit.files[path] = {{{0, 0}, text}};
    if (const Result<> applied = session.apply(edit); !applied) {
        m_window.studio().notifications().report(applied.error());
        return true;
    }
    added.append(QString::fromStdString(path));
    m_window.editors().open(QString::fromStdString(path));
    return true;
}

void Incoming::tellNothing(const QString& what)
{
    m_window.studio().notifications().post(
        {Notification::Kind::Warning,
         tr("%1 is nothing that a workspace holds.").arg(what),
         tr("Policies and schemas in Cedar; entities, tool lists, tasks, grants and tests in JSON; "
            "traces in any known format."),
         {},
         {}});
}

bool Incoming::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::DragEnter) {
        auto* drag = static_cast<QDragEnterEvent*>(event);
        if (!localPaths(*drag->mimeData()).empty()) {
            drag->acceptProposedAction();
            return true;
        }
    } else if (event->type() == QEvent::Drop) {
        auto* drop = static_cast<QDropEvent*>(event);
        const auto paths = localPaths(*drop->mimeData());
        if (!paths.empty()) {
            drop->acceptProposedAction();
            take(paths);
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace remit::ui
