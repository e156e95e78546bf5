// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/print_actions.h"

#include "ui/editor/code_editor.h"
#include "ui/models/translate.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifications.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"

#include <QAction>
#include <QPainter>
#include <QPrintDialog>
#include <QScopeGuard>
#include <Qsci/qsciprinter.h>

#include <algorithm>
#include <memory>

namespace remit::ui {
namespace {

bool printWidget(QWidget& page, QPrinter& printer)
{
    QPainter painter;
    if (page.size().isEmpty() || !painter.begin(&printer))
        return false;
    const QRectF paper = printer.pageRect(QPrinter::DevicePixel);
    const double scale = std::min(paper.width() / page.width(), paper.height() / page.height());
    painter.scale(scale, scale);
    page.render(&painter);
    return painter.end();
}

void choosePrinter(MainWindow& window)
{
    auto printer = std::make_shared<QsciPrinter>(QPrinter::HighResolution);
    auto* dialog = new QPrintDialog(printer.get(), &window);
    dialog->setObjectName(QStringLiteral("printDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, qOverload<QPrinter*>(&QPrintDialog::accepted), &window,
                     [&window, printer] {
                         if (!printPage(window, *printer))
                             window.studio().notifications().post(
                                 {Notification::Kind::Warning,
                                  tr("Nothing was printed"),
                                  tr("Choose another printer, or print into a file."),
                                  {},
                                  {}});
                     });
    // The dialog writes into the printer until it is gone.
    QObject::connect(dialog, &QObject::destroyed, &window, [printer] {});
    dialog->open();
}

} // namespace

bool printPage(MainWindow& window, QsciPrinter& printer)
{
    QWidget* page = window.centre().currentWidget();
    if (page == nullptr)
        return false;
    Theme& theme = window.studio().theme();
    const Appearance shown = theme.appearance();
    const auto back = qScopeGuard([&theme, shown] { theme.setAppearance(shown); });
    theme.setAppearance(Appearance::Light);
    if (auto* editor = qobject_cast<CodeEditor*>(page)) {
        printer.setWrapMode(QsciScintilla::WrapWord);
        return printer.printRange(editor) != 0;
    }
    return printWidget(*page, printer);
}

void addPrintAction(MainWindow& window)
{
    Studio& studio = window.studio();
    QAction* action =
        studio.actions().add({.id = QStringLiteral("file.print"),
                              .text = tr("Pr&int…"),
                              .help = tr("Prints the page in front: a text, the graph, a list."),
                              .shortcut = QKeySequence(QStringLiteral("Ctrl+Alt+P")),
                              .icon = QStringLiteral("print"),
                              .menu = Menu::File,
                              .group = 60},
                             [&window] { choosePrinter(window); });
    const auto update = [action, &window] {
        action->setEnabled(window.centre().currentWidget() != nullptr &&
                           window.studio().session() != nullptr);
    };
    update();
    QObject::connect(&window.centre(), &Centre::pageChanged, action, update);
    QObject::connect(&studio, &Studio::sessionClosing, &window,
                     [action] { action->setEnabled(false); });
}

} // namespace remit::ui
