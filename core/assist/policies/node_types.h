// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/model.h"

#include <vector>

namespace remit::assist {

/// The different types of each expression of a policy, by Expr::id, over the kinds of request that
/// its scope admits. Empty without a schema.
class NodeTypes {
public:
    NodeTypes(const Model& model, const cedar::Policy& policy);

    using Types = std::vector<cedar::TypePtr>;
    [[nodiscard]] const Types& of(const cedar::Expr& expr) const
    {
        return expr.id < m_types.size() ? m_types[expr.id] : m_none;
    }

private:
    std::vector<Types> m_types;
    Types m_none;
};

/// One attribute that an expression may mean, with the type that has it.
struct AttributeMeaning {
    cedar::TypePtr owner;
    const cedar::AttributeType* attribute = nullptr;
};
/// What `base.name` may mean; null and missing attributes are left out.
[[nodiscard]] std::vector<AttributeMeaning>
meaningsOf(const Model& model, const NodeTypes::Types& bases, const std::string& name);

} // namespace remit::assist
