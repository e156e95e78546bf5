// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_actions.h"

#include "ui/compare/compare_page.h"
#include "ui/models/translate.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_action.h"
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
    QAction* open = window.studio().actions().find(QStringLiteral("view.compare"));
    if (open == nullptr)
        return nullptr;
    open->trigger();
    auto* page = qobject_cast<ComparePage*>(window.centre().page(kComparePage));
    if (page != nullptr && compared)
        page->showCompared(std::move(compared));
    return page;
}

void addCompare(MainWindow& window)
{
    addPageAction(window,
                  {.id = QStringLiteral("view.compare"),
                   .text = tr("&Compare revisions"),
                   .help = tr("Which recorded calls two revisions decide differently, and why."),
                   .shortcut = Qt::CTRL | Qt::ALT | Qt::Key_C,
                   .icon = QStringLiteral("compare"),
                   .menu = Menu::Replay,
                   .group = 3},
                  {kComparePage, tr("Compare"), [&window] { return makeComparePage(window); }});
}

} // namespace remit::ui
