// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/formatter.h"
#include "core/cedar/syntax/parser.h"

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

} // namespace

/// Formatting keeps the policies and the number of comments, and is idempotent. The first byte
/// chooses width and indentation.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const FormatOptions options{1 + (data[0] & 0x1F) * 5, data[0] >> 5};
    const Formatted once = format(text, options);
    if (!once.ok())
        return 0;
    const Formatted twice = format(once.text, options);
    demand(twice.ok() && twice.text == once.text);
    const ParsedPolicies before = parsePolicies(text);
    const ParsedPolicies after = parsePolicies(once.text);
    demand(before.policies.size() == after.policies.size());
    demand(before.comments.size() == after.comments.size());
    for (std::size_t i = 0; i < before.policies.size(); ++i)
        demand(sameTree(before.policies[i], after.policies[i]));
    return 0;
}
