// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/entities/entity_store.h"
#include "core/cedar/schema/schema.h"
#include "core/cedar/values/value.h"

#include <optional>
#include <string>
#include <vector>

/// Do requests and entities agree with the schema? Texts of others (files, calls) are checked with
/// these; the callers know the places and make diagnostics of the answers.
namespace remit::cedar {

enum class ConformanceErrorKind {
    UnexpectedEntityAttr,
    UnexpectedEntityTag,
    MissingRequiredEntityAttr,
    TypeMismatch,
    InvalidAncestorType,
    UnexpectedEntityType,
    UndeclaredAction,
    ActionDeclarationMismatch,
    InvalidEnumEntity,
    // Of requests
    UndeclaredPrincipalType,
    UndeclaredResourceType,
    InvalidPrincipalType,
    InvalidResourceType,
    InvalidContext,
};

/// "UnexpectedEntityAttr" …: stable, for machine output.
[[nodiscard]] std::string_view kindName(ConformanceErrorKind kind);
/// `entities/unexpected-attribute` …, `request/invalid-principal-type` …: the diagnostic's code.
[[nodiscard]] std::string_view codeOf(ConformanceErrorKind kind);

struct ConformanceError {
    ConformanceErrorKind kind = ConformanceErrorKind::TypeMismatch;
    std::string message;   ///< one sentence
    std::string attribute; ///< or tag, when it is about one
    std::string help;
};

/// Why the value is not of the type, or nothing. Enum ids and action uids inside are checked too.
[[nodiscard]] std::optional<ConformanceError> checkValue(const Value& value, const Type& type,
                                                         const Schema& schema);

/// Why there is no such entity: an id that its enumerated type has not, an undeclared action. Types
/// themselves are not looked at.
[[nodiscard]] std::optional<ConformanceError> checkUid(const EntityUid& uid, const Schema& schema);

/// Everything that is wrong with one entity: its type, attributes, tags, parents' types. An
/// action must equal its declaration, its parents given directly or closed.
[[nodiscard]] std::vector<ConformanceError> checkEntity(const Entity& entity, const Schema& schema);

/// The entity of a declared action, with its parents: what the schema adds to every store.
[[nodiscard]] Entity actionEntity(const Action& action);
[[nodiscard]] std::vector<Entity> actionEntities(const Schema& schema);

/// Everything that is wrong with a request; `context` is a record. Null parts are unknown and are
/// not checked.
[[nodiscard]] std::vector<ConformanceError>
checkRequest(const EntityUid* principal, const EntityUid* action, const EntityUid* resource,
             const Value* context, const Schema& schema);

} // namespace remit::cedar
