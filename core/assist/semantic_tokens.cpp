// SPDX-License-Identifier: Apache-2.0
#include "core/assist/semantic_tokens.h"

#include "core/assist/policies/node_types.h"
#include "core/assist/symbol.h"

#include <algorithm>

namespace remit::assist {
namespace {

using cedar::Expr;
using cedar::ExprKind;

SemanticKind kindOf(const Model& model, const Symbol& symbol)
{
    const cedar::Schema& schema = model.schema();
    switch (symbol.kind) {
    case Symbol::Kind::EntityType:
        return !model.hasSchema() || schema.entityType(symbol.name) != nullptr
                   ? SemanticKind::EntityType
                   : SemanticKind::Unknown;
    case Symbol::Kind::CommonType:
        return SemanticKind::CommonType;
    case Symbol::Kind::Action:
        return !model.hasSchema() || schema.action({symbol.type, symbol.name}) != nullptr
                   ? SemanticKind::Action
                   : SemanticKind::Unknown;
    case Symbol::Kind::Entity: {
        const cedar::EntityType* type = schema.entityType(symbol.type);
        return type == nullptr || type->allowsId(symbol.name) ? SemanticKind::EntityId
                                                              : SemanticKind::Unknown;
    }
    case Symbol::Kind::Attribute:
        return SemanticKind::Attribute;
    default:
        return SemanticKind::PolicyId;
    }
}

/// Calls, and attributes that no type has.
class ExpressionTokens {
public:
    ExpressionTokens(const Model& model, const cedar::Policy& policy,
                     std::vector<SemanticToken>& tokens)
        : m_model(model), m_types(model, policy), m_tokens(tokens)
    {
        for (const cedar::Condition& condition : policy.conditions)
            walk(*condition.body);
    }

private:
    void walk(const Expr& expr)
    {
        if (expr.kind == ExprKind::Call)
            m_tokens.push_back({expr.nameSpan, SemanticKind::Function, false});
        else if (expr.kind == ExprKind::Method)
            m_tokens.push_back({expr.nameSpan, SemanticKind::Method, false});
        else if (expr.kind == ExprKind::GetAttr)
            attribute(expr);
        for (const cedar::ExprPtr& child : expr.children)
            walk(*child);
    }

    void attribute(const Expr& expr)
    {
        const NodeTypes::Types& bases = m_types.of(*expr.children.front());
        if (!bases.empty() && meaningsOf(m_model, bases, expr.text).empty())
            m_tokens.push_back({expr.nameSpan, SemanticKind::Unknown, false});
    }

    const Model& m_model;
    NodeTypes m_types;
    std::vector<SemanticToken>& m_tokens;
};

} // namespace

std::vector<SemanticToken> semanticTokens(const Model& model, std::string_view path)
{
    const ModelFile* file = model.file(path);
    if (file == nullptr)
        return {};
    std::vector<SemanticToken> tokens;
    for (const Occurrence& next : occurrencesIn(model, *file)) {
        const bool unnamed =
            next.symbol.kind == Symbol::Kind::Policy &&
            next.spelling == Spelling::Name; // the effect of a policy without `@id`
        if (!unnamed)
            tokens.push_back({next.span, kindOf(model, next.symbol), next.declaration});
        const bool isType = next.symbol.kind == Symbol::Kind::EntityType ||
                            next.symbol.kind == Symbol::Kind::CommonType;
        if (isType && !next.declaration && next.whole.begin + 2 < next.span.begin &&
            file->language != Language::Json)
            tokens.push_back(
                {{next.whole.begin, next.span.begin - 2}, SemanticKind::Namespace, false});
    }
    for (std::size_t at = 0; file->policies && at < file->policies->parsed.policies.size(); ++at)
        ExpressionTokens(model, file->policies->parsed.policies[at], tokens);
    std::ranges::stable_sort(tokens, {}, &SemanticToken::span);
    std::uint32_t end = 0;
    std::erase_if(tokens, [&end](const SemanticToken& token) {
        const bool overlaps = token.span.begin < end || token.span.empty();
        if (!overlaps)
            end = token.span.end;
        return overlaps;
    });
    return tokens;
}

} // namespace remit::assist
