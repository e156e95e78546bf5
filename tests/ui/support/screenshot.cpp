// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/screenshot.h"

#include <QApplication>
#include <QDir>
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
    QVERIFY2(widget.grab().save(file), qPrintable(file));
}

} // namespace remit::test
