// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/links_json.h"
#include "core/cedar/syntax/parser.h"
#include "core/cedar/syntax/policy_json.h"
#include "core/cedar/syntax/printer.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace remit;
using namespace remit::cedar;

namespace {

void demand(bool condition)
{
    if (!condition)
        std::abort();
}

void checkDiagnostics(const Diagnostics& diagnostics, std::size_t size)
{
    for (const Diagnostic& diagnostic : diagnostics)
        demand(diagnostic.span.begin <= diagnostic.span.end && diagnostic.span.end <= size);
}

/// What was read as a policy is one: it prints, parses and writes as the same.
void checkPolicy(const Policy& policy)
{
    const ParsedPolicies printed = parsePolicies(toText(policy));
    demand(printed.diagnostics.empty() && printed.policies.size() == 1);
    demand(sameTree(policy, printed.policies[0]));
    const ParsedPolicyJson again = parsePolicyJson(toJson(policy));
    demand(again.policy && sameTree(policy, *again.policy));
}

} // namespace

/// No crash, spans within the text, sound policies survive printing and writing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const ParsedPolicyJson parsed = parsePolicyJson(text);
    checkDiagnostics(parsed.diagnostics, size);
    demand(parsed.policy.has_value() == parsed.diagnostics.empty());
    if (parsed.policy)
        checkPolicy(*parsed.policy);
    const ParsedPolicySetJson set = parsePolicySetJson(text);
    checkDiagnostics(set.diagnostics, size);
    if (set.diagnostics.empty()) {
        for (const Policy& policy : set.policies)
            checkPolicy(policy);
    }
    const ParsedLinks links = parseLinks(text);
    checkDiagnostics(links.diagnostics, size);
    demand(links.links.size() == links.spans.size());
    return 0;
}
