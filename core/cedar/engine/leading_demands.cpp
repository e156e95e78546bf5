// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/leading_demands.h"

#include "core/cedar/engine/context_reads.h"

#include <algorithm>

namespace remit::cedar {

namespace {

constexpr std::uint32_t kNone = IndexEntry::kNone;
/// Conjunctions within conjunctions that are looked into.
constexpr int kDemandDepth = 32;

bool isEntityVariable(const Expr& expr)
{
    return expr.kind == ExprKind::Variable && expr.var != Var::Context;
}

bool isLiteral(const Expr& expr)
{
    return expr.kind == ExprKind::Bool || expr.kind == ExprKind::Long ||
           expr.kind == ExprKind::String || expr.kind == ExprKind::Entity;
}

bool isLiteralSetOfEntities(const Expr& expr)
{
    return expr.kind == ExprKind::Set &&
           std::all_of(expr.children.begin(), expr.children.end(),
                       [](const ExprPtr& child) { return child->kind == ExprKind::Entity; });
}

bool startsWith(const ContextPath& path, const ContextPath& start)
{
    return path.size() >= start.size() && std::equal(start.begin(), start.end(), path.begin());
}

bool isBelow(const ContextPath& path, const ContextPath& above)
{
    return path.size() > above.size() && startsWith(path, above);
}

class DemandReader {
public:
    DemandReader(IndexEntry& entry, SymbolTable& symbols, ContextLayout& context)
        : m_entry(entry), m_symbols(symbols), m_context(context)
    {}

    void readScope(const PolicyCode& code)
    {
        m_entry.principal = keyOf(code.principal);
        m_entry.resource = keyOf(code.resource);
        m_entry.anyAction = code.actionOp == ActionConstraint::Op::Any;
        for (const std::uint32_t action : code.actions)
            m_entry.actions.push_back(entityKey(action));
        if (m_entry.actions.size() > 1)
            sortActions();
    }

    void readConditions(const std::vector<Condition>& conditions)
    {
        for (const Condition& condition : conditions) {
            if (condition.unless || !readConjunction(*condition.body))
                return;
        }
    }

private:
    static std::uint32_t keyOf(const ScopeTest& test)
    {
        if (test.entity != SymbolTable::kNone)
            return entityKey(test.entity);
        return test.type != SymbolTable::kNone ? wordKey(test.type) : kNone;
    }

    /// False: what follows must not be looked at, since this may fail.
    bool readConjunction(const Expr& expr, int depth = 0)
    {
        if (expr.kind != ExprKind::And)
            return readDemand(expr);
        return depth < kDemandDepth &&
               std::all_of(expr.children.begin(), expr.children.end(), [&](const ExprPtr& child) {
                   return readConjunction(*child, depth + 1);
               });
    }

    bool readDemand(const Expr& expr)
    {
        switch (expr.kind) {
        case ExprKind::Equal:
            return readEquality(*expr.children[0], *expr.children[1]) ||
                   readEquality(*expr.children[1], *expr.children[0]);
        case ExprKind::In:
            return readMembership(*expr.children[0], *expr.children[1]);
        case ExprKind::Is:
            return readType(expr);
        case ExprKind::Has:
            return readTest(expr);
        default:
            return false;
        }
    }

    bool readEquality(const Expr& left, const Expr& right)
    {
        if (isEntityVariable(left) && right.kind == ExprKind::Entity) {
            demandEntity(left.var, right.uid);
            return true;
        }
        const std::optional<ContextPath> path = contextPath(left);
        if (!path || path->empty() || !isLiteral(right))
            return isEntityVariable(left) && isEntityVariable(right);
        const bool guarded = path->size() == 1 && std::find(m_tested.begin(), m_tested.end(),
                                                            path->front()) != m_tested.end();
        if (isOpen() && isBelow(*path, m_onlyBelow)) {
            if (right.kind == ExprKind::String)
                demandContext(*path, wordKey(m_symbols.addText(right.text)), guarded);
            else if (right.kind == ExprKind::Entity)
                demandContext(*path, entityKey(m_symbols.addEntity(right.uid)), guarded);
        }
        return guarded;
    }

