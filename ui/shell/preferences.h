// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/theme.h"

#include <QByteArray>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QSettings>
#include <QStringList>

#include <optional>

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
    /// Points that code is larger than it is at first, within ± kMostZoom.
    [[nodiscard]] int codeZoom() const;
    void setCodeZoom(int points);
    /// Are long lines shown in several rows?
    [[nodiscard]] bool wrapLines() const;
    void setWrapLines(bool on);
    /// Does the studio begin with the workspace of last time?
    [[nodiscard]] bool reopenLast() const;
    void setReopenLast(bool on);
    /// The keys chosen for an action; nothing: its own.
    [[nodiscard]] std::optional<QList<QKeySequence>> keysOf(const QString& action) const;
    void setKeysOf(const QString& action, const QList<QKeySequence>& keys);
    void forgetKeysOf(const QString& action);

    /// Absolute folders, the latest first, at most kRecentCount.
    [[nodiscard]] QStringList recentWorkspaces() const;
    void addRecentWorkspace(const QString& folder);
    void removeRecentWorkspace(const QString& folder);
    void clearRecentWorkspaces();

    /// Window and docks, by name: "geometry", "layout/author" …
    [[nodiscard]] QByteArray windowState(const QString& name) const;
    void setWindowState(const QString& name, const QByteArray& state);
    void forgetWindowState(const QString& name);
    [[nodiscard]] QString layout() const;
    void setLayout(const QString& name);

    static constexpr int kRecentCount = 12;
    static constexpr int kMostZoom = 12;
    static constexpr int kLeastZoom = -4;

signals:
    void recentWorkspacesChanged();
    /// One of the choices that views follow.
    void changed();

private:
    QSettings m_settings;
};

} // namespace remit::ui
