// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/core/assist/cases.h"
#include "tests/core/assist/workspace.h"

namespace remit::test {

/// A case in its file: the workspace with the text as policies/new.cedar, or the workspace as it is
/// and the place of the words that follow `FILE: `.
struct PlacedCase {
    std::shared_ptr<const assist::Model> model;
    std::string path;
    std::uint32_t offset = 0;
};

PlacedCase placed(const CursorCase& tried);

} // namespace remit::test
