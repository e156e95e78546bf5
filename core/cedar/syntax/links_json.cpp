// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/links_json.h"

#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"

#include <optional>
#include <utility>

namespace remit::cedar {
namespace {

std::optional<EntityUid> readArgument(ObjectReader& arguments, const char* slot)
{
    const JsonValue* value = arguments.optional(slot, JsonKind::String);
    if (value == nullptr)
        return std::nullopt;
    auto uid = parseEntityUid(value->text);
    if (!uid)
        arguments.report("links/invalid-entity", value->span,
                         "`" + shown(value->text) + "` is no entity",
                         "write it as in a policy: User::\\\"alice\\\"");
    return uid;
}

} // namespace

ParsedLinks parseLinks(std::string_view text, std::string_view file)
{
    JsonDocument document = parseJson(text, file);
    ParsedLinks result;
    result.diagnostics = std::move(document.diagnostics);
    if (!document.root || !result.diagnostics.empty())
        return result;
    if (!document.root->isArray()) {
        Diagnostic diagnostic;
        diagnostic.code = "links/not-a-list";
        diagnostic.file = file;
        diagnostic.span = document.root->span;
        diagnostic.message = "a links file holds a list of links";
        diagnostic.help = "write [{\"template_id\": …, \"link_id\": …, \"args\": {…}}]";
        result.diagnostics.push_back(std::move(diagnostic));
        return result;
    }
    for (const JsonValue& item : document.root->items) {
        const std::size_t before = result.diagnostics.size();
        ObjectReader reader(item, "a link", std::string(file), result.diagnostics);
        Link link;
        link.templateId = reader.requiredString("template_id");
        link.id = reader.requiredString("link_id");
        if (const JsonValue* args = reader.required("args", JsonKind::Object)) {
            ObjectReader arguments(*args, "`args`", std::string(file), result.diagnostics);
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
    std::string result = "[";
    for (const Link& link : links) {
        std::string args;
        if (link.principal)
            args += "\"?principal\": " + jsonQuoted(toText(*link.principal));
        if (link.resource)
            args += (args.empty() ? "" : ", ") + std::string("\"?resource\": ") +
                    jsonQuoted(toText(*link.resource));
        result += (result.size() > 1 ? ",\n  " : "\n  ");
        result += "{\"template_id\": " + jsonQuoted(link.templateId) +
                  ", \"link_id\": " + jsonQuoted(link.id) + ", \"args\": {" + args + "}}";
    }
    return result + "\n]\n";
}

} // namespace remit::cedar
