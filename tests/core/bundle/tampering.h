// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

/// Cases of tampering/*.json: what is done to a sound bundle, what its verifier demands, and for
/// which reason it is refused. README.md beside them says how to write one.
namespace remit::test {

struct TamperingCase {
    std::string name; ///< with its file
    std::string json;
};
[[nodiscard]] std::vector<TamperingCase> tamperingCases();

/// The reason that is stated; empty: it is taken.
[[nodiscard]] std::string statedReason(const TamperingCase& one);
/// Does what the case says and verifies: the name of the refusal, empty where it is taken. Throws
/// where the case itself is wrong.
[[nodiscard]] std::string reasonFor(const TamperingCase& one);

} // namespace remit::test
