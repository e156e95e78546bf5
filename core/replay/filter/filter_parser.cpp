// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/base/time.h"
#include "core/replay/filter/filter_fields.h"
#include "core/replay/filter/filter_lexer.h"
#include "core/replay/filter/filter_node.h"

#include <algorithm>
#include <charconv>

namespace remit::replay {

using Node = Filter::Node;
using NodePtr = std::shared_ptr<const Node>;
using Kind = FilterToken::Kind;
using Operator = Node::Operator;

/// Recursive descent; the first problem ends it.
class FilterParser {
public:
    FilterParser(std::string_view query, const std::string& name)
        : m_name(name), m_tokens(filterTokens(query))
    {}

    ParsedFilter parse()
    {
        ParsedFilter parsed;
        if (m_tokens.front().kind == Kind::End)
            return parsed;
        NodePtr root = any(0);
        if (root && current().kind != Kind::End)
            root = unexpected();
        parsed.diagnostics = std::move(m_diagnostics);
        if (root && parsed.diagnostics.empty())
            parsed.filter = Filter(std::move(root));
        return parsed;
    }

private:
    [[nodiscard]] const FilterToken& current() const { return m_tokens[m_at]; }
    const FilterToken& take() { return m_tokens[m_at++]; }

    NodePtr problem(const char* code, Span span, std::string message, std::string help)
    {
        if (!m_diagnostics.empty())
            return nullptr;
        Diagnostic diagnostic;
        diagnostic.code = code;
        diagnostic.file = m_name;
        diagnostic.span = span;
        diagnostic.message = std::move(message);
        diagnostic.help = std::move(help);
        m_diagnostics.push_back(std::move(diagnostic));
        return nullptr;
    }

    NodePtr unexpected()
    {
        const FilterToken& token = current();
        const std::string what =
            token.kind == Kind::End ? "the query ends" : "`" + shown(token.text) + "` stands";
        return problem("filter/unexpected", token.span,
                       what + " where a comparison or a text should be",
                       "Write `field = value`, or a text to look for; put texts with spaces in "
                       "quotes, and join with `and`, `or`, `not`.");
    }

    NodePtr group(Node::Kind kind, std::string_view word, NodePtr (FilterParser::*part)(int),
                  int depth)
    {
        auto node = std::make_shared<Node>();
        node->kind = kind;
        do {
            NodePtr child = (this->*part)(depth);
            if (!child)
                return nullptr;
            node->children.push_back(std::move(child));
        } while (current().isWord(word) && (++m_at, true));
        return node->children.size() == 1 ? node->children.front() : node;
    }
    NodePtr any(int depth) { return group(Node::Kind::Or, "or", &FilterParser::all, depth); }
    NodePtr all(int depth) { return group(Node::Kind::And, "and", &FilterParser::unary, depth); }

    NodePtr unary(int depth)
    {
        if (depth > kFilterNesting)
            return problem("filter/unexpected", current().span, "the query is nested too deeply",
                           "Take some of the brackets away.");
        if (current().isWord("not") && m_tokens[m_at + 1].kind != Kind::Operator) {
            ++m_at;
            NodePtr inner = unary(depth + 1);
            if (!inner)
                return nullptr;
            auto node = std::make_shared<Node>();
            node->kind = Node::Kind::Not;
            node->children.push_back(std::move(inner));
            return node;
        }
        if (current().kind == Kind::Open) {
            ++m_at;
            NodePtr inner = any(depth + 1);
            if (!inner)
                return nullptr;
            if (current().kind != Kind::Close)
                return problem("filter/unexpected", current().span, "a bracket is not closed",
                               "Add `)`.");
            ++m_at;
            return inner;
        }
        return comparison();
    }

    NodePtr comparison()
    {
        const FilterToken& first = current();
        const bool reserved = first.isWord("and") || first.isWord("or");
        if ((first.kind != Kind::Word && first.kind != Kind::Quoted) || reserved)
            return unexpected();
        if (first.unterminated)
            return problem("filter/unexpected", first.span, "a quote is not closed", "Add `\"`.");
        ++m_at;
        if (current().kind == Kind::Operator && first.kind == Kind::Word)
            return compare(first);
        auto node = std::make_shared<Node>();
        node->kind = Node::Kind::Text;
        node->value = lowered(first.text);
        return node;
    }

