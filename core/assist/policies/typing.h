// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/policies/cursor.h"
#include "core/cedar/validate/environment.h"

#include <vector>

namespace remit::assist {

/// Whether the variable `action` stands anywhere in it.
[[nodiscard]] bool mentionsAction(const cedar::Expr& expr);

/// The types of an unfinished policy: what stands before the cursor is closed as it must end, and
/// then checked as ever in each kind of request that its scope admits.
class PolicyTyping {
public:
    /// Which of the environments that differ only in the action are kept.
    enum class Actions : std::uint8_t { EachContext, Each };
    /// Of the cursor's first `end` tokens.
    PolicyTyping(const Model& model, const PolicyCursor& cursor, std::size_t end,
                 Actions actions = Actions::EachContext);

    /// At most kEnvironments, none without a schema. With EachContext those that differ only in
    /// actions with the same context count once, unless the policy speaks of the action.
    [[nodiscard]] const std::vector<cedar::RequestEnvironment>& environments() const
    {
        return m_environments;
    }
    /// The different types of a variable.
    [[nodiscard]] std::vector<cedar::TypePtr> typesOf(cedar::Var variable) const;

    /// The policy as far as it is written; null where there is none yet.
    [[nodiscard]] const cedar::Policy* policy() const { return m_policy; }

    enum class Level : std::uint8_t {
        Member,  ///< what a `.` after it would take: `a && b.c` gives `b.c`
        Operand, ///< what a relation after it would take: `a && b + c` gives `b + c`
    };
    /// The different types of the expression that ends with the last token.
    [[nodiscard]] std::vector<cedar::TypePtr> typesOfLast(Level level) const;
    /// That expression; null where there is none.
    [[nodiscard]] const cedar::Expr* last(Level level) const;

    static constexpr std::size_t kEnvironments = 500;

private:
    void parse(std::size_t end);
    void collectEnvironments(Actions actions);

    const Model& m_model;
    const PolicyCursor& m_cursor;
    std::size_t m_end;
    std::uint32_t m_shift = 0; ///< from places of the whole text to those of the policy
    cedar::ParsedPolicies m_parsed;
    const cedar::Policy* m_policy = nullptr;
    std::vector<cedar::RequestEnvironment> m_environments;
};

/// Adds the type unless an equal one is there.
void addType(std::vector<cedar::TypePtr>& types, const cedar::TypePtr& type);

/// The attributes of a record or of an entity type's entities; null where a type has none.
[[nodiscard]] const cedar::AttributeTypes* attributesOf(const Model& model,
                                                        const cedar::Type& type);

} // namespace remit::assist
