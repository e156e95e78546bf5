// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

namespace remit::workspace {

/// The files of a new workspace by path: it opens, decides and explains itself.
[[nodiscard]] std::map<std::string, std::string> starterFiles(const std::string& name);

} // namespace remit::workspace
