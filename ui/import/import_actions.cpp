// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/import_actions.h"

#include "ui/import/import_page.h"
#include "ui/models/translate.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/main_window.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>

namespace remit::ui {
namespace {

const QString kPage = QStringLiteral("import");

QFileDialog* newDialog(MainWindow& window, const QString& title)
{
    auto* dialog = new QFileDialog(&window, title);
    dialog->setObjectName(QStringLiteral("importDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    return dialog;
}

void chooseMapping(MainWindow& window)
{
    QFileDialog* dialog = newDialog(window, tr("Mapping of a format of your own"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("Mappings (*.json)"));
    QObject::connect(dialog, &QFileDialog::fileSelected, &window, [&window](const QString& file) {
        if (auto* page = qobject_cast<ImportPage*>(window.centre().page(kPage)))
            page->setMapping(file.toStdString());
    });
    dialog->open();
}

/// A dialog that does not block, for files or for a folder.
void choose(MainWindow& window, bool folder)
{
    QFileDialog* dialog =
        newDialog(window, folder ? tr("Import a folder of traces") : tr("Import traces"));
    dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFiles);
    dialog->setOption(QFileDialog::ShowDirsOnly, folder);
    QObject::connect(dialog, &QFileDialog::filesSelected, &window,
                     [&window](const QStringList& files) {
                         auto* page = qobject_cast<ImportPage*>(window.centre().page(kPage));
                         std::vector<std::filesystem::path> paths;
                         for (const QString& file : files)
                             paths.emplace_back(file.toStdString());
                         if (page != nullptr)
                             page->addPaths(paths);
                     });
    dialog->open();
}

ImportPage* openPage(MainWindow& window)
{
    QWidget* page = window.centre().open(
        kPage,
        [&window] {
            auto* made = new ImportPage(window.studio());
            QObject::connect(made, &ImportPage::chooseFiles, &window,
                             [&window] { choose(window, false); });
            QObject::connect(made, &ImportPage::chooseFolder, &window,
                             [&window] { choose(window, true); });
            QObject::connect(made, &ImportPage::chooseMapping, &window,
                             [&window] { chooseMapping(window); });
            QObject::connect(made, &ImportPage::paste, made,
                             [made] { made->setText(QApplication::clipboard()->text()); });
            return made;
        },
        tr("Import"), QStringLiteral("traces"));
    return qobject_cast<ImportPage*>(page);
}

} // namespace

void importPaths(MainWindow& window, const std::vector<std::filesystem::path>& paths)
{
    openPage(window)->addPaths(paths);
}

void importText(MainWindow& window, const QString& text)
{
    openPage(window)->setText(text);
}

void addImport(MainWindow& window)
{
    ActionRegistry& actions = window.studio().actions();
    QAction* import =
        actions.add({.id = QStringLiteral("traces.import"),
                     .text = tr("&Import traces…"),
                     .help = tr("Reads recordings of any known format into the workspace's store."),
                     .shortcut = QKeySequence(QStringLiteral("Ctrl+Alt+I")),
                     .icon = QStringLiteral("traces"),
                     .menu = Menu::File,
                     .group = 15},
                    [&window] { openPage(window); });
    QAction* paste =
        actions.add({.id = QStringLiteral("traces.paste"),
                     .text = tr("Import from the clip&board"),
                     .help = tr("Reads a trace that was copied as text."),
                     .menu = Menu::File,
                     .group = 15},
                    [&window] { openPage(window)->setText(QApplication::clipboard()->text()); });
    const auto enable = [import, paste](bool open) {
        import->setEnabled(open);
        paste->setEnabled(open);
    };
    enable(false);
    QObject::connect(&window.studio(), &Studio::sessionOpened, import, [enable] { enable(true); });
    QObject::connect(&window.studio(), &Studio::sessionClosing, &window.centre(),
                     [enable, &window] {
                         enable(false);
                         window.centre().closePage(kPage);
                     });
    QObject::connect(&window.centre(), &Centre::closeRequested, import,
                     [&window](const QString& key) {
                         if (key == kPage)
                             window.centre().closePage(kPage);
                     });
}

} // namespace remit::ui
