// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/syntax/token_cursor.h"
#include "core/cedar/syntax/tree.h"

#include <string>
#include <vector>

namespace remit::cedar {

/// A part of a tree while it is being built.
struct Node {
    ExprPtr expr;
    int height = 1; ///< of the tree below; bounded, since everybody recurses over it
    Span outer;     ///< with the parentheses around it
};

/// A dotted name of the text, `Org::User`.
struct Name {
    std::string text; ///< normalised
    Span span;
    bool single = true; ///< one identifier, no `::`
    bool valid = true;  ///< false: it was complained of
};

/// Reads expressions: recursive descent, one function for each level of precedence
/// (`if` < `||` < `&&` < relation < `+ -` < `*` < unary < member). Always returns a node; where
/// nothing could be read it is an Error.
class ExpressionParser {
public:
    explicit ExpressionParser(TokenCursor& cursor) : m_cursor(cursor) {}

    Node parseExpression();
    /// A path of identifiers. Stops before a `::` that a string or a brace follows.
    Name parseName();
    /// The content of the string token, which is taken.
    std::string parseString();
    /// At the `::` after a name: reads the entity's id.
    Node parseEntityId(Name name);

private:
    // expression_parser.cpp: precedence
    Node parseIf();
    Node parseOr();
    Node parseAnd();
    Node parseRelation();
    Node parseSum();
    Node parseProduct();
    Node parseUnary();
    bool acceptOr();
    bool acceptAnd();
    bool acceptMisspelt(TokenKind kind, std::string_view word, std::string_view right);

    // relation.cpp
    [[nodiscard]] bool atRelation() const;
    Node parseRelationTail(Node left);
    Node parseComparison(Node left, ExprKind kind);
    Node parseHas(Node left);
    Node parseLike(Node left);
    Node parseIs(Node left);
    ExprKind relationKind();
    void rejectSingleEquals();

    // member.cpp
    Node parseMember();
    Node parseDot(Node receiver);
    Node parseIndex(Node receiver);
    Node parseMethod(Node receiver, const Token& name);
    Node rejectCall(Node callee);
    Node rejectMember(Node receiver);
    bool checkMethod(const Token& name, std::size_t arguments, Span call);

    // primary.cpp
    Node parsePrimary();
    Node parseNumber(bool negative, std::uint32_t begin);
    Node parseParenthesised();
    Node parseSet();
    Node parseRecord();
    void parseMemberOfRecord(Node& record);
    bool parseKey(Expr& record);
    Node parseNamed();
    Node parseCall(const Name& name);
    void rejectCallOf(const Name& name, const std::vector<Node>& arguments, Span call);
    Node rejectSlot();
    Node rejectIf();
    Node rejectPrimary();
    void rejectName(const Name& name);
    std::vector<Node> parseArguments();

    // building
    [[nodiscard]] Node make(ExprKind kind, Span span) const;
    Node error(Span span) const { return make(ExprKind::Error, span); }
    void adopt(Node& parent, Node child);
    Node binary(ExprKind kind, Node left, Node right);
    /// The node, or a diagnostic and an Error when the tree grew too high.
    Node checked(Node node);
    void rejectDepth();

    TokenCursor& m_cursor;
    int m_depth = 0;
};

} // namespace remit::cedar
