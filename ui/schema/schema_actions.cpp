// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schema/schema_actions.h"

#include "ui/editor/language_commands.h"
#include "ui/models/translate.h"
#include "ui/schema/schema_page.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_action.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QAction>

namespace remit::ui {
namespace {

SchemaPage* makePage(MainWindow& window)
{
    auto* page = new SchemaPage(window.studio());
    QObject::connect(page, &SchemaPage::placeChosen, &window,
                     [&window](const QString& file, quint32 begin, quint32 end) {
                         window.language().jumpTo(file, {begin, end});
                     });
    return page;
}

} // namespace

void addSchemaActions(MainWindow& window)
{
    addPageAction(window,
                  {.id = QStringLiteral("view.schema"),
                   .text = tr("Schema diagra&m"),
                   .help = tr("Types and actions of the schema as boxes and arrows."),
                   .shortcut = QKeySequence(QStringLiteral("Ctrl+Shift+D")),
                   .icon = QStringLiteral("schema"),
                   .menu = Menu::View,
                   .group = 15},
                  {SchemaPage::key(), tr("Schema"), [&window] { return makePage(window); }});
}

} // namespace remit::ui
