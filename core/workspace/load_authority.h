// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/decision/setup.h"
#include "core/workspace/snapshot.h"

namespace remit::workspace {

/// Reads tasks, credentials, grants and their scopes into the setup, whose entities must be there
/// already: agents and service accounts are among these. Diagnostics: `authority/…` and those of
/// JSON and of the language.
void loadAuthority(const Snapshot& snapshot, decision::Setup& setup, Diagnostics& diagnostics);

} // namespace remit::workspace
