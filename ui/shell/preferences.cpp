// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/preferences.h"

#include <QDir>
#include <QStandardPaths>

namespace remit::ui {
namespace {

QString fileOf(const QString& file)
{
    if (!file.isEmpty())
        return file;
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) +
           QStringLiteral("/studio.ini");
}

const QString kRecent = QStringLiteral("workspaces/recent");
const QString kAppearance = QStringLiteral("look/appearance");
const QString kFormatOnSave = QStringLiteral("editor/formatOnSave");
const QString kLayout = QStringLiteral("window/layout");

} // namespace

Preferences::Preferences(const QString& file, QObject* parent)
    : QObject(parent), m_settings(fileOf(file), QSettings::IniFormat)
{}

Appearance Preferences::appearance() const
{
    const QString chosen = m_settings.value(kAppearance).toString();
    if (chosen == QLatin1String("light"))
        return Appearance::Light;
    return chosen == QLatin1String("dark") ? Appearance::Dark : Appearance::System;
}

void Preferences::setAppearance(Appearance appearance)
{
    const char* name = appearance == Appearance::Light  ? "light"
                       : appearance == Appearance::Dark ? "dark"
                                                        : "system";
    m_settings.setValue(kAppearance, QString::fromLatin1(name));
}

bool Preferences::formatOnSave() const
{
    return m_settings.value(kFormatOnSave, false).toBool();
}

void Preferences::setFormatOnSave(bool on)
{
    m_settings.setValue(kFormatOnSave, on);
}

QStringList Preferences::recentWorkspaces() const
{
    return m_settings.value(kRecent).toStringList();
}

void Preferences::addRecentWorkspace(const QString& folder)
{
    QStringList folders = recentWorkspaces();
    folders.removeAll(folder);
    folders.prepend(folder);
    while (folders.size() > kRecentCount)
        folders.removeLast();
    m_settings.setValue(kRecent, folders);
    emit recentWorkspacesChanged();
}

void Preferences::removeRecentWorkspace(const QString& folder)
{
    QStringList folders = recentWorkspaces();
    if (folders.removeAll(folder) == 0)
        return;
    m_settings.setValue(kRecent, folders);
    emit recentWorkspacesChanged();
}

QByteArray Preferences::windowState(const QString& name) const
{
    return m_settings.value(QStringLiteral("window/") + name).toByteArray();
}

void Preferences::setWindowState(const QString& name, const QByteArray& state)
{
    m_settings.setValue(QStringLiteral("window/") + name, state);
}

void Preferences::forgetWindowState(const QString& name)
{
    m_settings.remove(QStringLiteral("window/") + name);
}

QString Preferences::layout() const
{
    return m_settings.value(kLayout).toString();
}

void Preferences::setLayout(const QString& name)
{
    m_settings.setValue(kLayout, name);
}

} // namespace remit::ui
