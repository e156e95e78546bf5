// SPDX-License-Identifier: Apache-2.0
#include "app/cli/response_json.h"

#include "core/base/text.h"

#include <fmt/format.h>

#include <vector>

namespace remit::cli {

std::string toJson(const cedar::Response& response)
{
    std::vector<std::string> reasons;
    for (const std::string& id : response.reasons)
        reasons.push_back(jsonQuoted(id));
    std::vector<std::string> errors;
    for (const cedar::PolicyError& each : response.errors)
        errors.push_back(fmt::format(
            R"({{"policy":{},"kind":{},"message":{}}})", jsonQuoted(each.policy),
            jsonQuoted(cedar::kindName(each.error.kind)), jsonQuoted(each.error.message)));
    return fmt::format(R"({{"decision":"{}","reason":[{}],"errors":[{}]}})",
                       response.decision == cedar::Decision::Allow ? "allow" : "deny",
                       joined(reasons, ","), joined(errors, ","));
}

} // namespace remit::cli
