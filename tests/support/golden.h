// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace remit::test {

/// Empty when `actual` equals the golden file; else what differs first, in words.
/// With REMIT_UPDATE_GOLDEN=1 the file is written anew instead.
std::string compareWithGolden(const std::filesystem::path& golden, const std::string& actual);

} // namespace remit::test
