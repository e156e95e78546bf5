// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/version.h"

namespace remit::ui {

const char* programVersion()
{
    return REMIT_VERSION;
}

} // namespace remit::ui