    bool readMembership(const Expr& left, const Expr& right)
    {
        if (!isEntityVariable(left))
            return false;
        if (right.kind == ExprKind::Entity)
            demandEntity(left.var, right.uid);
        return right.kind == ExprKind::Entity || isLiteralSetOfEntities(right);
    }

    bool readType(const Expr& expr)
    {
        if (!isEntityVariable(*expr.children[0]))
            return false;
        if (expr.children.size() > 1)
            return readMembership(*expr.children[0], *expr.children[1]);
        std::uint32_t* key = expr.children[0]->var == Var::Principal  ? &m_entry.principal
                             : expr.children[0]->var == Var::Resource ? &m_entry.resource
                                                                      : nullptr;
        if (key && *key == kNone && m_onlyBelow.empty())
            *key = wordKey(m_symbols.addType(expr.text));
        return true;
    }

    /// `x has a` does not fail where x is a variable. `context.a has b` does where a is missing or
    /// has no members: then only a demand on something in `context.a` may follow, since for that
    /// the index leaves out no policy whose test fails.
    bool readTest(const Expr& expr)
    {
        const Expr& tested = *expr.children[0];
        if (isEntityVariable(tested))
            return expr.path.size() == 1;
        std::optional<ContextPath> path = contextPath(tested);
        if (!path)
            return false;
        if (path->empty())
            m_tested.push_back(expr.path[0]);
        if (path->empty() && expr.path.size() == 1 && isOpen() && m_onlyBelow.empty())
            demandContext({expr.path[0]}, IndexEntry::kPresent, true);
        path->insert(path->end(), expr.path.begin(), expr.path.end() - 1);
        if (startsWith(m_onlyBelow, *path))
            return true;
        const bool isDeeper = startsWith(*path, m_onlyBelow);
        m_onlyBelow = std::move(*path);
        return isDeeper;
    }

    void demandEntity(Var var, const EntityUid& uid)
    {
        if (!m_onlyBelow.empty())
            return;
        const std::uint32_t key = entityKey(m_symbols.addEntity(uid));
        if (var == Var::Principal && m_entry.principal == kNone)
            m_entry.principal = key;
        if (var == Var::Resource && m_entry.resource == kNone)
            m_entry.resource = key;
        if (var == Var::Action && m_entry.anyAction) {
            m_entry.anyAction = false;
            m_entry.actions = {key};
        }
    }

    /// May the context be asked for something (more than that a member is there)?
    [[nodiscard]] bool isOpen() const
    {
        return m_entry.contextPath == kNone || m_entry.contextKey == IndexEntry::kPresent;
    }

    void demandContext(const ContextPath& path, std::uint32_t key, bool guarded)
    {
        m_entry.contextPath = m_context.pathOf(path);
        m_entry.contextKey = key;
        m_entry.guarded = guarded;
    }

    void sortActions()
    {
        std::sort(m_entry.actions.begin(), m_entry.actions.end());
        m_entry.actions.erase(std::unique(m_entry.actions.begin(), m_entry.actions.end()),
                              m_entry.actions.end());
    }

    IndexEntry& m_entry;
    SymbolTable& m_symbols;
    ContextLayout& m_context;
    std::vector<std::string> m_tested; ///< members of the context that are there
    /// When not empty: a test before may have failed, unless this path leads to a record.
    ContextPath m_onlyBelow;
};

} // namespace

IndexEntry indexEntry(std::uint32_t number, const Policy& policy, const PolicyCode& code,
                      SymbolTable& symbols, ContextLayout& context)
{
    IndexEntry entry;
    entry.policy = number;
    DemandReader reader(entry, symbols, context);
    reader.readScope(code);
    reader.readConditions(policy.conditions);
    return entry;
}

} // namespace remit::cedar
