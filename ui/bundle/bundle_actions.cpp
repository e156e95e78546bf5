// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bundle/bundle_actions.h"

#include "ui/bundle/bundle_page.h"
#include "ui/bundle/export_page.h"
#include "ui/bundle/trust_page.h"
#include "ui/models/text.h"
#include "ui/models/translate.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/incoming/incoming.h"
#include "ui/shell/main_window.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QAction>
#include <QFileDialog>

#include <functional>

namespace remit::ui {
namespace {

const QString kBundlePage = QStringLiteral("bundle");
const QString kExportPage = QStringLiteral("export");
const QString kTrustPage = QStringLiteral("trust");

/// A dialog that does not block; `take` gets the file or folder that was chosen.
void choosePath(QWidget& parent, const QString& title, QFileDialog::FileMode mode,
                const QString& proposed, const std::function<void(const QString&)>& take)
{
    auto* dialog = new QFileDialog(&parent, title);
    dialog->setObjectName(QStringLiteral("bundleDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(mode);
    if (mode == QFileDialog::AnyFile)
        dialog->setAcceptMode(QFileDialog::AcceptSave);
    if (!proposed.isEmpty())
        dialog->selectFile(proposed);
    QObject::connect(dialog, &QFileDialog::fileSelected, &parent, take);
    dialog->open();
}

/// In the middle of the window, or, where no workspace is open, in a window of its own.
template <class Page>
Page* openBundlePage(MainWindow& window, const QString& key, const QString& title,
                     const std::function<void(Page*)>& setUp)
{
    if (window.studio().session() != nullptr) {
        QWidget* page = window.centre().open(
            key,
            [&]() -> QWidget* {
                auto* made = new Page(window.studio());
                setUp(made);
                return made;
            },
            title, QStringLiteral("report"));
        return qobject_cast<Page*>(page);
    }
    auto* page = window.template findChild<Page*>(QString(), Qt::FindDirectChildrenOnly);
    if (page == nullptr) {
        page = new Page(window.studio(), &window);
        page->setWindowFlag(Qt::Window);
        page->setWindowTitle(title);
        page->resize(960, 640);
        setUp(page);
    }
    page->show();
    page->raise();
    return page;
}

TrustPage* openTrust(MainWindow& window);

BundlePage* openBundle(MainWindow& window)
{
    return openBundlePage<BundlePage>(
        window, kBundlePage, tr("Bundle"), [&window](BundlePage* made) {
            QObject::connect(made, &BundlePage::chooseFile, made, [made] {
                choosePath(*made, tr("Open a bundle"), QFileDialog::ExistingFile, {},
                           [made](const QString& file) { made->openFile(file.toStdString()); });
            });
            QObject::connect(made, &BundlePage::chooseFolder, made, [made] {
                choosePath(
                    *made, tr("Extract into an empty folder"), QFileDialog::Directory, {},
                    [made](const QString& folder) { made->extractTo(folder.toStdString()); });
            });
            QObject::connect(made, &BundlePage::manageKeys, made, [made, &window] {
                QObject::connect(openTrust(window), &TrustPage::changed, made,
                                 &BundlePage::verifyAgain, Qt::UniqueConnection);
            });
        });
}

TrustPage* openTrust(MainWindow& window)
{
    return openBundlePage<TrustPage>(window, kTrustPage, tr("Trusted keys"), [](TrustPage* made) {
        QObject::connect(made, &TrustPage::chooseKey, made, [made] {
            choosePath(*made, tr("Trust a public key"), QFileDialog::ExistingFile, {},
                       [made](const QString& file) { made->addKey(file.toStdString()); });
        });
    });
}

ExportPage* openExport(MainWindow& window)
{
    return openBundlePage<ExportPage>(
        window, kExportPage, tr("Export"), [&window](ExportPage* made) {
            QObject::connect(made, &ExportPage::chooseKey, made, [made] {
                choosePath(*made, tr("The private key to sign with"), QFileDialog::ExistingFile, {},
                           [made](const QString& file) { made->setKey(file); });
            });
            QObject::connect(
                made, &ExportPage::chooseOutput, made, [made](const QString& proposed) {
                    choosePath(*made, tr("Write the bundle"), QFileDialog::AnyFile, proposed,
                               [made](const QString& file) { made->signTo(file.toStdString()); });
                });
            QObject::connect(made, &ExportPage::written, made, [&window](const QString& file) {
                openBundle(window)->openFile(file.toStdString());
            });
        });
}

} // namespace

void addBundles(MainWindow& window)
{
    ActionRegistry& actions = window.studio().actions();
    actions.add({.id = QStringLiteral("bundle.open"),
                 .text = tr("Open &bundle…"),
                 .help = tr("Shows who signed a bundle, what it says, and whether it holds."),
                 .menu = Menu::File,
                 .group = 16},
                [&window] { emit openBundle(window)->chooseFile(); });
    QAction* exporting = actions.add({.id = QStringLiteral("bundle.export"),
                                      .text = tr("E&xport a signed bundle…"),
                                      .help = tr("Checks the workspace and signs it as a bundle."),
                                      .menu = Menu::File,
                                      .group = 16},
                                     [&window] { openExport(window); });
    actions.add({.id = QStringLiteral("bundle.trust"),
                 .text = tr("&Trusted keys…"),
                 .help = tr("Whose signatures count, and until when."),
                 .menu = Menu::File,
                 .group = 16},
                [&window] { openTrust(window); });
    window.incoming().addHandler([&window](const std::filesystem::path& path) {
        if (path.extension() != ".remit")
            return false;
        openBundle(window)->openFile(path);
        return true;
    });
    exporting->setEnabled(false);
    QObject::connect(&window.studio(), &Studio::sessionOpened, exporting,
                     [exporting] { exporting->setEnabled(true); });
    QObject::connect(&window.studio(), &Studio::sessionClosing, &window.centre(),
                     [exporting, &window] {
                         exporting->setEnabled(false);
                         for (const QString& key : {kBundlePage, kExportPage, kTrustPage})
                             window.centre().closePage(key);
                     });
    QObject::connect(&window.centre(), &Centre::closeRequested, exporting,
                     [&window](const QString& key) {
                         if (key == kBundlePage || key == kExportPage || key == kTrustPage)
                             window.centre().closePage(key);
                     });
}

} // namespace remit::ui
