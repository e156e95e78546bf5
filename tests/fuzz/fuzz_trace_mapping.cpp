// SPDX-License-Identifier: Apache-2.0
// USES remit::trace
#include "core/trace/mapping/mapping.h"
#include "tests/fuzz/fuzz_trace_import.h"

/// A mapping before the first zero byte reads what follows.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace remit::trace;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::size_t zero = text.find('\0');
    ReadMapping read = readMapping(text.substr(0, zero), "fuzz");
    if (!read.diagnostics.empty() || zero == std::string_view::npos)
        return 0;
    CheckPromises sink;
    ImportOptions options;
    options.mapping = std::make_shared<const Mapping>(std::move(read.mapping));
    if (!importText(text.substr(zero + 1), "fuzz", options, sink))
        std::abort();
    return 0;
}
