// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_text.h"
#include "core/cedar/values/entity_uid.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The tree of a policy text, close to how it was written: `!=`, `>`, dotted `has`, `is … in` and
/// the quoting of names are kept, so that formatter, JSON form and explanations show the author's
/// own form. The meaning of each kind is stated here once; every evaluator follows it.
namespace remit::cedar {

enum class Effect : std::uint8_t { Permit, Forbid };
enum class Var : std::uint8_t { Principal, Action, Resource, Context };
enum class SlotId : std::uint8_t { Principal, Resource };

enum class ExprKind : std::uint8_t {
    Error, ///< a hole left by error recovery; a tree with one is never evaluated
    // Literals
    Bool,
    Long,
    String, ///< `text`
    Entity, ///< `uid`
    // Leaves
    Variable, ///< `var`
    Slot,     ///< `slot`; only in scopes (the parser rejects it in conditions)
    // Operators
    Not,
    Negate,
    Or,  ///< two or more children, left to right, short-circuit
    And, ///< two or more children, left to right, short-circuit
    Equal,
    NotEqual, ///< !(a == b)
    Less,
    LessEqual,
    Greater,      ///< !(a <= b)
    GreaterEqual, ///< !(a < b)
    In,
    Add,
    Subtract,
    Multiply,
    If, ///< condition, then, else
    // Access
    GetAttr, ///< children[0].text or children[0]["text"] (`quoted`)
    Has,     ///< children[0] has path; `a has b.c` means `a has b && a.b has c`
    Like,    ///< children[0] like `pattern`
    Is,      ///< children[0] is `text` (a type name) [in children[1]]
    // Constructors and calls
    Set,
    Record, ///< keys in `path`, values in `children`, in the order written; evaluated in the
            ///< order of the keys, bytewise
    Call,   ///< extension function `text`(children…)
    Method, ///< children[0].`text`(children[1…]): contains, containsAll, containsAny, isEmpty,
            ///< getTag, hasTag, and the extension methods
};

/// One element of a `like` pattern: a star, or a code point.
struct PatternElement {
    bool wildcard = false;
    char32_t codePoint = 0;
    auto operator<=>(const PatternElement&) const = default;
};
using Pattern = std::vector<PatternElement>;

struct Expr;
using ExprPtr = std::unique_ptr<Expr>;

struct Expr {
    ExprKind kind = ExprKind::Error;
    bool boolean = false;
    bool quoted = false; ///< GetAttr, Has: the attribute was written as a string
    Var var = Var::Principal;
    SlotId slot = SlotId::Principal;
    /// Number of the node in its policy, counted in preorder from 0 over all conditions in turn.
    /// Explanations and coverage name nodes by it.
    std::uint32_t id = 0;
    Span span;
    Span nameSpan; ///< of the attribute, function, method or type name
    std::int64_t integer = 0;
    std::string text;
    EntityUid uid;
    std::vector<std::string> path;
    std::vector<Span> pathSpans;
    Pattern pattern;
    std::vector<ExprPtr> children;
};

struct Annotation {
    std::string key;
    std::string value; ///< `@k` means `@k("")`
    bool hasValue = false;
    Span span;
    Span valueSpan;
};

/// What a scope says of the principal or the resource.
struct ScopeConstraint {
    enum class Op : std::uint8_t { Any, Equal, In, Is, IsIn };
    Op op = Op::Any;
    bool slot = false; ///< the entity is `?principal` or `?resource`
    EntityUid entity;  ///< Equal, In, IsIn, unless slot
    std::string type;  ///< Is, IsIn
    Span span;         ///< from the variable to the end of the constraint
    Span entitySpan;
    Span typeSpan;
};

struct ActionConstraint {
    enum class Op : std::uint8_t { Any, Equal, In, InSet };
    Op op = Op::Any;
    std::vector<EntityUid> entities; ///< one for Equal and In; any number for InSet
    Span span;
    std::vector<Span> entitySpans;
};

struct Condition {
    bool unless = false; ///< `unless { e }` means `when { !e }`
    ExprPtr body;
    Span span;
};

/// A static policy, or a template when a slot stands in its scope.
struct Policy {
    std::string id; ///< as the policy set names it; the parser gives `policy0`, `policy1`, …
    Effect effect = Effect::Permit;
    std::vector<Annotation> annotations;
    ScopeConstraint principal;
    ActionConstraint action;
    ScopeConstraint resource;
    std::vector<Condition> conditions;
    std::uint32_t nodeCount = 0; ///< of all conditions: ids run from 0 to nodeCount - 1
    Span span;                   ///< from the first annotation to `;`
    Span effectSpan;
    bool broken = false; ///< parsed with errors: shown, never evaluated

    [[nodiscard]] bool isTemplate() const { return principal.slot || resource.slot; }
    /// The annotation's value, or nullptr.
    [[nodiscard]] const std::string* annotation(std::string_view key) const;
};

/// A comment, for the formatter: from `//` to before the line end.
struct Comment {
    Span span;
};

[[nodiscard]] ExprPtr clone(const Expr& expr);
[[nodiscard]] Policy clone(const Policy& policy);

/// Equal trees: the same kinds, names and values; spans, node numbers and quoting do not count.
[[nodiscard]] bool sameTree(const Expr& a, const Expr& b);
/// Equal in effect, annotations, scope and conditions; ids and spans do not count.
[[nodiscard]] bool sameTree(const Policy& a, const Policy& b);

/// Numbers the nodes of all conditions in preorder and sets nodeCount.
void numberNodes(Policy& policy);

} // namespace remit::cedar
