// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/validate/conformance.h"

#include <fmt/format.h>

namespace remit::cedar {
namespace {

using Kind = ConformanceErrorKind;
using Errors = std::vector<ConformanceError>;

/// What differs between the two parties of a request.
struct Party {
    std::string_view name;
    Kind undeclared;
    Kind invalid;
};
constexpr Party kPrincipal{"principal", Kind::UndeclaredPrincipalType, Kind::InvalidPrincipalType};
constexpr Party kResource{"resource", Kind::UndeclaredResourceType, Kind::InvalidResourceType};

using TypeNames = std::set<std::string, std::less<>>;

void checkParty(const EntityUid& uid, const Party& party, const Action* action,
                const TypeNames* allowed, const Schema& schema, Errors& errors)
{
    if (!schema.entityType(uid.type) && !schema.isActionType(uid.type)) {
        errors.push_back({party.undeclared,
                          fmt::format("the type {} of the {} is not declared in the schema",
                                      uid.type, party.name),
                          {},
                          {}});
        return;
    }
    if (auto wrong = checkUid(uid, schema))
        errors.push_back(std::move(*wrong));
    if (!action || allowed->contains(uid.type))
        return;
    const std::vector<std::string> names(allowed->begin(), allowed->end());
    errors.push_back({party.invalid,
                      fmt::format("{} does not apply to a {} of type {}",
                                  shown(toText(action->uid)), party.name, uid.type),
                      {},
                      names.empty() ? "it groups other actions and applies to nothing"
                                    : "it applies to " + joined(names, ", ")});
}

void checkContext(const Value& context, const Action& action, const Schema& schema, Errors& errors)
{
    auto wrong = checkValue(context, *action.context, schema);
    if (!wrong)
        return;
    wrong->kind = Kind::InvalidContext;
    if (action.context->attributes.empty() && context.is(ValueKind::Record)) {
        wrong->message = fmt::format("{} takes no context", shown(toText(action.uid)));
        wrong->help = "leave it empty, or declare it in the schema: context: { … }";
    } else {
        wrong->message =
            fmt::format("the context of {}: {}", shown(toText(action.uid)), wrong->message);
    }
    errors.push_back(std::move(*wrong));
}

} // namespace

std::vector<ConformanceError> checkRequest(const EntityUid* principal, const EntityUid* action,
                                           const EntityUid* resource, const Value* context,
                                           const Schema& schema)
{
    Errors errors;
    const Action* declared = action ? schema.action(*action) : nullptr;
    if (action && !declared)
        errors.push_back({Kind::UndeclaredAction,
                          fmt::format("the schema declares no action {}", shown(toText(*action))),
                          {},
                          {}});
    if (principal)
        checkParty(*principal, kPrincipal, declared, declared ? &declared->principals : nullptr,
                   schema, errors);
    if (resource)
        checkParty(*resource, kResource, declared, declared ? &declared->resources : nullptr,
                   schema, errors);
    if (context && declared)
        checkContext(*context, *declared, schema, errors);
    return errors;
}

} // namespace remit::cedar
