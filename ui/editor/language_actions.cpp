// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/editor/json_twin.h"
#include "ui/editor/language_commands.h"
#include "ui/editor/outline/outline_view.h"
#include "ui/editor/places/places_view.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/docks.h"
#include "ui/shell/main_window.h"
#include "ui/shell/places/navigation.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"

#include <QAction>
#include <QDockWidget>

namespace remit::ui {

void LanguageCommands::addDocks()
{
    const Theme& theme = m_window.studio().theme();
    m_outline = new OutlineView(theme);
    m_window.docks().add({.id = QStringLiteral("outline"),
                          .title = tr("Outline"),
                          .help = tr("What the text in front consists of."),
                          .icon = QStringLiteral("outline"),
                          .area = Qt::LeftDockWidgetArea},
                         m_outline);
    m_references = new PlacesView(tr("Find references (Shift+F12) lists them here."));
    m_references->setObjectName(QStringLiteral("references"));
    m_window.docks().add({.id = QStringLiteral("references"),
                          .title = tr("References"),
                          .help = tr("Every place that names what was looked for."),
                          .icon = QStringLiteral("references")},
                         m_references);
    m_json = new JsonTwin(theme.colors());
    connect(&theme, &Theme::changed, m_json,
            [this, &theme] { m_json->applyColors(theme.colors()); });
    m_window.docks().add({.id = QStringLiteral("json"),
                          .title = tr("JSON"),
                          .help = tr("The policies or the schema in front as JSON."),
                          .icon = QStringLiteral("json"),
                          .area = Qt::RightDockWidgetArea},
                         m_json);
}

void LanguageCommands::addActions()
{
    ActionRegistry& actions = m_window.studio().actions();
    m_ofEditor.append(actions.add({.id = QStringLiteral("edit.complete"),
                                   .text = tr("&Complete"),
                                   .help = tr("Proposes what may stand at the caret."),
                                   .shortcut = QKeySequence(QStringLiteral("Ctrl+Space")),
                                   .menu = Menu::Edit,
                                   .group = 30},
                                  [this] { complete(); }));
    m_ofEditor.append(actions.add({.id = QStringLiteral("edit.signature"),
                                   .text = tr("&Parameters"),
                                   .help = tr("Shows the parameters of the call at the caret."),
                                   .shortcut = QKeySequence(QStringLiteral("Ctrl+Shift+Space")),
                                   .menu = Menu::Edit,
                                   .group = 30},
                                  [this] { showSignature(); }));
    m_ofEditor.append(
        actions.add({.id = QStringLiteral("edit.describe"),
                     .text = tr("&Describe"),
                     .help = tr("Tells what stands at the caret, and why it is wrong."),
                     .shortcut = QKeySequence(QStringLiteral("Ctrl+I")),
                     .icon = QStringLiteral("help"),
                     .menu = Menu::Edit,
                     .group = 30},
                    [this] { describe(); }));
    m_ofEditor.append(
        actions.add({.id = QStringLiteral("edit.rename"),
                     .text = tr("Re&name…"),
                     .help = tr("Gives what stands at the caret another name, in every "
                                "file; shows first what would change."),
                     .shortcut = QKeySequence(Qt::Key_F2),
                     .icon = QStringLiteral("rename"),
                     .menu = Menu::Edit,
                     .group = 30},
                    [this] { rename(); }));
}

void LanguageCommands::addGoActions()
{
    ActionRegistry& actions = m_window.studio().actions();
    m_ofEditor.append(actions.add({.id = QStringLiteral("go.definition"),
                                   .text = tr("&Definition"),
                                   .help = tr("Shows where what stands at the caret is declared."),
                                   .shortcut = QKeySequence(Qt::Key_F12),
                                   .icon = QStringLiteral("definition"),
                                   .menu = Menu::Go,
                                   .group = 30},
                                  [this] { goToDefinition(); }));
    m_ofEditor.append(
        actions.add({.id = QStringLiteral("go.references"),
                     .text = tr("&References"),
                     .help = tr("Lists every place that names what stands at the caret."),
                     .shortcut = QKeySequence(Qt::SHIFT | Qt::Key_F12),
                     .icon = QStringLiteral("references"),
                     .menu = Menu::Go,
                     .group = 30},
                    [this] { findReferences(); }));
    m_back = actions.add({.id = QStringLiteral("go.back"),
                          .text = tr("&Back"),
                          .help = tr("Shows the place that you came from."),
                          .shortcut = QKeySequence(Qt::ALT | Qt::Key_Left),
                          .icon = QStringLiteral("back"),
                          .menu = Menu::Go,
                          .group = 40},
                         [this] { m_window.navigation().goBack(); });
    m_forward = actions.add({.id = QStringLiteral("go.forward"),
                             .text = tr("&Forward"),
                             .help = tr("Shows the place that you went back from."),
                             .shortcut = QKeySequence(Qt::ALT | Qt::Key_Right),
                             .icon = QStringLiteral("forward"),
                             .menu = Menu::Go,
                             .group = 40},
                            [this] { m_window.navigation().goForward(); });
}

} // namespace remit::ui
