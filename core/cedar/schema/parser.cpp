// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/schema/parser.h"

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/cedar/schema/text_parser.h"

namespace remit::cedar {
namespace {

/// What can be said before the text is looked at; nothing when it can be read.
std::optional<Diagnostic> unreadable(std::string_view text, std::string_view file)
{
    Diagnostic diagnostic;
    diagnostic.file = file;
    if (text.size() > limits::kDocumentBytes) {
        diagnostic.code = "schema/too-large";
        diagnostic.message = "the schema is larger than any that is read";
        diagnostic.help =
            "At most " + std::to_string(limits::kDocumentBytes >> 20U) + " MiB are read.";
        return diagnostic;
    }
    if (const auto invalid = firstInvalidUtf8(text)) {
        const auto at = static_cast<std::uint32_t>(*invalid);
        diagnostic.code = "schema/invalid-utf8";
        diagnostic.message = "the schema is not valid UTF-8";
        diagnostic.help = "Save the file as UTF-8.";
        diagnostic.span = {at, at + 1};
        return diagnostic;
    }
    return std::nullopt;
}

} // namespace

SchemaDocument parseSchema(std::string_view text, std::string_view file)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    const bool json = first != std::string_view::npos && text[first] == '{';
    return json ? parseSchemaJson(text, file) : parseSchemaText(text, file);
}

SchemaDocument parseSchemaText(std::string_view text, std::string_view file)
{
    SchemaDocument document;
    document.file = file;
    if (auto diagnostic = unreadable(text, file)) {
        document.diagnostics.push_back(std::move(*diagnostic));
        return document;
    }
    SchemaTextParser(tokenizeSchema(text, file), document).run();
    return document;
}

SchemaDocument parseSchemaJson(std::string_view text, std::string_view file)
{
    JsonDocument json = parseJson(text, file);
    SchemaDocument document;
    if (json.root)
        document = parseSchemaJson(*json.root, file);
    document.format = SchemaFormat::Json;
    document.file = file;
    document.diagnostics.insert(document.diagnostics.begin(),
                                std::make_move_iterator(json.diagnostics.begin()),
                                std::make_move_iterator(json.diagnostics.end()));
    return document;
}

} // namespace remit::cedar
