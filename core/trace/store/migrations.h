// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/sqlite.h"

#include <span>
#include <string_view>

namespace remit::trace {

/// Brings the tables of one component to its newest version, in one transaction. `steps[i]` is the
/// SQL from version i to i+1; steps never change once released. Several components live in one
/// file, each with a version of its own. Error: Invalid, when a newer program has written the file,
/// or when it is another program's database.
[[nodiscard]] Result<> migrate(Database& database, std::string_view component,
                               std::span<const std::string_view> steps);

/// As above without changing anything: is the file of exactly this version?
[[nodiscard]] Result<> checkVersion(const Database& database, std::string_view component,
                                    std::span<const std::string_view> steps);

} // namespace remit::trace
