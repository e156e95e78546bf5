// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/theme.h"

#include <QByteArray>
#include <QObject>
#include <QSettings>
#include <QStringList>

namespace remit::ui {

/// What the user has chosen on this machine, kept between starts. Nothing in it changes a verdict.
class Preferences : public QObject {
    Q_OBJECT

public:
    /// `file` in INI form; empty: the user's own (the platform's place for settings).
    explicit Preferences(const QString& file = {}, QObject* parent = nullptr);

    [[nodiscard]] Appearance appearance() const;
    void setAppearance(Appearance appearance);

    /// Are policies and schemas laid out anew each time they are saved? Not unless it is chosen.
    [[nodiscard]] bool formatOnSave() const;
    void setFormatOnSave(bool on);

    /// Absolute folders, the latest first, at most kRecentCount.
    [[nodiscard]] QStringList recentWorkspaces() const;
    void addRecentWorkspace(const QString& folder);
    void removeRecentWorkspace(const QString& folder);

    /// Window and docks, by name: "geometry", "layout/author" …
    [[nodiscard]] QByteArray windowState(const QString& name) const;
    void setWindowState(const QString& name, const QByteArray& state);
    void forgetWindowState(const QString& name);
    [[nodiscard]] QString layout() const;
    void setLayout(const QString& name);

    static constexpr int kRecentCount = 12;

signals:
    void recentWorkspacesChanged();

private:
    QSettings m_settings;
};

} // namespace remit::ui
