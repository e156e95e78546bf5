// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/text.h"
#include "ui/models/text.h"

namespace remit::ui {

/// A text of others (names and values in traces) for one line of the screen: what is invisible or
/// turns the direction of writing is spelled out.
inline QString shownText(std::string_view text)
{
    return toQString(shown(text));
}
inline QString shownText(const QString& text)
{
    return shownText(text.toStdString());
}

} // namespace remit::ui
