// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/mining/known_tests.h"

#include <algorithm>

namespace remit::analysis {
namespace {

using cedar::Expr;
using cedar::ExprKind;

/// The path below `context.input`, outermost first; empty when the expression is none.
std::vector<std::string> argumentPath(const Expr& expr)
{
    std::vector<std::string> path;
    const Expr* at = &expr;
    while (at->kind == ExprKind::GetAttr) {
        path.push_back(at->text);
        at = at->children.front().get();
    }
    const bool ofContext = at->kind == ExprKind::Variable && at->var == cedar::Var::Context;
    if (!ofContext || path.size() < 2 || path.back() != "input")
        return {};
    path.pop_back();
    std::reverse(path.begin(), path.end());
    return path;
}

std::optional<KnownTest::Owner> ownerOf(const Expr& expr)
{
    if (expr.kind == ExprKind::Entity)
        return KnownTest::Owner::Named;
    if (expr.kind != ExprKind::Variable)
        return std::nullopt;
    switch (expr.var) {
    case cedar::Var::Principal:
        return KnownTest::Owner::Principal;
    case cedar::Var::Action:
        return KnownTest::Owner::Action;
    case cedar::Var::Resource:
        return KnownTest::Owner::Resource;
    case cedar::Var::Context:
        break;
    }
    return std::nullopt;
}

std::optional<KnownTest> testOf(const Expr& call)
{
    static const std::vector<std::string> kMethods{"contains", "containsAll", "containsAny"};
    if (call.kind != ExprKind::Method || call.children.size() != 2 ||
        std::find(kMethods.begin(), kMethods.end(), call.text) == kMethods.end())
        return std::nullopt;
    const Expr& set = *call.children[0];
    if (set.kind != ExprKind::GetAttr)
        return std::nullopt;
    const auto owner = ownerOf(*set.children.front());
    std::vector<std::string> path = argumentPath(*call.children[1]);
    if (!owner || path.empty())
        return std::nullopt;
    return KnownTest{0, *owner, set.children.front()->uid, set.text, std::move(path)};
}

void collect(const Expr& expr, std::uint32_t policy, std::vector<KnownTest>& tests)
{
    if (auto test = testOf(expr)) {
        test->policy = policy;
        tests.push_back(std::move(*test));
    }
    for (const cedar::ExprPtr& child : expr.children)
        collect(*child, policy, tests);
}

void addStrings(const JsonValue& value, std::vector<std::string>& strings)
{
    if (value.isString())
        strings.push_back(value.text);
    for (const JsonValue& item : value.items)
        if (item.isString())
            strings.push_back(item.text);
}

} // namespace

std::vector<KnownTest> knownTests(const cedar::Program& program)
{
    std::vector<KnownTest> tests;
    for (std::uint32_t i = 0; i < program.policies().size(); ++i) {
        const cedar::ProgramPolicy& policy = program.policies()[i];
        if (policy.effect != cedar::Effect::Permit)
            continue;
        for (const cedar::Condition& condition : policy.source->conditions)
            collect(*condition.body, i, tests);
    }
    return tests;
}

std::vector<std::string> valuesFor(const KnownTest& test, const JsonValue& arguments)
{
    const JsonValue* value = &arguments;
    for (const std::string& name : test.argument) {
        value = value->find(name);
        if (value == nullptr)
            return {};
    }
    std::vector<std::string> strings;
    addStrings(*value, strings);
    return strings;
}

bool mayConcern(const cedar::Policy& policy, const cedar::EntityUid& action)
{
    using Op = cedar::ActionConstraint::Op;
    const auto& named = policy.action.entities;
    switch (policy.action.op) {
    case Op::Any:
        return true;
    case Op::Equal:
        return named.front() == action;
    case Op::In:
        return true; // a group: the engine decides
    case Op::InSet:
        break;
    }
    return std::find(named.begin(), named.end(), action) != named.end();
}

} // namespace remit::analysis
