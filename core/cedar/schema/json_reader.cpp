// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/schema/lexer.h"
#include "core/cedar/schema/parser.h"

#include <algorithm>
#include <array>
#include <functional>

namespace remit::cedar {
namespace {

enum class NameForm { Path, Identifier };

/// Reads the JSON form. Member names and what may be left out are those of the reference
/// implementation; `null` stands for "left out" only where it accepts that.
class JsonReader {
public:
    explicit JsonReader(SchemaDocument& document) : m_document(document) {}

    void read(const JsonValue& root)
    {
        if (!root.isObject())
            return report("json/wrong-kind", root.span,
                          "a schema is an object of namespaces, not " +
                              std::string(jsonKindName(root.kind)));
        for (const JsonMember& member : root.members)
            readNamespace(member);
    }

private:
    void readNamespace(const JsonMember& member)
    {
        SchemaNamespace& space = m_document.namespaces.emplace_back();
        space.name = {member.key, member.keySpan};
        space.span = join(member.keySpan, member.value.span);
        if (!member.key.empty() && checkName(space.name, NameForm::Path, "a namespace") &&
            (member.key + "::").find("__cedar::") != std::string::npos)
            report("schema/reserved-name", member.keySpan, "the namespace `__cedar` is reserved");
        auto object = reader(member.value, "namespace");
        if (const JsonValue* types = object.optional("commonTypes", JsonKind::Object)) {
            for (const JsonMember& type : types->members)
                readCommon(type, space.commonTypes.emplace_back());
        }
        if (const JsonValue* types = object.required("entityTypes", JsonKind::Object)) {
            for (const JsonMember& type : types->members)
                readEntity(type, space.entities.emplace_back());
        }
        if (const JsonValue* actions = object.required("actions", JsonKind::Object)) {
            for (const JsonMember& action : actions->members)
                readAction(action, space.actions.emplace_back());
        }
        const JsonValue* notes = object.optional("annotations", JsonKind::Object);
        if (notes != nullptr && member.key.empty() && !notes->members.empty())
            report("schema/misplaced-annotation", notes->span,
                   "the namespace without a name has no annotations", "Remove them.");
        readAnnotations(notes, space.annotations);
        object.finish();
    }

    void readCommon(const JsonMember& member, CommonDeclaration& common)
    {
        common.name = {member.key, member.keySpan};
        common.span = join(member.keySpan, member.value.span);
        checkName(common.name, NameForm::Identifier, "a common type");
        readType(member.value, common.type, [&](ObjectReader& object) {
            readAnnotations(object.optional("annotations", JsonKind::Object), common.annotations);
        });
    }

    void readEntity(const JsonMember& member, EntityDeclaration& entity)
    {
        entity.names.push_back({member.key, member.keySpan});
        entity.span = join(member.keySpan, member.value.span);
        checkName(entity.names.front(), NameForm::Identifier, "an entity type");
        auto object = reader(member.value, "entity type");
        if (const JsonValue* ids = object.optional("enum", JsonKind::Array)) {
            readEnum(*ids, entity);
            for (const char* other : {"memberOfTypes", "shape", "tags"}) {
                if (const JsonValue* value = object.optional(other))
                    report("schema/enum-with-body", value->span,
                           std::string("an enum has no `") + other + "`", "Remove it.");
            }
        } else {
            if (const JsonValue* parents = object.optional("memberOfTypes", JsonKind::Array))
                readNames(*parents, entity.memberOf);
            if (const JsonValue* shape = object.optional("shape"))
                readType(*shape, entity.shape.emplace());
            if (const JsonValue* tags = object.optional("tags"))
                readType(*tags, entity.tags.emplace());
        }
        readAnnotations(object.optional("annotations", JsonKind::Object), entity.annotations);
        object.finish();
    }

    void readEnum(const JsonValue& ids, EntityDeclaration& entity)
    {
        entity.enumIds.emplace();
        for (const JsonValue& id : ids.items) {
            if (id.isString())
                entity.enumIds->push_back({id.text, id.span});
            else
                wrongKind(id, "an enum's id", "a string");
        }
        if (ids.items.empty())
            report("schema/empty-enum", ids.span, "an enum lists at least one id");
    }

