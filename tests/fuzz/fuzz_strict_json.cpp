// SPDX-License-Identifier: Apache-2.0
// USES remit::base
#include "core/base/strict_json.h"

#include <cstdlib>

using namespace remit;

/// What is read is written as what reads the same; spans lie in the text; one problem is always
/// told.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const JsonDocument document = parseJson(text, "fuzz");
    for (const Diagnostic& diagnostic : document.diagnostics) {
        if (diagnostic.span.begin > diagnostic.span.end || diagnostic.span.end > size)
            std::abort();
    }
    if (!document.root) {
        if (document.diagnostics.empty())
            std::abort();
        return 0;
    }
    const std::string written = toJson(*document.root);
    const JsonDocument again = parseJson(written, "fuzz");
    if (!again.root || toJson(*again.root) != written)
        std::abort();
    if (document.diagnostics.empty() && canonicalJson(*again.root) != canonicalJson(*document.root))
        std::abort();
    return 0;
}
