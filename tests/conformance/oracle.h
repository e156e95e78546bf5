// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/cedar/engine/authorizer.h"
#include "tests/support/cedar_generator.h"

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// Real Cedar behind JSON lines (../shared/oracle), where node and the package are installed.
namespace remit::conformance {

/// What Cedar decided: failed policies with the kind of error, as far as its message tells.
struct OracleResponse {
    cedar::Decision decision = cedar::Decision::Deny;
    std::set<std::string> reasons;
    std::set<std::string> errors; ///< "policy0 TypeError"
};

class Oracle {
public:
    /// The package is looked for in $CEDAR_NPM, then in build/oracle. The error says what is
    /// missing.
    [[nodiscard]] static Result<Oracle> find();

    /// One answer a call, in their order. Error: the program failed.
    [[nodiscard]] Result<std::vector<std::string>> ask(const std::vector<std::string>& calls) const;

private:
    std::filesystem::path m_script;
    std::filesystem::path m_package;
};

[[nodiscard]] std::string authorizeCall(const test::GeneratedCase& made,
                                        const test::GeneratedRequest& request);
[[nodiscard]] std::string validateCall(const test::GeneratedCase& made);

/// Error: Cedar did not take the call; the message is its own.
[[nodiscard]] Result<OracleResponse> readAuthorizeAnswer(const std::string& answer);
/// The ids of the policies with errors of validation.
[[nodiscard]] Result<std::set<std::string>> readValidateAnswer(const std::string& answer);

/// Ours in the same form.
[[nodiscard]] OracleResponse comparable(const cedar::Response& response);
/// In words; empty when they are the same.
[[nodiscard]] std::string differenceOf(const OracleResponse& ours, const OracleResponse& theirs);

} // namespace remit::conformance
