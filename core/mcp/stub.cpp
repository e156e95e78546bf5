// SPDX-License-Identifier: Apache-2.0
#include "core/mcp/stub.h"

#include "core/mcp/schema_generator.h"

namespace remit::mcp {
namespace {

Diagnostic problem(const cedar::SchemaDocument& document, Span span, std::string code,
                   std::string message, std::string help)
{
    Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.help = std::move(help);
    diagnostic.file = document.file;
    diagnostic.span = span;
    return diagnostic;
}

void readEntities(const cedar::SchemaNamespace& space, Stub& stub)
{
    for (const auto& declaration : space.entities) {
        for (const auto& name : declaration.names) {
            if (cedar::findAnnotation(declaration.annotations, "mcp_principal"))
                stub.principals.push_back(name.text);
            if (cedar::findAnnotation(declaration.annotations, "mcp_resource"))
                stub.resources.push_back(name.text);
        }
    }
}

void readContextsAndParents(const cedar::SchemaNamespace& space, Stub& stub)
{
    for (const auto& declaration : space.commonTypes) {
        const std::string* member = cedar::findAnnotation(declaration.annotations, "mcp_context");
        if (member)
            stub.contexts.emplace_back(member->empty() ? declaration.name.text : *member,
                                       declaration.name.text);
    }
    for (const auto& declaration : space.actions) {
        if (!cedar::findAnnotation(declaration.annotations, "mcp_action"))
            continue;
        for (const auto& name : declaration.names)
            stub.parents.push_back(name.text);
    }
}

} // namespace

std::optional<Stub> readStub(const cedar::SchemaDocument& document, Diagnostics& diagnostics)
{
    diagnostics.insert(diagnostics.end(), document.diagnostics.begin(), document.diagnostics.end());
    if (hasErrors(document.diagnostics))
        return std::nullopt;
    if (document.namespaces.size() != 1) {
        diagnostics.push_back(problem(document, {}, "mcp/stub-namespaces",
                                      "a stub schema declares exactly one namespace",
                                      "put everything into one `namespace NAME { … }`"));
        return std::nullopt;
    }
    Stub stub;
    stub.declarations = &document.namespaces.front();
    stub.base = stub.declarations->name.text;
    readEntities(*stub.declarations, stub);
    readContextsAndParents(*stub.declarations, stub);
    if (stub.principals.empty())
        diagnostics.push_back(problem(document, stub.declarations->span, "mcp/no-principal",
                                      "the stub names no principal type",
                                      "annotate an entity type with @mcp_principal(\"User\")"));
    if (stub.resources.empty())
        diagnostics.push_back(problem(document, stub.declarations->span, "mcp/no-resource",
                                      "the stub names no resource type",
                                      "annotate an entity type with @mcp_resource(\"McpServer\")"));
    if (hasErrors(diagnostics))
        return std::nullopt;
    return stub;
}

std::string_view defaultStub()
{
    return R"(@mcp_principal("User")
entity User;
@mcp_principal("Agent")
entity Agent;
@mcp_principal("ServiceAccount")
entity ServiceAccount;
@mcp_resource("Tool")
entity Tool;
)";
}

} // namespace remit::mcp
