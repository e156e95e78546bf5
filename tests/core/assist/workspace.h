// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/model.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace remit::test {

/// The files of a workspace folder; their kinds by the folder they lie in.
std::vector<assist::SourceFile> workspaceFiles(const std::filesystem::path& folder);
/// The workspace of tests/golden/assist, and with one text more (or another one).
std::shared_ptr<const assist::Model> assistModel();
std::shared_ptr<const assist::Model> assistModel(const std::string& path, const std::string& text);

} // namespace remit::test