    NodePtr compare(const FilterToken& name)
    {
        auto node = std::make_shared<Node>();
        node->kind = Node::Kind::Compare;
        node->field = filterField(name.text);
        if (node->field == nullptr)
            return unknownField(name);
        const FilterToken& sign = take();
        if (!readOperator(sign, *node))
            return nullptr;
        const FilterToken& value = current();
        if (value.kind != Kind::Word && value.kind != Kind::Quoted)
            return problem("filter/unexpected", value.span, "a value is missing",
                           "Write what `" + std::string(node->field->name) + "` is compared with.");
        if (value.unterminated)
            return problem("filter/unexpected", value.span, "a quote is not closed", "Add `\"`.");
        ++m_at;
        return readValue(value, *node) ? node : nullptr;
    }

    NodePtr unknownField(const FilterToken& name)
    {
        std::vector<std::string> names;
        for (const FilterField& field : filterFields())
            names.emplace_back(field.name);
        std::string help = "Fields are " + joined(names, ", ") + ".";
        if (const auto near = nearest(name.text, names))
            help = "Did you mean `" + *near + "`?";
        return problem("filter/unknown-field", name.span,
                       "`" + shown(name.text) + "` is no field of a call", std::move(help));
    }

    bool readOperator(const FilterToken& sign, Node& node)
    {
        static const std::vector<std::pair<std::string_view, Operator>> kOperators{
            {"=", Operator::Equal},           {"==", Operator::Equal},
            {"!=", Operator::NotEqual},       {"~", Operator::Part},
            {"!~", Operator::NoPart},         {"<", Operator::Less},
            {">", Operator::Greater},         {"<=", Operator::LessOrEqual},
            {">=", Operator::GreaterOrEqual},
        };
        const auto found = std::find_if(kOperators.begin(), kOperators.end(),
                                        [&](const auto& one) { return one.first == sign.text; });
        const bool ordered =
            node.field->kind == FilterKind::Number || node.field->kind == FilterKind::Time;
        const bool fits =
            found != kOperators.end() &&
            (found->second < Operator::Part || ordered == (found->second >= Operator::Less));
        if (!fits) {
            problem("filter/wrong-operator", sign.span,
                    "`" + shown(sign.text) + "` does not fit the field `" +
                        std::string(node.field->name) + "`",
                    ordered ? "Use =, !=, <, <=, > or >=." : "Use =, !=, ~ (has a part) or !~.");
            return false;
        }
        node.op = found->second;
        return true;
    }

    bool readValue(const FilterToken& value, Node& node)
    {
        const bool part = node.op == Operator::Part || node.op == Operator::NoPart;
        node.none = value.isWord("none") && !part;
        if (node.none)
            return true;
        switch (node.field->kind) {
        case FilterKind::Text:
            node.value = part ? lowered(value.text) : value.text;
            return true;
        case FilterKind::Word:
        case FilterKind::Tristate:
            node.value = lowered(value.text);
            return part || isListed(value, node);
        case FilterKind::Number:
            if (const auto number = integerWord(value.text)) {
                node.number = *number;
                return true;
            }
            problem("filter/unknown-value", value.span,
                    "`" + shown(value.text) + "` is no whole number", {});
            return false;
        case FilterKind::Time:
            if (const auto time = parseRfc3339(value.text)) {
                node.number = time->milliseconds;
                return true;
            }
            problem("filter/unknown-value", value.span, "`" + shown(value.text) + "` is no time",
                    "Write 2026-03-01 or 2026-03-01T09:15:00Z.");
            return false;
        }
        return false;
    }

    static std::optional<std::int64_t> integerWord(const std::string& text)
    {
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        const bool whole = error == std::errc() && end == text.data() + text.size();
        return whole ? std::optional(value) : std::nullopt;
    }

    bool isListed(const FilterToken& value, const Node& node)
    {
        const std::vector<std::string> values = filterValues(*node.field);
        if (std::find(values.begin(), values.end(), node.value) != values.end())
            return true;
        std::string help = "One of " + joined(values, ", ") + ".";
        if (const auto near = nearest(node.value, values))
            help = "Did you mean `" + *near + "`?";
        problem("filter/unknown-value", value.span,
                "`" + shown(value.text) + "` is no value of the field `" +
                    std::string(node.field->name) + "`",
                std::move(help));
        return false;
    }

    const std::string& m_name;
    std::vector<FilterToken> m_tokens;
    std::size_t m_at = 0;
    Diagnostics m_diagnostics;
};

ParsedFilter parseFilter(std::string_view query, const std::string& name)
{
    return FilterParser(query, name).parse();
}

} // namespace remit::replay
