// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/screenshot.h"

#include <QApplication>
#include <QDir>
#include <QPainter>
#include <QPixmap>
#include <QTest>
#include <QWidget>

namespace remit::test {

void saveScreenshot(QWidget& widget, const QString& name)
{
    const QString folder = qEnvironmentVariable("REMIT_SCREENSHOTS");
    if (folder.isEmpty())
        return;
    QTest::qWait(50); // layouts and paint events that are due
    QDir().mkpath(folder);
    const QString file =
        QStringLiteral("%1/%2@%3x.png").arg(folder, name).arg(widget.devicePixelRatio());
    QPixmap picture = widget.grab();
    if (QWidget* popup = QApplication::activePopupWidget()) { // a window of its own
        QPainter painter(&picture);
        painter.drawPixmap(widget.mapFromGlobal(popup->pos()), popup->grab());
    }
    QVERIFY2(picture.save(file), qPrintable(file));
}

} // namespace remit::test