    void readAction(const JsonMember& member, ActionDeclaration& action)
    {
        action.names.push_back({member.key, member.keySpan});
        action.span = join(member.keySpan, member.value.span);
        auto object = reader(member.value, "action");
        if (const JsonValue* parents = notNull(object.optional("memberOf"))) {
            if (!parents->isArray())
                wrongKind(*parents, "`memberOf`", "an array");
            for (const JsonValue& parent : parents->items)
                readReference(parent, action.memberOf.emplace_back());
            action.listsParents = true;
        }
        if (const JsonValue* applies = notNull(object.optional("appliesTo")))
            readAppliesTo(*applies, action.appliesTo.emplace());
        if (const JsonValue* attributes = notNull(object.optional("attributes")))
            report("schema/action-attributes", attributes->span, "actions have no attributes",
                   "Remove `attributes`.");
        readAnnotations(object.optional("annotations", JsonKind::Object), action.annotations);
        object.finish();
    }

    void readReference(const JsonValue& value, ActionReference& reference)
    {
        auto object = reader(value, "parent action");
        reference.span = value.span;
        if (const JsonValue* id = object.required("id", JsonKind::String))
            reference.id = {id->text, id->span};
        const JsonValue* type = notNull(object.optional("type"));
        if (type != nullptr && !type->isString()) {
            wrongKind(*type, "`type`", "a string");
        } else if (type != nullptr) {
            reference.type = SchemaName{type->text, type->span};
            checkName(*reference.type, NameForm::Path, "an action's type");
        }
        object.finish();
    }

    void readAppliesTo(const JsonValue& value, AppliesTo& applies)
    {
        auto object = reader(value, "appliesTo");
        applies.span = value.span;
        if (const JsonValue* types = object.required("resourceTypes", JsonKind::Array))
            readNames(*types, applies.resources);
        if (const JsonValue* types = object.required("principalTypes", JsonKind::Array))
            readNames(*types, applies.principals);
        if (const JsonValue* context = object.optional("context"))
            readType(*context, applies.context.emplace());
        object.finish();
    }

    void readNames(const JsonValue& list, std::vector<SchemaName>& names)
    {
        for (const JsonValue& name : list.items) {
            if (!name.isString()) {
                wrongKind(name, "an entity type's name", "a string");
                continue;
            }
            names.push_back({name.text, name.span});
            checkName(names.back(), NameForm::Path, "an entity type");
        }
    }

    using More = std::function<void(ObjectReader&)>;

    void readType(const JsonValue& value, SchemaType& type, const More& more = {})
    {
        type.span = value.span;
        auto object = reader(value, "type");
        const JsonValue* kind = object.required("type", JsonKind::String);
        if (more)
            more(object);
        if (kind != nullptr)
            readForm(*kind, object, type);
        object.finish();
    }

    void readForm(const JsonValue& kind, ObjectReader& object, SchemaType& type)
    {
        using Form = SchemaType::Form;
        const std::string& word = kind.text;
        type.name = {word, kind.span};
        if (word == "Long" || word == "String" || word == "Boolean") {
            type.form = Form::Primitive;
        } else if (word == "Set") {
            type.form = Form::Set;
            type.element = std::make_unique<SchemaType>();
            if (const JsonValue* element = object.required("element"))
                readType(*element, *type.element);
        } else if (word == "Record") {
            readRecord(object, type);
        } else if (word == "Entity" || word == "Extension" || word == "EntityOrCommon") {
            type.form = word == "Entity"      ? Form::Entity
                        : word == "Extension" ? Form::Extension
                                              : Form::Name;
            if (const JsonValue* name = object.required("name", JsonKind::String)) {
                type.name = {name->text, name->span};
                checkName(type.name, NameForm::Path, "a type");
            }
        } else {
            type.form = Form::Common;
            checkName(type.name, NameForm::Path, "a type");
        }
    }

