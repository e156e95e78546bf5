// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/studio.h"

#include "core/workspace/create.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/english_plurals.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/notifications.h"
#include "ui/shell/preferences.h"
#include "ui/shell/session.h"
#include "ui/shell/theme.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>
#include <QStandardPaths>

namespace remit::ui {
namespace {

QDir copiesFolder(const StudioPlaces& places)
{
    if (!places.copiesFolder.isEmpty())
        return QDir(places.copiesFolder);
    return QDir(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) +
                QStringLiteral("/Remit Studio"));
}

/// "payments-agent", or "payments-agent-2" where that is taken.
QString freeFolder(const QDir& parent, const QString& name)
{
    QString candidate = name;
    for (int number = 2; parent.exists(candidate); ++number)
        candidate = QStringLiteral("%1-%2").arg(name).arg(number);
    return parent.filePath(candidate);
}

} // namespace

Studio::Studio(StudioPlaces places, QObject* parent)
    : QObject(parent)
    , m_places(std::move(places))
    , m_plurals(std::make_unique<EnglishPlurals>())
    , m_preferences(std::make_unique<Preferences>(m_places.preferencesFile))
    , m_theme(std::make_unique<Theme>())
    , m_actions(std::make_unique<ActionRegistry>())
    , m_notifications(std::make_unique<Notifications>())
    , m_jobs(std::make_unique<JobRunner>())
{
    // Another language has plural forms of its own, which these would hide.
    if (QLocale().language() == QLocale::English || QLocale().language() == QLocale::C)
        QCoreApplication::installTranslator(m_plurals.get());
    m_theme->setAppearance(m_preferences->appearance());
    m_actions->setChosenKeys(
        [this](const QString& action) { return m_preferences->keysOf(action); });
}

Studio::~Studio()
{
    closeWorkspace();
}

Result<> Studio::openWorkspace(const std::filesystem::path& folder)
{
    auto opened = Session::open(folder, *m_jobs);
    if (!opened.has_value())
        return tl::unexpected<Error>(opened.error());
    closeWorkspace();
    m_session = std::move(*opened);
    m_preferences->addRecentWorkspace(m_session->folder());
    emit sessionOpened(m_session.get());
    return {};
}

Result<> Studio::createWorkspace(const std::filesystem::path& folder)
{
    return workspace::createWorkspace(folder).and_then([&] { return openWorkspace(folder); });
}

Result<> Studio::createWorkspaceFor(const std::string& name)
{
    const QDir parent = copiesFolder(m_places);
    if (!QDir().mkpath(parent.path()))
        return failure(ErrorCode::Unwritable,
                       "the folder " + parent.path().toStdString() + " cannot be made",
                       "new workspaces are made there; check its permissions");
    const std::filesystem::path folder =
        freeFolder(parent, QString::fromStdString(name.empty() ? "workspace" : name)).toStdString();
    return workspace::createEmptyWorkspace(folder, name).and_then([&] {
        return openWorkspace(folder);
    });
}

Result<> Studio::openSample(const std::string& name)
{
    const QDir parent = copiesFolder(m_places);
    if (!QDir().mkpath(parent.path()))
        return failure(ErrorCode::Unwritable,
                       "the folder " + parent.path().toStdString() + " cannot be made",
                       "samples are opened as copies there; check its permissions");
    const std::filesystem::path copy =
        freeFolder(parent, QString::fromStdString(name)).toStdString();
    return workspace::createWorkspace(copy, m_places.samples, name).and_then([&] {
        return openWorkspace(copy);
    });
}

Result<> Studio::copyWorkspace(const std::filesystem::path& folder)
{
    return m_session ? m_session->copyTo(folder) : Result<>();
}

QString Studio::journalFolder() const
{
    if (!m_places.journalFolder.isEmpty())
        return m_places.journalFolder;
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) +
           QStringLiteral("/journal");
}

void Studio::closeWorkspace()
{
    if (!m_session)
        return;
    m_jobs->cancelAll();
    emit sessionClosing(m_session.get());
    m_session.reset();
    emit sessionClosed();
}

} // namespace remit::ui
