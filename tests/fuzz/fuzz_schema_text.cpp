// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/schema/formatter.h"
#include "core/cedar/schema/parser.h"
#include "core/cedar/schema/printer.h"
#include "core/cedar/schema/schema.h"

#include <cstdint>
#include <cstdlib>

using namespace remit;
using namespace remit::cedar;

/// Any bytes as a schema text: read, resolved, printed in both formats, formatted. What parses
/// keeps its meaning through the formatter, and formatting twice changes nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const SchemaDocument document = parseSchemaText(text, "fuzz");
    const ResolvedSchema resolved = resolveSchema({&document, 1});
    for (const Diagnostic& diagnostic : resolved.diagnostics) {
        if (diagnostic.span.end > size)
            std::abort();
    }
    if (firstInvalidUtf8(text))
        return 0;
    static_cast<void>(toSchemaJson(document));
    static_cast<void>(toSchemaText(document));
    const auto formatted = formatSchema(text);
    if (!formatted)
        return 0;
    const auto again = formatSchema(*formatted);
    if (!again || *again != *formatted)
        std::abort();
    const SchemaDocument same = parseSchemaText(*formatted, "fuzz");
    if (toSchemaJson(same) != toSchemaJson(document) ||
        same.comments.size() != document.comments.size())
        std::abort();
    return 0;
}
