// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/schema/parser.h"
#include "core/cedar/schema/printer.h"
#include "core/cedar/schema/schema.h"

#include <cstdint>
#include <cstdlib>

using namespace remit;
using namespace remit::cedar;

/// Any bytes as a schema in JSON. What resolves is read back from its own JSON, and from its text
/// where text can say it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const SchemaDocument document = parseSchemaJson(text, "fuzz");
    const ResolvedSchema resolved = resolveSchema({&document, 1});
    if (!resolved.ok())
        return 0;
    const auto meaning = toResolvedSchemaJson(document);
    const SchemaDocument again = parseSchemaJson(toSchemaJson(document), "fuzz");
    const auto meaningAgain = toResolvedSchemaJson(again);
    if (!meaning || !meaningAgain || *meaningAgain != *meaning)
        std::abort();
    const auto printed = toSchemaText(document);
    if (printed && !readSchema(*printed, "fuzz").ok())
        std::abort();
    return 0;
}
