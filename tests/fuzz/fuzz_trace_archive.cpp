// SPDX-License-Identifier: Apache-2.0
// USES remit::trace
#include "core/trace/archive/file_walk.h"

#include <cstdint>
#include <cstdlib>

/// Any bytes as an archive: every file in it is read to its end.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace remit;
    const auto bytes = trace::sourceOf({reinterpret_cast<const char*>(data), size});
    const auto visit = [](const std::string&, trace::ByteSource& content) -> Result<> {
        char piece[4096];
        for (std::size_t read = 0; read < (1U << 20U);) {
            const auto got = content.read(piece, sizeof piece);
            if (!got || *got == 0)
                break;
            read += *got;
        }
        return {};
    };
    if (!trace::walkFile("fuzz", *bytes, visit, [](const std::string&, const Error&) {}))
        std::abort();
    return 0;
}
