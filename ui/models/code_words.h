// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/text.h"

#include <QStringList>

namespace remit::ui {

/// As HTML: escaped, with what stands in backticks as code in that font.
inline QString codeWordsHtml(std::string_view text, const QString& monospace)
{
    QString html;
    bool code = false;
    for (const QString& part : toQString(text).split(QLatin1Char('`'))) {
        html += code ? QStringLiteral("<code style='font-family:\"%1\"'>%2</code>")
                           .arg(monospace, part.toHtmlEscaped())
                     : part.toHtmlEscaped();
        code = !code;
    }
    return html;
}

} // namespace remit::ui
