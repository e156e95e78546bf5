// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/entities/value_reader.h"
#include "core/cedar/schema/schema.h"
#include "core/cedar/validate/conformance.h"

#include <fmt/format.h>

namespace remit::cedar {
namespace {

std::optional<Value> untypedContext(const JsonValue& json, ValueReader& reader)
{
    auto value = reader.untyped(json);
    if (value && !value->is(ValueKind::Record)) {
        reader.report("entities/context-not-a-record", json.span,
                      fmt::format("a context is a record, this is {}", toText(*value)),
                      R"(write {} where there is nothing to say)");
        return std::nullopt;
    }
    return value;
}

/// By the type that the action declares.
std::optional<Value> contextOf(const JsonValue& object, const Action& action, ValueReader& reader)
{
    if (!object.isObject()) {
        reader.report("entities/context-not-a-record", object.span,
                      fmt::format("a context is a record, this is {}", jsonKindName(object.kind)),
                      R"(write {} where there is nothing to say)");
        return std::nullopt;
    }
    if (!action.context->attributes.empty() || object.members.empty())
        return reader.typed(object, *action.context);
    reader.report("request/invalid-context", object.members.front().keySpan,
                  fmt::format("{} takes no context", shown(toText(action.uid))),
                  R"(leave it empty, or declare it in the schema: context: { … })");
    return std::nullopt;
}

void reportUndeclared(const EntityUid& action, const Schema& schema, Span span, ValueReader& reader)
{
    std::vector<std::string> names;
    for (const auto& [uid, declared] : schema.actions())
        names.push_back(toText(uid));
    const auto meant = nearest(toText(action), names);
    reader.report("request/undeclared-action", span,
                  fmt::format("the schema declares no action {}", shown(toText(action))),
                  meant ? fmt::format("did you mean {}?", *meant) : std::string());
}

} // namespace

std::optional<Value> readContext(const JsonValue& object, std::string_view file,
                                 Diagnostics& diagnostics, const Schema* schema,
                                 const EntityUid* action)
{
    ValueReader reader(file, diagnostics);
    if (!schema || !action)
        return untypedContext(object, reader);
    const Action* declared = schema->action(*action);
    if (!declared) {
        reportUndeclared(*action, *schema, object.span, reader);
        return std::nullopt;
    }
    auto value = contextOf(object, *declared, reader);
    if (!value)
        return std::nullopt;
    if (const auto error = checkValue(*value, *declared->context, *schema)) {
        const JsonValue* member = object.find(error->attribute);
        reader.report("request/invalid-context", member ? member->span : object.span,
                      error->message, error->help);
        return std::nullopt;
    }
    return value;
}

} // namespace remit::cedar
