// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/schema/lexer.h"
#include "core/cedar/schema/tree.h"

#include <map>
#include <optional>
#include <string>

namespace remit::cedar {

/// Recursive descent over the tokens of a schema text. A rule that fails has reported why and
/// returns false; declarations then resume at the next one.
class SchemaTextParser {
public:
    SchemaTextParser(SchemaTokens tokens, SchemaDocument& document);

    void run();

private:
    // Declarations (text_parser.cpp)
    void topLevel();
    void namespaceBlock(Annotations annotations, Span begin);
    bool declaration(SchemaNamespace& space, Annotations annotations, Span begin);
    bool entityDeclaration(EntityDeclaration& entity);
    bool entityBody(EntityDeclaration& entity);
    bool enumBody(EntityDeclaration& entity);
    bool commonDeclaration(CommonDeclaration& common);
    bool annotations(Annotations& result);
    bool annotation(Annotations& result);
    void recover(std::size_t from);
    SchemaNamespace& namespaceFor(const SchemaName& name);

    // Actions (text_parser_actions.cpp)
    bool actionDeclaration(ActionDeclaration& action);
    bool actionParents(ActionDeclaration& action);
    bool actionReference(ActionReference& reference);
    bool appliesTo(ActionDeclaration& action);
    bool appliesToClause(ActionDeclaration& action, std::map<std::string, Span>& seen);
    bool checkAppliesTo(const ActionDeclaration& action, const std::map<std::string, Span>& seen);
    bool actionName(SchemaId& id);

    // Types (text_parser_types.cpp)
    bool type(SchemaType& result);
    bool recordType(SchemaType& result);
    bool attribute(SchemaAttribute& result);
    bool path(SchemaName& name);
    bool typeList(std::vector<SchemaName>& names, bool mayBeEmpty);

    // Tokens (text_parser_types.cpp)
    [[nodiscard]] const SchemaToken& token() const { return m_tokens.tokens[m_at]; }
    [[nodiscard]] const SchemaToken& ahead(std::size_t count) const;
    [[nodiscard]] bool at(SchemaTokenKind kind) const { return token().kind == kind; }
    [[nodiscard]] bool atKeyword(std::string_view keyword) const;
    bool accept(SchemaTokenKind kind);
    bool acceptKeyword(std::string_view keyword);
    bool expect(SchemaTokenKind kind, std::string_view afterWhat);
    bool identifier(SchemaId& id);
    bool declaredName(SchemaName& name);
    [[nodiscard]] Span spanFrom(Span begin) const;
    void step();
    bool unexpected(std::string expected, std::string help = {});
    Diagnostic& report(std::string code, Span span, std::string message, std::string help = {});

    SchemaTokens m_tokens;
    SchemaDocument& m_document;
    std::size_t m_at = 0;
    int m_depth = 0;
    std::map<std::string, std::size_t> m_namespaceIndex;
};

} // namespace remit::cedar
