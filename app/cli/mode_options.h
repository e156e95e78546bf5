// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/replay/replay.h"

#include <CLI/App.hpp>

namespace remit::cli {

/// `--mode` and `--decide`: how calls are replayed (semantics, "Replay modes"). `options` must
/// outlive the parsing.
void addModeOptions(CLI::App& app, replay::Options& options);

} // namespace remit::cli
