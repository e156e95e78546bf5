// SPDX-License-Identifier: Apache-2.0
#include "core/assist/policies/hover.h"

#include "core/assist/policies/builtins.h"
#include "core/assist/policies/node_types.h"
#include "core/assist/symbol_text.h"
#include "core/cedar/syntax/builtin_names.h"
#include "core/cedar/values/extension.h"

#include <algorithm>
#include <set>

namespace remit::assist {
namespace {

using cedar::Expr;
using cedar::ExprKind;
using Style = Hover::Style;

bool holds(Span span, std::uint32_t offset)
{
    return span.begin <= offset && offset < span.end;
}

/// The expression whose own name or sign stands at the offset: the innermost that holds it.
const Expr* innermost(const Expr& expr, std::uint32_t offset)
{
    for (const cedar::ExprPtr& child : expr.children) {
        if (holds(child->span, offset))
            return innermost(*child, offset);
    }
    return &expr;
}

std::string typeList(const NodeTypes::Types& types)
{
    std::string text;
    std::set<std::string> seen;
    for (const cedar::TypePtr& type : types) {
        const std::string name = type->isBoolean() ? "Bool" : cedar::toText(*type);
        if (seen.insert(name).second)
            text += (text.empty() ? "" : " or ") + name;
    }
    return text;
}

class PolicyHover {
public:
    PolicyHover(const Model& model, const ModelFile& file, const cedar::Policy& policy,
                std::uint32_t offset)
        : m_file(file), m_policy(policy), m_offset(offset), m_types(model, policy), m_model(model)
    {}

    std::optional<Hover> run()
    {
        for (const cedar::Annotation& annotation : m_policy.annotations) {
            const Builtin* known = findBuiltin(knownAnnotations(), annotation.key);
            if (holds(annotation.span, m_offset) && known != nullptr)
                return Hover{
                    annotation.span,
                    {{Style::Code, "@" + annotation.key}, {Style::Text, std::string(known->text)}}};
        }
        for (const cedar::Condition& condition : m_policy.conditions) {
            if (!holds(condition.body->span, m_offset))
                continue;
            const Expr* expr = innermost(*condition.body, m_offset);
            if (auto found = expression(*expr))
                return found;
        }
        return word();
    }

private:
    std::optional<Hover> expression(const Expr& expr)
    {
        switch (expr.kind) {
        case ExprKind::Variable:
            return variable(expr);
        case ExprKind::GetAttr:
            return attribute(expr, expr.text, expr.nameSpan);
        case ExprKind::Has:
            for (std::size_t at = 0; at < expr.pathSpans.size(); ++at) {
                if (holds(expr.pathSpans[at], m_offset) && at == 0)
                    return attribute(expr, expr.path[at], expr.pathSpans[at]);
            }
            return std::nullopt;
        case ExprKind::Method:
        case ExprKind::Call:
            return call(expr);
        default:
            return std::nullopt;
        }
    }

    std::optional<Hover> variable(const Expr& expr)
    {
        const std::string name(cedar::variableName(expr.var));
        Hover hover{expr.span, {}};
        const std::string types = typeList(m_types.of(expr));
        hover.lines.push_back({Style::Code, name + (types.empty() ? "" : ": " + types)});
        if (const Builtin* known = findBuiltin(variables(), name))
            hover.lines.push_back({Style::Text, std::string(known->text)});
        return hover;
    }

    std::optional<Hover> attribute(const Expr& expr, const std::string& name, Span span)
    {
        if (!holds(span, m_offset))
            return std::nullopt;
        const Expr& base = *expr.children.front();
        Hover hover{span, {}};
        for (const AttributeMeaning& meaning : meaningsOf(m_model, m_types.of(base), name)) {
            const bool entity = meaning.owner->kind == cedar::TypeKind::Entity;
            const std::string written(m_file.text().substr(base.span.begin, base.span.size()));
            const std::string owner =
                entity ? meaning.owner->entityType
                : written.size() <= 60 && written.find('\n') == std::string::npos ? written
                                                                                  : std::string();
            for (Hover::Line& line : describe(owner, name, *meaning.attribute))
                addOnce(hover, std::move(line));
        }
        if (hover.lines.empty())
            return std::nullopt;
        return hover;
    }

    static void addOnce(Hover& hover, Hover::Line line)
    {
        const bool known =
            std::any_of(hover.lines.begin(), hover.lines.end(),
                        [&line](const Hover::Line& next) { return next.text == line.text; });
        if (!known)
            hover.lines.push_back(std::move(line));
    }

    std::optional<Hover> call(const Expr& expr)
    {
        if (!holds(expr.nameSpan, m_offset))
            return std::nullopt;
        const Callable* callable =
            expr.kind == ExprKind::Method ? findMethod(expr.text) : findConstructor(expr.text);
        if (callable == nullptr)
            return std::nullopt;
        Hover hover{expr.nameSpan, {{Style::Code, signatureText(*callable, nullptr)}}};
        if (expr.kind == ExprKind::Call && expr.children.size() == 1 &&
            expr.children[0]->kind == ExprKind::String)
            hover.lines.push_back({Style::Code, valueText(expr.text, expr.children[0]->text)});
        hover.lines.push_back({Style::Text, std::string(callable->text)});
        return hover;
    }

    /// What the literal comes to, or why it is none.
    static std::string valueText(const std::string& name, const std::string& text)
    {
        const auto read = [](const auto& parsed) {
            return parsed ? cedar::toText(*parsed) : parsed.error();
        };
        if (name == "decimal")
            return read(cedar::parseDecimal(text));
        if (name == "ip")
            return read(cedar::parseIpAddress(text));
        return name == "datetime" ? read(cedar::parseDatetime(text))
                                  : read(cedar::parseDuration(text));
    }

    std::optional<Hover> word()
    {
        const auto& tokens = m_file.policies->tokens;
        const auto token = std::find_if(tokens.begin(), tokens.end(), [this](const auto& next) {
            return holds(next.span(), m_offset);
        });
        if (token == tokens.end())
            return std::nullopt;
        const std::string text(m_file.text().substr(token->begin, token->span().size()));
        for (const auto all : {keywords(), variables(), slots()}) {
            if (const Builtin* known = findBuiltin(all, text))
                return Hover{token->span(),
                             {{Style::Code, text}, {Style::Text, std::string(known->text)}}};
        }
        return std::nullopt;
    }

    const ModelFile& m_file;
    const cedar::Policy& m_policy;
    std::uint32_t m_offset;
    NodeTypes m_types;
    const Model& m_model;
};

} // namespace

std::optional<Hover> policyHover(const Model& model, const ModelFile& file, std::uint32_t offset)
{
    for (const cedar::Policy& policy : file.policies->parsed.policies) {
        if (holds(policy.span, offset))
            return PolicyHover(model, file, policy, offset).run();
    }
    return std::nullopt;
}

} // namespace remit::assist
