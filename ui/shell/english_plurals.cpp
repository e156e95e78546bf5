// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/english_plurals.h"

namespace remit::ui {

QString EnglishPlurals::translate(const char*, const char* sourceText, const char*, int n) const
{
    if (n < 0)
        return {};
    return QString::fromUtf8(sourceText)
        .replace(QLatin1String("(s)"), n == 1 ? QString() : QStringLiteral("s"));
}

} // namespace remit::ui
