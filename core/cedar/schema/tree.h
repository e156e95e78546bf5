// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/cedar/schema/place.h"
#include "core/cedar/syntax/tree.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

/// A schema document as written, from either format, before names are resolved.
namespace remit::cedar {

enum class SchemaFormat { Text, Json };

/// A path (`User`, `Org::User`) where it stands.
struct SchemaName {
    std::string text; ///< normalised: no blanks around `::`
    Span span;
};

struct SchemaAttribute;

/// A type as written. Text has only Name, Set and Record; the JSON format tells more apart.
struct SchemaType {
    enum class Form {
        Name,      ///< entity, common or built-in type, whichever the name reaches
        Common,    ///< JSON `{"type": "Name"}`: a common type, never an entity type
        Entity,    ///< JSON `{"type": "Entity", "name": …}`
        Extension, ///< JSON `{"type": "Extension", "name": …}`
        Primitive, ///< JSON `{"type": "Long" | "String" | "Boolean"}`
        Set,
        Record,
    };
    Form form = Form::Name;
    SchemaName name;                         ///< of the first five forms
    std::unique_ptr<SchemaType> element;     ///< Set
    std::vector<SchemaAttribute> attributes; ///< Record, in the order written
    Span span;
};

struct SchemaAttribute {
    std::string name;
    bool required = true;
    SchemaType type;
    Annotations annotations;
    Span nameSpan;
    Span span;
};

/// An id with its place: an action's name, an enum value.
struct SchemaId {
    std::string text;
    Span span;
};

/// `entity A, B in [C] = {…} tags T;` or `entity E enum ["a"];`
struct EntityDeclaration {
    std::vector<SchemaName> names;
    std::vector<SchemaName> memberOf;
    std::optional<SchemaType> shape;
    std::optional<SchemaType> tags;
    std::optional<std::vector<SchemaId>> enumIds;
    Annotations annotations;
    Span span;
};

/// An action named in `in […]`: `x` (the namespace's own action type) or `NS::Action::"x"`.
struct ActionReference {
    std::optional<SchemaName> type;
    SchemaId id;
    Span span;
};

struct AppliesTo {
    std::vector<SchemaName> principals;
    std::vector<SchemaName> resources;
    std::optional<SchemaType> context;
    Span span;
};

/// `action a, "b c" in [x] appliesTo {…};`
struct ActionDeclaration {
    std::vector<SchemaId> names;
    std::vector<ActionReference> memberOf;
    bool listsParents = false; ///< JSON: `memberOf` is there, if empty
    std::optional<AppliesTo> appliesTo;
    Annotations annotations;
    Span span;
};

/// `type N = T;`
struct CommonDeclaration {
    SchemaName name;
    SchemaType type;
    Annotations annotations;
    Span span;
};

/// One `namespace N {…}`, or the declarations outside of any (the empty name).
struct SchemaNamespace {
    SchemaName name;
    std::vector<CommonDeclaration> commonTypes;
    std::vector<EntityDeclaration> entities;
    std::vector<ActionDeclaration> actions;
    Annotations annotations;
    Span span;
};

/// One schema file. What could be read is there even when some of it is wrong.
struct SchemaDocument {
    SchemaFormat format = SchemaFormat::Text;
    std::string file;
    std::vector<SchemaNamespace> namespaces;
    std::vector<Comment> comments; ///< of the text format
    Diagnostics diagnostics;       ///< codes schema/… and json/…
};

} // namespace remit::cedar
