// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/replay/replay.h"

#include <QString>

namespace remit::ui {

struct ReplayResult;

/// The modes that a replay was made in: what is held against it is decided in the same.
[[nodiscard]] replay::Options modesOfReplay(const ReplayResult& replay);

/// What is not the usual (isolated, continuous) about these modes, in words: "consequential,
/// front-loaded"; else empty.
[[nodiscard]] QString modeWords(const replay::Options& modes);

} // namespace remit::ui
