// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/links.h"

#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"

#include <fmt/format.h>

#include <optional>

namespace remit::workspace {
namespace {

void readArguments(const JsonValue& object, cedar::Link& link, const std::string& file,
                   Diagnostics& diagnostics)
{
    ObjectReader reader(object, "link's arguments", file, diagnostics);
    const auto slot = [&](std::string_view name) -> std::optional<cedar::EntityUid> {
        const JsonValue* value = reader.optional(name, JsonKind::String);
        if (value == nullptr)
            return std::nullopt;
        auto uid = cedar::parseEntityUid(value->text);
        if (!uid)
            reader.report("links/bad-uid", value->span,
                          fmt::format("{} names no entity", jsonQuoted(value->text)),
                          "Write a type and an id in quotes: \"User::\\\"alice\\\"\".");
        return uid;
    };
    link.principal = slot("?principal");
    link.resource = slot("?resource");
    reader.finish();
}

cedar::Link readLink(const JsonValue& item, const std::string& file, Diagnostics& diagnostics)
{
    ObjectReader reader(item, "link", file, diagnostics);
    cedar::Link link;
    link.templateId = reader.requiredString("template_id");
    link.id = reader.requiredString("link_id");
    if (const JsonValue* arguments = reader.required("args", JsonKind::Object))
        readArguments(*arguments, link, file, diagnostics);
    reader.finish();
    return link;
}

} // namespace

ReadLinks readLinks(std::string_view text, std::string_view file)
{
    ReadLinks result;
    JsonDocument document = parseJson(text, file);
    result.diagnostics = std::move(document.diagnostics);
    if (!document.root)
        return result;
    if (!document.root->isArray()) {
        Diagnostic diagnostic;
        diagnostic.code = "json/wrong-kind";
        diagnostic.file = file;
        diagnostic.span = {document.root->span.begin, document.root->span.begin + 1};
        diagnostic.message = fmt::format("a file of links is an array, this is {}",
                                         jsonKindName(document.root->kind));
        result.diagnostics.push_back(std::move(diagnostic));
        return result;
    }
    for (const JsonValue& item : document.root->items) {
        const std::size_t before = result.diagnostics.size();
        cedar::Link link = readLink(item, std::string(file), result.diagnostics);
        if (result.diagnostics.size() != before)
            continue;
        result.links.push_back(std::move(link));
        result.spans.push_back(item.span);
    }
    return result;
}

std::string linksText(std::span<const cedar::Link> links)
{
    std::string text;
    for (const cedar::Link& link : links) {
        std::vector<std::string> arguments;
        if (link.principal)
            arguments.push_back("\"?principal\": " + jsonQuoted(cedar::toText(*link.principal)));
        if (link.resource)
            arguments.push_back("\"?resource\": " + jsonQuoted(cedar::toText(*link.resource)));
        text += fmt::format("{}  {{\n    \"template_id\": {},\n    \"link_id\": {},\n"
                            "    \"args\": {{ {} }}\n  }}",
                            text.empty() ? "" : ",\n", jsonQuoted(link.templateId),
                            jsonQuoted(link.id), joined(arguments, ", "));
    }
    return text.empty() ? "[]\n" : "[\n" + text + "\n]\n";
}

void addLinks(cedar::PolicySet& set, const ReadLinks& read, const std::string& file,
              Diagnostics& diagnostics)
{
    for (std::size_t i = 0; i < read.links.size(); ++i) {
        const auto added = set.link(read.links[i]);
        if (added)
            continue;
        Diagnostic diagnostic;
        diagnostic.code = "links/does-not-fit";
        diagnostic.message = added.error().message;
        diagnostic.help = added.error().hint;
        diagnostic.file = file;
        diagnostic.span = read.spans[i];
        diagnostics.push_back(std::move(diagnostic));
    }
}

} // namespace remit::workspace
