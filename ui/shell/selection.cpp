// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/selection.h"

namespace remit::ui {

void Selection::selectCall(const QString& run, qint64 step)
{
    const CallId call{run, step};
    if (call == m_call)
        return;
    m_call = call;
    emit callSelected(run, step);
}

void Selection::clearCall()
{
    selectCall({}, -1);
}

} // namespace remit::ui
