// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/about.h"

#include "ui/shell/icons.h"
#include "ui/shell/version.h"

#include <QCoreApplication>
#include <QMessageBox>

namespace remit::ui {

void showAbout(QWidget& parent)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("About", text); };
    auto* box = new QMessageBox(&parent);
    box->setObjectName(QStringLiteral("about"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Remit Studio"));
    box->setIconPixmap(programIcon().pixmap(48, 48));
    box->setText(tr("Remit Studio %1").arg(QLatin1String(programVersion())));
    box->setInformativeText(
        tr("Cedar language %1\n\nThe studio is free software under the GNU General Public License, "
           "version 3 or later; the engine and the command line are under the Apache License 2.0.")
            .arg(QLatin1String(kCedarLanguage)));
    box->setStandardButtons(QMessageBox::Close);
    box->open();
}

} // namespace remit::ui
