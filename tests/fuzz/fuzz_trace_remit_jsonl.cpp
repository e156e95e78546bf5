// SPDX-License-Identifier: Apache-2.0
// USES remit::trace
#include "tests/fuzz/fuzz_trace_import.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    remit::trace::fuzzImport(data, size, "remit-jsonl");
    return 0;
}
