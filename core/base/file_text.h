// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <utility>

namespace remit {

/// A text file of a workspace: its path there, and its text (never null).
using FileText = std::pair<std::string, std::shared_ptr<const std::string>>;

} // namespace remit
