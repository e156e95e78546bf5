// SPDX-License-Identifier: Apache-2.0
#include "core/assist/policies/builtins.h"

#include <algorithm>
#include <array>

namespace remit::assist {

std::span<const Builtin> keywords()
{
    static constexpr std::array kAll{
        Builtin{"permit", "Allows what the scope and the conditions match, unless a forbid "
                          "matches as well."},
        Builtin{"forbid", "Denies what the scope and the conditions match, whatever else permits "
                          "it."},
        Builtin{"when", "The policy applies only where this is true."},
        Builtin{"unless", "The policy applies only where this is false."},
        Builtin{"if", "`if a then b else c`: only the chosen part is evaluated. In a larger "
                      "expression it stands in parentheses."},
        Builtin{"then", "The value where the condition is true."},
        Builtin{"else", "The value where the condition is false."},
        Builtin{"in", "Is the entity on the left the one on the right, or below it? Also of a set "
                      "of entities. It does not look into sets of other values: use `contains`."},
        Builtin{"is", "Is the entity of this type? `is T in e` tests both."},
        Builtin{"has", "Is there such an attribute? Guards the reading of an optional one; "
                       "`has a.b` tests both steps."},
        Builtin{"like", "Does the string match the pattern? `*` stands for any characters, `\\*` "
                        "for a star."},
        Builtin{"true", "The Boolean that holds."},
        Builtin{"false", "The Boolean that does not hold."},
    };
    return kAll;
}

std::span<const Builtin> variables()
{
    static constexpr std::array kAll{
        Builtin{"principal", "Who makes the request."},
        Builtin{"action", "What is to be done."},
        Builtin{"resource", "What it is to be done to."},
        Builtin{"context", "What else is known about the request: a record that the action "
                           "declares."},
    };
    return kAll;
}

std::span<const Builtin> slots()
{
    static constexpr std::array kAll{
        Builtin{"?principal", "Filled with an entity by each link of the template."},
        Builtin{"?resource", "Filled with an entity by each link of the template."},
    };
    return kAll;
}

std::span<const Builtin> knownAnnotations()
{
    static constexpr std::array kAll{
        Builtin{"id", "The name of the policy in reports, tests and links. Unique in the "
                      "workspace."},
        Builtin{"title", "What the policy says, in a few words."},
        Builtin{"reason", "Why it is so: shown beside every verdict that the policy decides."},
        Builtin{"doc", "Documentation, shown where the policy is pointed at."},
        Builtin{"task", "The policy belongs to this task; its conditions must test "
                        "`context.task.id`."},
        Builtin{"approval", "The role whose approval lifts this forbid. The policy needs `unless { "
                            "context has approvals && context.approvals.contains(\"role\") }`."},
    };
    return kAll;
}

const Builtin* findBuiltin(std::span<const Builtin> all, std::string_view name)
{
    const auto found = std::find_if(all.begin(), all.end(),
                                    [name](const Builtin& next) { return next.name == name; });
    return found == all.end() ? nullptr : &*found;
}

std::string signatureText(const Callable& callable, std::vector<Span>* places)
{
    std::string text(callable.receiver);
    if (!text.empty())
        text += '.';
    text += callable.name;
    text += '(';
    for (const BuiltinParameter& parameter : callable.parameters) {
        if (text.back() != '(')
            text += ", ";
        const auto begin = static_cast<std::uint32_t>(text.size());
        text += parameter.name;
        text += ": ";
        text += parameter.type;
        if (places != nullptr)
            places->push_back({begin, static_cast<std::uint32_t>(text.size())});
    }
    text += "): ";
    text += callable.result;
    return text;
}

} // namespace remit::assist
