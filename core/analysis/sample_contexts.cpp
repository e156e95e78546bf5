// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/sample_contexts.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <random>

namespace remit::analysis {
namespace {

using cedar::ContextPath;
using cedar::Expr;
using cedar::ExprKind;
using cedar::Value;
using Candidates = std::map<ContextPath, std::vector<Value>>;

constexpr std::uint32_t kSeed = 20260101;

/// `context.input.amount` as a path; nothing for any other expression.
std::optional<ContextPath> pathOf(const Expr& expr)
{
    if (expr.kind == ExprKind::Variable && expr.var == cedar::Var::Context)
        return ContextPath{};
    if (expr.kind != ExprKind::GetAttr)
        return std::nullopt;
    auto path = pathOf(*expr.children.front());
    if (path)
        path->push_back(expr.text);
    return path;
}

std::optional<Value> literal(const Expr& expr)
{
    switch (expr.kind) {
    case ExprKind::Bool:
        return Value::boolean(expr.boolean);
    case ExprKind::Long:
        return Value::integer(expr.integer);
    case ExprKind::String:
        return Value::string(expr.text);
    case ExprKind::Entity:
        return Value::entity(expr.uid);
    case ExprKind::Set: {
        std::vector<Value> elements;
        for (const auto& child : expr.children) {
            if (auto element = literal(*child))
                elements.push_back(std::move(*element));
        }
        return Value::set(std::move(elements));
    }
    default:
        return std::nullopt;
    }
}

void addNeighbours(const Value& value, std::vector<Value>& list)
{
    list.push_back(value);
    if (value.is(cedar::ValueKind::Long)) {
        const std::int64_t number = value.asLong();
        if (number > std::numeric_limits<std::int64_t>::min())
            list.push_back(Value::integer(number - 1));
        if (number < std::numeric_limits<std::int64_t>::max())
            list.push_back(Value::integer(number + 1));
    } else if (value.is(cedar::ValueKind::String)) {
        list.push_back(Value::string(value.asString() + "-other"));
    } else if (value.is(cedar::ValueKind::Bool)) {
        list.push_back(Value::boolean(!value.asBool()));
    }
}

class Collector {
public:
    void walk(const Expr& expr)
    {
        if (expr.kind == ExprKind::Method && expr.children.size() == 2)
            method(expr);
        else if (expr.children.size() == 2)
            comparison(*expr.children[0], *expr.children[1], expr.kind == ExprKind::In);
        if (const auto path = pathOf(expr); path && !path->empty())
            m_found.try_emplace(*path);
        for (const auto& child : expr.children)
            walk(*child);
    }

    Candidates finish()
    {
        // A path that has others below it is a record made of these.
        for (auto it = m_found.begin(); it != m_found.end();) {
            const auto next = std::next(it);
            const bool record = next != m_found.end() && next->first.size() > it->first.size() &&
                                std::equal(it->first.begin(), it->first.end(), next->first.begin());
            it = record ? m_found.erase(it) : next;
        }
        for (auto& [path, values] : m_found) {
            if (values.empty()) // a condition by itself: `when { context.onPlan }`
                values = {Value::boolean(true), Value::boolean(false)};
            std::vector<Value> distinct;
            for (Value& value : values) {
                if (std::find(distinct.begin(), distinct.end(), value) == distinct.end())
                    distinct.push_back(std::move(value));
            }
            values = std::move(distinct);
        }
        return std::move(m_found);
    }

private:
    void comparison(const Expr& left, const Expr& right, bool in)
    {
        for (const auto& [side, other] : {std::pair(&left, &right), std::pair(&right, &left)}) {
            const auto path = pathOf(*side);
            const auto value = literal(*other);
            if (!path || path->empty() || !value)
                continue;
            if (in && value->is(cedar::ValueKind::Set)) {
                for (const Value& each : value->asSet())
                    m_found[*path].push_back(each);
            } else {
                addNeighbours(*value, m_found[*path]);
            }
        }
    }

    void method(const Expr& expr)
    {
        const auto path = pathOf(*expr.children[0]);
        const auto value = literal(*expr.children[1]);
        if (path && !path->empty() && value) {
            const bool element = expr.text == "contains";
            m_found[*path].push_back(element ? Value::set({*value}) : *value);
            m_found[*path].push_back(Value::set({}));
            return;
        }
        // ["a", "b"].contains(context.x)
        const auto inner = pathOf(*expr.children[1]);
        const auto set = literal(*expr.children[0]);
        if (inner && !inner->empty() && set && set->is(cedar::ValueKind::Set)) {
            for (const Value& each : set->asSet())
                addNeighbours(each, m_found[*inner]);
        }
    }

    Candidates m_found;
};

void put(cedar::Attributes& record, const ContextPath& path, std::size_t at, const Value& value)
{
    if (at + 1 == path.size()) {
        record[path[at]] = value;
        return;
    }
    const auto found = record.find(path[at]);
    cedar::Attributes below;
    if (found != record.end() && found->second.is(cedar::ValueKind::Record))
        below = found->second.asRecord();
    put(below, path, at + 1, value);
    record[path[at]] = Value::record(std::move(below));
}

/// `choice[i]` may be one past the values of member i: it is then missing.
Value contextOf(const Candidates& candidates, const std::vector<std::size_t>& choice)
{
    cedar::Attributes record;
    std::size_t i = 0;
    for (const auto& [path, values] : candidates) {
        if (choice[i] < values.size())
            put(record, path, 0, values[choice[i]]);
        ++i;
    }
    return Value::record(std::move(record));
}

} // namespace

std::vector<Value> sampleContexts(const std::vector<const cedar::Program*>& programs,
                                  std::size_t bound)
{
    Collector collector;
    for (const cedar::Program* program : programs) {
        for (const cedar::ProgramPolicy& policy : program->policies()) {
            for (const cedar::Condition& condition : policy.source->conditions) {
                if (condition.body)
                    collector.walk(*condition.body);
            }
        }
    }
    const Candidates candidates = collector.finish();
    double all = 1;
    for (const auto& [path, values] : candidates)
        all *= static_cast<double>(values.size() + 1);
    std::vector<Value> contexts;
    std::vector<std::size_t> choice(candidates.size());
    if (all <= static_cast<double>(bound)) {
        for (std::size_t n = 0; n < static_cast<std::size_t>(all); ++n) {
            std::size_t rest = n;
            std::size_t i = 0;
            for (const auto& [path, values] : candidates) {
                choice[i++] = rest % (values.size() + 1);
                rest /= values.size() + 1;
            }
            contexts.push_back(contextOf(candidates, choice));
        }
        return contexts;
    }
    std::mt19937 random(kSeed); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same samples each time
    for (std::size_t n = 0; n < bound; ++n) {
        std::size_t i = 0;
        for (const auto& [path, values] : candidates)
            choice[i++] = n == 0 ? 0 : random() % (values.size() + 1);
        contexts.push_back(contextOf(candidates, choice));
    }
    return contexts;
}

} // namespace remit::analysis
