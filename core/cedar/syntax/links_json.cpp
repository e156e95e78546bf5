// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/links_json.h"

#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <vector>

namespace remit::cedar {
namespace {

std::optional<EntityUid> readArgument(ObjectReader& arguments, const char* slot)
{
    const JsonValue* value = arguments.optional(slot, JsonKind::String);
    if (value == nullptr)
        return std::nullopt;
    auto uid = parseEntityUid(value->text);
    if (!uid)
        arguments.report("links/bad-uid", value->span,
                         fmt::format("{} names no entity", jsonQuoted(value->text)),
                         "Write a type and an id in quotes: \"User::\\\"alice\\\"\".");
    return uid;
}

} // namespace

ParsedLinks parseLinks(std::string_view text, std::string_view file)
{
    JsonDocument document = parseJson(text, file);
    ParsedLinks result;
    result.diagnostics = std::move(document.diagnostics);
    if (!document.root)
        return result;
    if (!document.root->isArray()) {
        Diagnostic diagnostic;
        diagnostic.code = "links/not-a-list";
        diagnostic.file = file;
        diagnostic.span = {document.root->span.begin, document.root->span.begin + 1};
        diagnostic.message =
            fmt::format("a file of links is a list, this is {}", jsonKindName(document.root->kind));
        diagnostic.help = "Write [{\"template_id\": …, \"link_id\": …, \"args\": {…}}].";
        result.diagnostics.push_back(std::move(diagnostic));
        return result;
    }
    for (const JsonValue& item : document.root->items) {
        const std::size_t before = result.diagnostics.size();
        ObjectReader reader(item, "link", std::string(file), result.diagnostics);
        Link link;
        link.templateId = reader.requiredString("template_id");
        link.id = reader.requiredString("link_id");
        if (const JsonValue* args = reader.required("args", JsonKind::Object)) {
            ObjectReader arguments(*args, "link's arguments", std::string(file),
                                   result.diagnostics);
            link.principal = readArgument(arguments, "?principal");
            link.resource = readArgument(arguments, "?resource");
            arguments.finish();
        }
        reader.finish();
        if (result.diagnostics.size() != before)
            continue;
        result.links.push_back(std::move(link));
        result.spans.push_back(item.span);
    }
    return result;
}

std::string linksText(std::span<const Link> links)
{
    std::string text;
    for (const Link& link : links) {
        std::vector<std::string> arguments;
        if (link.principal)
            arguments.push_back("\"?principal\": " + jsonQuoted(toText(*link.principal)));
        if (link.resource)
            arguments.push_back("\"?resource\": " + jsonQuoted(toText(*link.resource)));
        text += fmt::format("{}  {{\n    \"template_id\": {},\n    \"link_id\": {},\n"
                            "    \"args\": {{ {} }}\n  }}",
                            text.empty() ? "" : ",\n", jsonQuoted(link.templateId),
                            jsonQuoted(link.id), joined(arguments, ", "));
    }
    return text.empty() ? "[]\n" : "[\n" + text + "\n]\n";
}

} // namespace remit::cedar
