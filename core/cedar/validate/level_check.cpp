// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/level_check.h"

#include <algorithm>

namespace remit::cedar {
namespace {

class LevelChecker {
public:
    LevelChecker(const Schema& schema, const RequestEnvironment& environment,
                 const std::vector<TypePtr>& nodeTypes, int maxLevel, Problems& problems)
        : m_schema(schema)
        , m_environment(environment)
        , m_nodeTypes(nodeTypes)
        , m_maxLevel(maxLevel)
        , m_problems(problems)
    {}

    void visit(const Expr& expr)
    {
        if (!typeOf(expr))
            return; // never evaluated in this kind of request
        switch (expr.kind) {
        case ExprKind::GetAttr:
            if (isEntity(*expr.children.front()))
                dereference(expr, *expr.children.front());
            else
                visit(*expr.children.front());
            break;
        case ExprKind::Has:
            visitHas(expr);
            break;
        case ExprKind::In:
            dereference(expr, *expr.children[0]);
            visit(*expr.children[1]);
            break;
        case ExprKind::Is:
            visitIs(expr);
            break;
        case ExprKind::Method:
            visitMethod(expr);
            break;
        default:
            for (const ExprPtr& child : expr.children)
                visit(*child);
        }
    }

    void scope(const ScopeConstraint& constraint)
    {
        using Op = ScopeConstraint::Op;
        if (constraint.op == Op::In || constraint.op == Op::IsIn)
            require(1, constraint.span);
    }

    void require(int level, Span span)
    {
        if (level > m_maxLevel)
            m_problems.error(
                "validate/level-exceeded", span,
                "this needs entity data of level " + std::to_string(level) + ", and " +
                    std::to_string(m_maxLevel) + " is the limit",
                "A level is one entity looked up to reach the next: shorten the chain, "
                "or raise the level.");
    }

private:
    [[nodiscard]] TypePtr typeOf(const Expr& expr) const
    {
        return expr.id < m_nodeTypes.size() ? m_nodeTypes[expr.id] : nullptr;
    }

    [[nodiscard]] bool isEntity(const Expr& expr) const
    {
        const TypePtr type = typeOf(expr);
        return type && type->kind == TypeKind::Entity;
    }

    void dereference(const Expr& at, const Expr& target)
    {
        std::vector<std::string> path;
        require(levelOf(target, path) + 1, at.span);
    }

    /// `e has a.b` reads e, and e.a where that is an entity.
    void visitHas(const Expr& expr)
    {
        const Expr& base = *expr.children.front();
        TypePtr type = typeOf(base);
        std::vector<std::string> path;
        int level = 0;
        if (isEntity(base) || expr.path.size() > 1)
            level = levelOf(base, path);
        else
            visit(base);
        for (const std::string& name : expr.path) {
            const bool entity = type && type->kind == TypeKind::Entity;
            if (entity)
                require(++level, expr.span);
            const TypePtr record = entity ? m_schema.attributesOf(type->entityType) : type;
            if (!record || record->kind != TypeKind::Record)
                return;
            const auto attribute = record->attributes.find(name);
            if (attribute == record->attributes.end())
                return;
            type = attribute->second.type;
        }
    }

    void visitIs(const Expr& expr)
    {
        if (expr.children.size() > 1 && typeOf(*expr.children[1])) {
            dereference(expr, *expr.children[0]);
            visit(*expr.children[1]);
        } else {
            visit(*expr.children[0]);
        }
    }

    void visitMethod(const Expr& expr)
    {
        if (expr.text != "getTag" && expr.text != "hasTag") {
            for (const ExprPtr& child : expr.children)
                visit(*child);
            return;
        }
        dereference(expr, *expr.children[0]);
        visit(*expr.children[1]);
    }

    /// The level of the entity that the expression gives, reached over `path` (innermost last) of
    /// record attributes.
    int levelOf(const Expr& expr, std::vector<std::string>& path)
    {
        switch (expr.kind) {
        case ExprKind::Entity:
            if (expr.uid != m_environment.action)
                m_problems.error("validate/entity-literal-dereference", expr.span,
                                 "data of an entity that is named in the policy is read here",
                                 "Level validation allows that at no level: reach the entity from "
                                 "principal, resource or context.");
            return 0;
        case ExprKind::If: {
            visit(*expr.children[0]);
            auto otherPath = path;
            const int then = typeOf(*expr.children[1]) ? levelOf(*expr.children[1], path) : 0;
            const int otherwise =
                typeOf(*expr.children[2]) ? levelOf(*expr.children[2], otherPath) : 0;
            return std::max(then, otherwise);
        }
        case ExprKind::GetAttr: {
            const Expr& base = *expr.children.front();
            if (isEntity(base)) {
                std::vector<std::string> fresh;
                const int level = levelOf(base, fresh) + 1;
                require(level, expr.span);
                return level;
            }
            path.push_back(expr.text);
            return levelOf(base, path);
        }
        case ExprKind::Record:
            return levelInRecord(expr, path);
        case ExprKind::Method: {
            std::vector<std::string> fresh;
            const int level = levelOf(*expr.children[0], fresh) + 1;
            require(level, expr.span);
            for (std::size_t i = 1; i < expr.children.size(); ++i)
                visit(*expr.children[i]);
            return level;
        }
        default:
            return 0; // a variable
        }
    }

    int levelInRecord(const Expr& expr, std::vector<std::string>& path)
    {
        const std::string wanted = path.empty() ? std::string() : path.back();
        if (!path.empty())
            path.pop_back();
        int level = 0;
        for (std::size_t i = 0; i < expr.children.size() && i < expr.path.size(); ++i) {
            if (expr.path[i] == wanted)
                level = levelOf(*expr.children[i], path);
            else
                visit(*expr.children[i]);
        }
        return level;
    }

    const Schema& m_schema;
    const RequestEnvironment& m_environment;
    const std::vector<TypePtr>& m_nodeTypes;
    int m_maxLevel;
    Problems& m_problems;
};

} // namespace

void checkLevel(const Policy& policy, const Schema& schema, const RequestEnvironment& environment,
                const std::vector<TypePtr>& nodeTypes, int maxLevel, Problems& problems)
{
    LevelChecker checker(schema, environment, nodeTypes, maxLevel, problems);
    checker.scope(policy.principal);
    if (policy.action.op == ActionConstraint::Op::In ||
        policy.action.op == ActionConstraint::Op::InSet)
        checker.require(1, policy.action.span);
    checker.scope(policy.resource);
    for (const Condition& condition : policy.conditions)
        checker.visit(*condition.body);
}

} // namespace remit::cedar
