// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace remit::test {

struct HelpPageText;

/// What the program said about an example.
struct Said {
    std::string code;
    std::string text; ///< as it is shown to people, with the caret line
};

/// Reads the example as each kind of file that its language can be (a policy, a schema, entities, a
/// request, a trace …), together with the schema and the workspace of resources/help/examples.md,
/// and also without a schema. What the first reading says that has the page's code; else everything
/// that any of them has said.
[[nodiscard]] std::vector<Said> readExample(const HelpPageText& page);

} // namespace remit::test
