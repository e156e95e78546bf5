// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

namespace remit::test {

/// Every diagnostic's code that stands in the sources, with a file that has it: each text of the
/// form "stage/what-is-wrong" in core/, and in the programs those of a stage that has help pages.
[[nodiscard]] const std::map<std::string, std::string>& allCodes();

} // namespace remit::test
