// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"
#include "core/decision/setup.h"

namespace remit::decision {

/// Adds tasks, credentials, grants and scopes to the hash of a revision: by id, so that the files
/// and their order do not matter. (Actors are entities and are hashed with these.)
void addAuthority(Sha256& hash, const Setup& setup);

} // namespace remit::decision
