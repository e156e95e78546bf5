// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/model.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The facts that the decision procedure supplies as context (semantics.md, "Facts"), and what can
/// be known of attributes without a Cedar schema: from entities and tool lists.
namespace remit::assist {

/// One fact by its path below `context`.
struct Fact {
    std::string_view path; ///< "session.labels"
    std::string_view type; ///< as the schema language writes it
    std::string_view text; ///< one sentence
};
[[nodiscard]] std::span<const Fact> facts();
/// By path below `context`; null where there is none.
[[nodiscard]] const Fact* findFact(std::string_view path);

/// A member that an expression seems to have.
struct LikelyMember {
    std::string name;
    std::string type; ///< may be empty
    std::string text;
};

/// Of the variable and path (`context`, `session`), for a policy with this scope. `principal` and
/// `resource` have what the entities of the scope's type have (of all types where it names none),
/// `context.input` the arguments of the tools that mean one of its actions (of all tools …).
[[nodiscard]] std::vector<LikelyMember> likelyMembers(const Model& model,
                                                      const cedar::Policy& policy,
                                                      const std::vector<std::string>& path);

/// Actions that tools mean and that policies name, where there is no schema to say so.
[[nodiscard]] std::vector<cedar::EntityUid> likelyActions(const Model& model);

} // namespace remit::assist
