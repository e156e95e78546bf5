// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/base/strict_json.h"
#include "core/cedar/values/value.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace remit::cedar {

struct EscapeFunction;
struct Type;

/// Reads Cedar values of one JSON document. Every problem becomes a diagnostic at its place; a
/// value with a problem inside is not read at all.
///
/// Without an expected type (Cedar 4.5, "explicit" syntax) an object is an escape only when
/// `__entity` or `__extn` is its sole key and what follows has the members that it needs (further
/// ones are tolerated); else it is an ordinary record. With an expected type the escapes may be
/// left out: `{type,id}` is an entity, `{fn,arg}` or the argument alone an extension value.
class ValueReader {
public:
    ValueReader(std::string_view file, Diagnostics& diagnostics);

    [[nodiscard]] std::optional<Value> untyped(const JsonValue& json);
    /// What is read agrees with the type in its shape; whether scalars and entities inside do, is
    /// left to the conformance check, as in the reference implementation.
    [[nodiscard]] std::optional<Value> typed(const JsonValue& json, const Type& type);
    /// `{type,id}` or `{"__entity":{type,id}}`; where `textForm`, also Cedar text `T::"id"`.
    [[nodiscard]] std::optional<EntityUid> uid(const JsonValue& json, bool textForm = false);

    void report(std::string code, Span span, std::string message, std::string help = {});
    void warn(std::string code, Span span, std::string message, std::string help = {});

private:
    std::optional<Value> number(const JsonValue& json);
    std::optional<Value> object(const JsonValue& json);
    std::optional<Value> record(const JsonValue& json);
    std::optional<Value> set(const JsonValue& json, const Type* element);

    std::optional<Value> typedEntity(const JsonValue& json);
    std::optional<Value> typedRecord(const JsonValue& json, const Type& type);
    std::optional<Value> typedExtension(const JsonValue& json, const Type& type);

    /// `json` holds fn and arg or args. Typed: arguments may leave their escapes out as well.
    std::optional<Value> extension(const JsonValue& json, bool typed);
    std::optional<std::vector<Value>> arguments(const JsonValue& json,
                                                const EscapeFunction& function, bool typed);
    std::optional<Value> called(const EscapeFunction& function, const std::vector<Value>& arguments,
                                Span span);

    std::optional<EntityUid> uidFromParts(const JsonValue& json);
    std::optional<EntityUid> uidFromText(const JsonValue& json);
    bool validTypeName(const JsonValue& name);
    std::optional<Value> rejectExpr(const JsonValue& json);

    std::string m_file;
    Diagnostics& m_diagnostics;
    std::unordered_set<std::string> m_validNames; ///< a document has few types and many uids
};

} // namespace remit::cedar
