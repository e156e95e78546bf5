// SPDX-License-Identifier: Apache-2.0
#include "core/assist/policy_json_view.h"

#include "core/assist/json/layout.h"
#include "core/base/text.h"
#include "core/cedar/syntax/formatter.h"
#include "core/cedar/syntax/parser.h"
#include "core/cedar/syntax/policy_json.h"
#include "core/cedar/syntax/printer.h"

#include <algorithm>

namespace remit::assist {
namespace {

using cedar::Expr;
using cedar::ExprKind;
using Pair = PolicyJsonView::Pair;

/// The operands of an expression in JSON, in the order of the tree's children.
std::vector<const JsonValue*> operands(const JsonValue& json)
{
    std::vector<const JsonValue*> found;
    if (json.members.size() != 1)
        return found;
    const JsonValue& body = json.members.front().value;
    for (const JsonValue& item : body.items)
        found.push_back(&item);
    static constexpr std::string_view kNoOperands[] = {"attr", "attrs", "pattern", "entity_type"};
    for (const JsonMember& member : body.members) {
        if (json.members.front().key == "Record" ||
            std::find(std::begin(kNoOperands), std::end(kNoOperands), member.key) ==
                std::end(kNoOperands))
            found.push_back(&member.value);
    }
    return found;
}

/// Walks over a policy and its JSON side by side.
class Pairs {
public:
    Pairs(const LaidOutJson& layout, std::vector<Pair>& pairs) : m_layout(layout), m_pairs(pairs) {}

    void policy(const cedar::Policy& policy, const JsonValue& json)
    {
        add(policy.span, json);
        element(policy.principal.span, json.find("principal"));
        element(policy.action.span, json.find("action"));
        element(policy.resource.span, json.find("resource"));
        const JsonValue* conditions = json.find("conditions");
        for (std::size_t at = 0; conditions != nullptr && at < conditions->items.size() &&
                                 at < policy.conditions.size();
             ++at) {
            add(policy.conditions[at].span, conditions->items[at]);
            if (const JsonValue* body = conditions->items[at].find("body"))
                expression(*policy.conditions[at].body, *body);
        }
    }

private:
    void add(Span text, const JsonValue& json)
    {
        const auto place = m_layout.places.find(&json);
        if (place != m_layout.places.end())
            m_pairs.push_back({text, place->second});
    }

    void element(Span text, const JsonValue* json)
    {
        if (json != nullptr)
            add(text, *json);
    }

    void expression(const Expr& expr, const JsonValue& json)
    {
        add(expr.span, json);
        std::size_t count = expr.children.size();
        const JsonValue* at = &json;
        if (expr.kind == ExprKind::And || expr.kind == ExprKind::Or) {
            // `a && b && c` is `(a && b) && c` in JSON.
            for (; count > 2; --count) {
                const auto both = operands(*at);
                if (both.size() != 2)
                    return;
                expression(*expr.children[count - 1], *both[1]);
                at = both[0];
            }
        }
        const auto found = operands(*at);
        if (found.size() != count)
            return; // written out in another form, such as a `has` of several steps
        for (std::size_t index = 0; index < count; ++index)
            expression(*expr.children[index], *found[index]);
    }

    const LaidOutJson& m_layout;
    std::vector<Pair>& m_pairs;
};

const Pair* smallest(const std::vector<Pair>& pairs, Span Pair::*side, std::uint32_t offset)
{
    const Pair* found = nullptr;
    for (const Pair& pair : pairs) {
        const Span span = pair.*side;
        if (span.begin <= offset && offset <= span.end &&
            (found == nullptr || span.size() <= (found->*side).size()))
            found = &pair;
    }
    return found;
}

/// Adds the policy under its `@id`, else under its place; under the place as well where the id is
/// taken.
void addTo(cedar::PolicySet& set, cedar::Policy policy)
{
    const std::string place = policy.id;
    const std::string* id = policy.annotation("id");
    if (id != nullptr && !id->empty() && set.find(*id) == nullptr)
        policy.id = *id;
    static_cast<void>(set.add(std::make_shared<const cedar::Policy>(std::move(policy))));
}

} // namespace

const Pair* PolicyJsonView::atText(std::uint32_t offset) const
{
    return smallest(pairs, &Pair::text, offset);
}

const Pair* PolicyJsonView::atJson(std::uint32_t offset) const
{
    return smallest(pairs, &Pair::json, offset);
}

PolicyJsonView policyJsonView(std::string_view text)
{
    PolicyJsonView view;
    cedar::ParsedPolicies parsed = cedar::parsePolicies(text);
    view.diagnostics = std::move(parsed.diagnostics);
    cedar::PolicySet set;
    for (cedar::Policy& policy : parsed.policies) {
        if (!policy.broken)
            addTo(set, std::move(policy));
    }
    const JsonDocument json = parseJson(cedar::toJson(set));
    if (!json.root)
        return view; // deeper than JSON may be
    const LaidOutJson layout = laidOut(*json.root);
    view.json = layout.text;
    Pairs pairs(layout, view.pairs);
    for (const auto& policy : set.policies()) {
        const JsonValue* all =
            json.root->find(policy->isTemplate() ? "templates" : "staticPolicies");
        const JsonValue* one = all != nullptr ? all->find(policy->id) : nullptr;
        if (one != nullptr)
            pairs.policy(*policy, *one);
    }
    return view;
}

PolicyTextView policyTextView(std::string_view json)
{
    PolicyTextView view;
    cedar::ParsedPolicySetJson parsed = cedar::parsePolicySetJson(json);
    view.diagnostics = std::move(parsed.diagnostics);
    if (hasErrors(view.diagnostics))
        return view;
    for (cedar::Policy& policy : parsed.policies) {
        if (policy.annotation("id") == nullptr)
            policy.annotations.insert(policy.annotations.begin(), {"id", policy.id, true, {}, {}});
        view.text += (view.text.empty() ? "" : "\n\n") + cedar::toText(policy);
    }
    view.text = cedar::format(view.text).text;
    return view;
}

} // namespace remit::assist
