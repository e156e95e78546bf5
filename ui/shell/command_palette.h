// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/palette_model.h"

#include <QFrame>
#include <QPointer>

class QLineEdit;
class QListView;

namespace remit::ui {

class ActionRegistry;

/// One line to type into and the list of what fits: all actions (Ctrl+Shift+P), or places to go to
/// (Ctrl+P). Typing `>` first changes from places to actions. Esc gives the focus back.
class CommandPalette : public QFrame {
    Q_OBJECT

public:
    using Source = std::function<std::vector<PaletteEntry>()>;

    CommandPalette(ActionRegistry& actions, QWidget* parent);

    /// Adds places to go to: files, runs, entities … Asked each time the palette opens.
    void addPlaces(Source source) { m_places.push_back(std::move(source)); }

    void openActions();
    void openPlaces();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Mode { Places, Actions };

    void open(Mode mode, const QString& typed);
    void load(Mode mode);
    void takeTyped(const QString& typed);
    void place();
    void moveSelection(int rows);
    void runSelected();
    void dismiss();
    [[nodiscard]] std::vector<PaletteEntry> actionEntries() const;

    ActionRegistry& m_actions;
    std::vector<Source> m_places;
    PaletteModel* m_model;
    QLineEdit* m_line;
    QListView* m_list;
    Mode m_mode = Mode::Places;
    QPointer<QWidget> m_cameFrom;
};

} // namespace remit::ui