    void readRecord(ObjectReader& object, SchemaType& type)
    {
        type.form = SchemaType::Form::Record;
        if (const JsonValue* attributes = object.required("attributes", JsonKind::Object)) {
            for (const JsonMember& member : attributes->members)
                readAttribute(member, type.attributes.emplace_back());
        }
        const JsonValue* open = object.optional("additionalAttributes", JsonKind::Bool);
        if (open != nullptr && open->boolean)
            report("schema/additional-attributes", open->span,
                   "records with attributes beyond the declared ones are not supported",
                   "Declare every attribute, or give the entity type tags.");
    }

    void readAttribute(const JsonMember& member, SchemaAttribute& attribute)
    {
        attribute.name = member.key;
        attribute.nameSpan = member.keySpan;
        attribute.span = join(member.keySpan, member.value.span);
        readType(member.value, attribute.type, [&](ObjectReader& object) {
            attribute.required = object.optionalBool("required").value_or(true);
            readAnnotations(object.optional("annotations", JsonKind::Object),
                            attribute.annotations);
        });
    }

    void readAnnotations(const JsonValue* object, Annotations& annotations)
    {
        if (object == nullptr)
            return;
        for (const JsonMember& member : object->members) {
            const Span span = join(member.keySpan, member.value.span);
            if (!isIdentifierText(member.key))
                report("schema/invalid-name", member.keySpan,
                       "`" + shown(member.key) + "` cannot name an annotation");
            if (!member.value.isString() && !member.value.isNull())
                wrongKind(member.value, "an annotation's value", "a string");
            annotations.push_back({member.key, member.value.text, member.value.isString(), span});
        }
    }

    bool checkName(const SchemaName& name, NameForm form, const char* what)
    {
        const auto parts = pathParts(name.text);
        const bool shape = std::all_of(parts.begin(), parts.end(), isIdentifierText) &&
                           (form == NameForm::Path || parts.size() == 1);
        if (!shape) {
            report("schema/invalid-name", name.span,
                   "`" + shown(name.text) + "` cannot name " + what,
                   form == NameForm::Path ? "A name is identifiers joined by `::`, without blanks."
                                          : "A name is letters, digits and `_`; its namespace "
                                            "stands outside.");
            return false;
        }
        const bool reserved = std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
            return isReservedIdentifier(part) && !(form == NameForm::Path && part == "__cedar");
        });
        if (reserved)
            report("schema/reserved-name", name.span,
                   "`" + name.text + "` holds a reserved word and cannot name " + what);
        return !reserved;
    }

    static std::vector<std::string_view> pathParts(std::string_view path)
    {
        std::vector<std::string_view> parts;
        std::size_t begin = 0;
        for (std::size_t at = path.find("::"); at != std::string_view::npos;
             at = path.find("::", begin)) {
            parts.push_back(path.substr(begin, at - begin));
            begin = at + 2;
        }
        parts.push_back(path.substr(begin));
        return parts;
    }

    static const JsonValue* notNull(const JsonValue* value)
    {
        return value == nullptr || value->isNull() ? nullptr : value;
    }

    ObjectReader reader(const JsonValue& value, std::string what)
    {
        return ObjectReader(value, std::move(what), m_document.file, m_document.diagnostics);
    }

    void wrongKind(const JsonValue& value, const std::string& what, const std::string& wanted)
    {
        report("json/wrong-kind", value.span,
               what + " is " + wanted + ", not " + std::string(jsonKindName(value.kind)));
    }

    void report(std::string code, Span span, std::string message, std::string help = {})
    {
        Diagnostic& diagnostic = m_document.diagnostics.emplace_back();
        diagnostic.code = std::move(code);
        diagnostic.message = std::move(message);
        diagnostic.help = std::move(help);
        diagnostic.file = m_document.file;
        diagnostic.span = span;
    }

    SchemaDocument& m_document;
};

} // namespace

SchemaDocument parseSchemaJson(const JsonValue& value, std::string_view file)
{
    SchemaDocument document;
    document.format = SchemaFormat::Json;
    document.file = file;
    JsonReader(document).read(value);
    return document;
}

} // namespace remit::cedar
