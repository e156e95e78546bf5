// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/entities/request_json.h"

#include "core/cedar/entities/entity_json.h"
#include "core/cedar/entities/value_reader.h"
#include "core/cedar/validate/conformance.h"

#include <fmt/format.h>

namespace remit::cedar {
namespace {

std::optional<EntityUid> part(const JsonValue& json, std::string_view key, ValueReader& reader)
{
    if (const JsonValue* value = json.find(key))
        return reader.uid(*value, true);
    reader.report("request/missing-member", {json.span.begin, json.span.begin + 1},
                  fmt::format("this request has no \"{}\"", key),
                  fmt::format(R"(add it, such as "{}": "User::\"alice\"")", key));
    return std::nullopt;
}

Span placeOf(ConformanceErrorKind kind, const JsonValue& json)
{
    const auto of = [&](std::string_view key) {
        const JsonValue* value = json.find(key);
        return value ? value->span : json.span;
    };
    switch (kind) {
    case ConformanceErrorKind::UndeclaredPrincipalType:
    case ConformanceErrorKind::InvalidPrincipalType:
        return of("principal");
    case ConformanceErrorKind::UndeclaredResourceType:
    case ConformanceErrorKind::InvalidResourceType:
        return of("resource");
    case ConformanceErrorKind::UndeclaredAction:
        return of("action");
    case ConformanceErrorKind::InvalidContext:
        return of("context");
    default:
        return json.span;
    }
}

bool conforms(const Request& request, const JsonValue& json, const Schema& schema,
              ValueReader& reader)
{
    const auto errors = checkRequest(&request.principal, &request.action, &request.resource,
                                     &request.context, schema);
    for (const ConformanceError& error : errors)
        reader.report(std::string(codeOf(error.kind)), placeOf(error.kind, json), error.message,
                      error.help);
    return errors.empty();
}

} // namespace

std::optional<Request> readRequest(const JsonValue& json, std::string_view file,
                                   Diagnostics& diagnostics, const Schema* schema)
{
    ValueReader reader(file, diagnostics);
    if (!json.isObject()) {
        reader.report("request/not-a-request", json.span,
                      fmt::format("a request is an object, this is {}", jsonKindName(json.kind)),
                      R"(write {"principal": …, "action": …, "resource": …, "context": {}})");
        return std::nullopt;
    }
    auto principal = part(json, "principal", reader);
    auto action = part(json, "action", reader);
    auto resource = part(json, "resource", reader);
    std::optional<Value> context = Value::record({});
    if (const JsonValue* given = json.find("context"))
        context = readContext(*given, file, diagnostics, action ? schema : nullptr,
                              action ? &*action : nullptr);
    if (!principal || !action || !resource || !context)
        return std::nullopt;
    Request request{std::move(*principal), std::move(*action), std::move(*resource),
                    std::move(*context)};
    if (schema && !conforms(request, json, *schema, reader))
        return std::nullopt;
    return request;
}

} // namespace remit::cedar
