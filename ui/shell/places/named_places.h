// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/source_text.h"
#include "ui/models/palette_model.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <vector>

namespace remit::ui {

class MainWindow;
class Session;

/// Something of the workspace's texts that has a name: a policy, an entity, a task, a grant …
struct NamedPlace {
    QString name;
    QString kind; ///< in words: "policy"
    QString icon;
    QString path;
    Span span;
};

/// Everything that has a name, for Ctrl+P: kept up on a worker after each check. Runs come from the
/// last replay. A child of the window.
class NamedPlaces : public QObject {
    Q_OBJECT

public:
    explicit NamedPlaces(MainWindow& window);

    [[nodiscard]] std::vector<PaletteEntry> entries() const;
    [[nodiscard]] std::vector<PaletteEntry> runs() const;
    [[nodiscard]] const std::vector<NamedPlace>& all() const { return m_places; }
    /// Goes to where the thing of that name is written down, or says that it stands nowhere.
    /// `kind`: by its icon ("grants", "entities" …), the same in every language.
    void show(const QString& kind, const QString& name);

    static constexpr std::size_t kMostKept = 50'000;

signals:
    void refreshed();

private:
    void refresh();

    MainWindow& m_window;
    QPointer<Session> m_session;
    std::vector<NamedPlace> m_places;
};

} // namespace remit::ui
