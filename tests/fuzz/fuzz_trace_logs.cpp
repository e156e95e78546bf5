// SPDX-License-Identifier: Apache-2.0
// USES remit::trace
#include "tests/fuzz/fuzz_trace_import.h"

/// Logs of gateways and decision points; the first byte says which.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static constexpr const char* kFormats[] = {"mcp-jsonrpc", "authzen", "oauth-tokens"};
    if (size == 0)
        return 0;
    remit::trace::fuzzImport(data + 1, size - 1, kFormats[data[0] % std::size(kFormats)]);
    return 0;
}
