// SPDX-License-Identifier: Apache-2.0
#include "core/assist/quick_fixes.h"

#include "core/assist/fixes/policy_fixes.h"
#include "core/base/text.h"

#include <algorithm>

namespace remit::assist {
namespace {

/// What `help` offers as the name that was meant: "Did you mean `User`?", `did you mean "name"?`.
std::string meantName(const std::string& help)
{
    const std::size_t at = help.find("id you mean ");
    const std::size_t open = at == std::string::npos ? at : at + 12;
    if (open == std::string::npos || open >= help.size() ||
        (help[open] != '`' && help[open] != '"'))
        return {};
    const std::size_t close = help.find(help[open], open + 1);
    return close == std::string::npos ? "" : help.substr(open + 1, close - open - 1);
}

Fix fix(std::string title, const std::string& file, Span span, std::string text)
{
    Fix made;
    made.title = title;
    made.edit.title = std::move(title);
    made.edit.files[file] = {{span, std::move(text)}};
    return made;
}

/// Replaces the name by the one that was meant, within its quotes where it has some.
void addMeant(const ModelFile& file, const Diagnostic& diagnostic, std::vector<Fix>& fixes)
{
    const std::string name = meantName(diagnostic.help);
    if (name.empty() || diagnostic.span.empty() || diagnostic.span.end > file.text().size())
        return;
    const std::string_view written =
        file.text().substr(diagnostic.span.begin, diagnostic.span.size());
    const bool quoted = written.size() >= 2 && written.front() == '"' && written.back() == '"';
    fixes.push_back(fix("Change to `" + name + "`", diagnostic.file, diagnostic.span,
                        quoted ? '"' + name + '"' : name));
}

/// The name of a type that was meant, as it is written in the namespace around the place.
void addMeantType(const Model& model, const ModelFile& file, const Diagnostic& diagnostic,
                  std::vector<Fix>& fixes)
{
    std::string space;
    for (const cedar::SchemaNamespace& next : file.schema->namespaces) {
        if (next.span.begin <= diagnostic.span.begin && diagnostic.span.end <= next.span.end)
            space = next.name.text;
    }
    std::vector<std::string> names;
    const auto add = [&](const std::string& name) {
        const bool own = !space.empty() && name.starts_with(space + "::");
        names.push_back(own ? name.substr(space.size() + 2) : name);
    };
    for (const auto& [name, declared] : model.schemaSet().names->entities())
        add(name);
    for (const auto& [name, declared] : model.schemaSet().names->commons())
        add(name);
    for (const char* builtin :
         {"String", "Long", "Bool", "decimal", "datetime", "duration", "ipaddr"})
        names.emplace_back(builtin);
    const auto meant =
        nearest(file.text().substr(diagnostic.span.begin, diagnostic.span.size()), names);
    if (meant && file.schema->format == cedar::SchemaFormat::Text)
        fixes.push_back(
            fix("Change to `" + *meant + "`", diagnostic.file, diagnostic.span, *meant));
}

/// The span with one `,` behind or before it, as a list needs it when an element goes.
Span withComma(std::string_view text, Span span)
{
    const std::size_t next = text.find_first_not_of(" \t\r\n", span.end);
    if (next != std::string_view::npos && text[next] == ',') {
        const std::size_t rest = text.find_first_not_of(" \t\r\n", next + 1);
        return {span.begin, static_cast<std::uint32_t>(std::min(rest, text.size()))};
    }
    const std::size_t before =
        span.begin == 0 ? std::string_view::npos : text.find_last_not_of(" \t\r\n", span.begin - 1);
    if (before != std::string_view::npos && text[before] == ',')
        return {static_cast<std::uint32_t>(before), span.end};
    return span;
}

/// The annotation, attribute or entity that stands there twice goes.
void addRemoval(const ModelFile& file, const Diagnostic& diagnostic, std::vector<Fix>& fixes)
{
    const std::string_view text = file.text();
    Span span = diagnostic.span;
    if (diagnostic.code == "parse/duplicate-annotation") {
        while (span.end < text.size() && (text[span.end] == ' ' || text[span.end] == '\n')) {
            ++span.end;
            if (text[span.end - 1] == '\n')
                break;
        }
    } else if (diagnostic.code == "schema/duplicate-attribute") {
        const std::size_t end = text.find_first_of(",{}\n", span.end);
        if (end == std::string_view::npos || text[end] != ',')
            return;
        span.end = static_cast<std::uint32_t>(end);
        span = withComma(text, span);
    } else if (diagnostic.code == "entities/duplicate") {
        span = withComma(text, span);
    } else {
        return;
    }
    fixes.push_back(fix("Remove this one", diagnostic.file, span, ""));
}

bool sameEdit(const WorkspaceEdit& a, const WorkspaceEdit& b)
{
    return std::equal(a.files.begin(), a.files.end(), b.files.begin(), b.files.end(),
                      [](const auto& x, const auto& y) {
                          return x.first == y.first &&
                                 std::equal(x.second.begin(), x.second.end(), y.second.begin(),
                                            y.second.end(), [](const auto& e, const auto& f) {
                                                return e.range == f.range && e.text == f.text;
                                            });
                      });
}

} // namespace

std::vector<Fix> quickFixes(const Model& model, const Diagnostic& diagnostic)
{
    std::vector<Fix> fixes = diagnostic.fixes;
    const ModelFile* file = model.file(diagnostic.file);
    if (file == nullptr)
        return fixes;
    if (diagnostic.code == "schema/unknown-type" && file->schema)
        addMeantType(model, *file, diagnostic, fixes);
    if (fixes.empty())
        addMeant(*file, diagnostic, fixes);
    addRemoval(*file, diagnostic, fixes);
    if (file->policies) {
        for (Fix& next : policyFixes(model, *file, diagnostic))
            fixes.push_back(std::move(next));
    }
    std::vector<Fix> different;
    for (Fix& next : fixes) {
        if (std::none_of(different.begin(), different.end(),
                         [&next](const Fix& known) { return sameEdit(known.edit, next.edit); }))
            different.push_back(std::move(next));
    }
    return different;
}

} // namespace remit::assist
