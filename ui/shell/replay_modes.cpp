// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/replay_modes.h"

#include "ui/shell/replay_result.h"

#include <QCoreApplication>
#include <QStringList>

namespace remit::ui {

replay::Options modesOfReplay(const ReplayResult& replay)
{
    replay::Options modes;
    modes.mode = replay.mode;
    modes.timing = replay.timing;
    return modes;
}

QString modeWords(const replay::Options& modes)
{
    const char* const context = "ReplayModes";
    QStringList words;
    if (modes.mode == replay::Mode::Consequential)
        words << QCoreApplication::translate(context, "consequential");
    if (modes.timing == replay::Timing::FrontLoaded)
        words << QCoreApplication::translate(context, "front-loaded");
    return words.join(QStringLiteral(", "));
}

} // namespace remit::ui
