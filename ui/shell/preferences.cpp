// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/preferences.h"

#include <QDir>
#include <QStandardPaths>

#include <algorithm>

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
const QString kCodeZoom = QStringLiteral("editor/zoom");
const QString kWrapLines = QStringLiteral("editor/wrapLines");
const QString kReopenLast = QStringLiteral("start/reopenLast");
const QString kLayout = QStringLiteral("window/layout");

QString keysName(const QString& action)
{
    return QStringLiteral("keys/") + action;
}

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
    emit changed();
}

bool Preferences::formatOnSave() const
{
    return m_settings.value(kFormatOnSave, false).toBool();
}

void Preferences::setFormatOnSave(bool on)
{
    m_settings.setValue(kFormatOnSave, on);
    emit changed();
}

int Preferences::codeZoom() const
{
    return std::clamp(m_settings.value(kCodeZoom, 0).toInt(), kLeastZoom, kMostZoom);
}

void Preferences::setCodeZoom(int points)
{
    m_settings.setValue(kCodeZoom, std::clamp(points, kLeastZoom, kMostZoom));
    emit changed();
}

bool Preferences::wrapLines() const
{
    return m_settings.value(kWrapLines, false).toBool();
}

void Preferences::setWrapLines(bool on)
{
    m_settings.setValue(kWrapLines, on);
    emit changed();
}

bool Preferences::reopenLast() const
{
    return m_settings.value(kReopenLast, false).toBool();
}

void Preferences::setReopenLast(bool on)
{
    m_settings.setValue(kReopenLast, on);
    emit changed();
}

std::optional<QList<QKeySequence>> Preferences::keysOf(const QString& action) const
{
    const QVariant kept = m_settings.value(keysName(action));
    if (!kept.isValid())
        return std::nullopt;
    return QKeySequence::listFromString(kept.toString(), QKeySequence::PortableText);
}

void Preferences::setKeysOf(const QString& action, const QList<QKeySequence>& keys)
{
    m_settings.setValue(keysName(action),
                        QKeySequence::listToString(keys, QKeySequence::PortableText));
}

void Preferences::forgetKeysOf(const QString& action)
{
    m_settings.remove(keysName(action));
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

void Preferences::clearRecentWorkspaces()
{
    m_settings.remove(kRecent);
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
