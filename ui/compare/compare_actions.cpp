// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_actions.h"

#include "ui/compare/compare_page.h"
#include "ui/models/translate.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/main_window.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QAction>

namespace remit::ui {
namespace {

const QString kComparePage = QStringLiteral("compare");

QWidget* makeComparePage(MainWindow& window)
{
    Studio& studio = window.studio();
    auto* page = new ComparePage(studio);
    page->setSession(studio.session());
    QObject::connect(&studio, &Studio::sessionClosing, page, [page] { page->setSession(nullptr); });
    QObject::connect(page, &ComparePage::placeChosen, &window, &MainWindow::showPlace);
    QObject::connect(page, &ComparePage::callSelected, page,
                     [&studio](const QString& run, qint64 step) {
                         if (studio.session() != nullptr)
                             studio.session()->selection().selectCall(run, step);
                     });
    return page;
}

} // namespace

ComparePage* showComparePage(MainWindow& window, std::shared_ptr<const Compared> compared)
{
    QWidget* page = window.centre().open(
        kComparePage, [&window] { return makeComparePage(window); }, tr("Compare"),
        QStringLiteral("compare"));
    auto* compare = qobject_cast<ComparePage*>(page);
    if (compare != nullptr && compared)
        compare->showCompared(std::move(compared));
    return compare;
}

void addCompare(MainWindow& window)
{
    QAction* open = window.studio().actions().add(
        {.id = QStringLiteral("view.compare"),
         .text = tr("&Compare revisions"),
         .help = tr("Which recorded calls two revisions decide differently, and why."),
         .shortcut = Qt::CTRL | Qt::ALT | Qt::Key_C,
         .icon = QStringLiteral("compare"),
         .menu = Menu::Replay,
         .group = 3},
        [&window] { showComparePage(window); });
    open->setEnabled(false);
    QObject::connect(&window.studio(), &Studio::sessionOpened, open,
                     [open] { open->setEnabled(true); });
    QObject::connect(&window.studio(), &Studio::sessionClosing, open,
                     [open] { open->setEnabled(false); });
    Centre* centre = &window.centre();
    QObject::connect(&window.studio(), &Studio::sessionClosing, centre,
                     [centre] { centre->closePage(kComparePage); });
    QObject::connect(centre, &Centre::closeRequested, open, [centre](const QString& key) {
        if (key == kComparePage)
            centre->closePage(key);
    });
}

} // namespace remit::ui
