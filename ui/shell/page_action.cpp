// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/page_action.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/main_window.h"
#include "ui/shell/studio.h"

#include <QAction>

namespace remit::ui {

QAction* addPageAction(MainWindow& window, const ActionSpec& spec, PageSpec page)
{
    Studio& studio = window.studio();
    // The studio outlives the window: the centre is asked only while it is there.
    Centre* centre = &window.centre();
    const QString key = page.key;
    QAction* open = studio.actions().add(spec, [centre, page = std::move(page), icon = spec.icon] {
        centre->open(page.key, page.make, page.title, icon);
    });
    open->setEnabled(studio.session() != nullptr);
    QObject::connect(&studio, &Studio::sessionOpened, open, [open] { open->setEnabled(true); });
    QObject::connect(&studio, &Studio::sessionClosing, centre, [centre, open, key] {
        open->setEnabled(false);
        centre->closePage(key);
    });
    QObject::connect(centre, &Centre::closeRequested, open, [centre, key](const QString& wanted) {
        if (wanted == key)
            centre->closePage(key);
    });
    return open;
}

} // namespace remit::ui
