// SPDX-License-Identifier: Apache-2.0
#include "core/assist/known_entities.h"
#include "core/assist/policies/typing.h"
#include "core/assist/symbol.h"
#include "core/assist/uid_spans.h"
#include "core/cedar/syntax/parser.h"

namespace remit::assist {
namespace {

using cedar::TypeKind;

Span inside(Span quoted)
{
    return {quoted.begin + 1, quoted.end - 1};
}

/// Walks over one JSON file that is no schema. Entities are found wherever they are named; the
/// names of attributes only where a type says what they are.
class JsonOccurrences {
public:
    JsonOccurrences(const Model& model, const ModelFile& file, std::vector<Occurrence>& found)
        : m_model(model), m_file(file), m_found(found)
    {}

    void run(const JsonValue& root)
    {
        if (m_file.source.kind != FileKind::Tools) // `type` means something else there
            any(root);
        switch (m_file.source.kind) {
        case FileKind::Entities:
            for (const JsonValue& item : root.items)
                entity(item);
            break;
        case FileKind::Links:
            for (const JsonValue& item : root.items)
                link(item);
            break;
        case FileKind::Tests:
            for (const JsonValue& item : root.items)
                test(item);
            break;
        case FileKind::Settings:
            settings(root);
            break;
        case FileKind::Tasks:
            task(root);
            for (const JsonValue& item : root.items)
                task(item);
            break;
        case FileKind::Grants:
        case FileKind::Credentials:
            named(root.find("task"), Symbol::Kind::Task);
            for (const JsonValue& item : root.items)
                named(item.find("task"), Symbol::Kind::Task);
            break;
        default:
            break;
        }
    }

private:
    void add(Symbol symbol, Span span, Span whole, Spelling spelling, bool declaration = false)
    {
        m_found.push_back({std::move(symbol), span, whole, spelling, declaration});
    }

    void typeName(const std::string& type, Span literal)
    {
        if (!cedar::isActionTypeName(type) && cedar::isValidName(type))
            add({Symbol::Kind::EntityType, type, {}, {}, {}}, lastPart(m_file.text(), literal),
                literal, Spelling::JsonString);
    }

    void uid(const JsonUid& found, Span whole, bool declaration = false)
    {
        if (found.text != nullptr)
            return uidText(found);
        typeName(found.uid.type, found.type->span);
        add(symbolOf(m_model, found.uid), inside(found.id->span), whole, Spelling::JsonString,
            declaration);
    }

    /// A uid as one string of Cedar text.
    void uidText(const JsonUid& found)
    {
        const JsonStringMap map(m_file.text(), found.text->span);
        const auto parts = uidSpans(map.text(), {0, static_cast<std::uint32_t>(map.text().size())});
        if (!parts)
            return;
        if (!cedar::isActionTypeName(found.uid.type))
            add({Symbol::Kind::EntityType, found.uid.type, {}, {}, {}},
                map.span(lastPart(map.text(), parts->path)), found.text->span,
                Spelling::JsonString);
        add(symbolOf(m_model, found.uid), map.span(parts->id), found.text->span,
            Spelling::CedarInJson);
    }

    /// Every entity that is named anywhere below.
    void any(const JsonValue& value)
    {
        const auto found = uidOrText(value);
        if (found && (found->text != nullptr || cedar::isValidName(found->uid.type)))
            uid(*found, value.span);
        for (const JsonValue& item : value.items)
            any(item);
        for (const JsonMember& member : value.members) {
            // `{"__entity": {…}}` has been seen as a whole.
            if (member.key != "__entity" || !found)
                any(member.value);
        }
    }

    void entity(const JsonValue& item)
    {
        const JsonValue* written = item.find("uid");
        const auto own = written != nullptr ? uidObject(*written) : std::nullopt;
        if (!own)
            return;
        uid(*own, item.span, true);
        const cedar::EntityType* type = m_model.schema().entityType(own->uid.type);
        const JsonValue* attributes = item.find("attrs");
        if (type != nullptr && attributes != nullptr)
            typed(*attributes, *type->shape);
    }

    /// Names of attributes in a value whose type is known.
    void typed(const JsonValue& value, const cedar::Type& type)
    {
        if (type.kind == TypeKind::Set) {
            for (const JsonValue& item : value.items)
                typed(item, *type.element);
            return;
        }
        if (type.kind != TypeKind::Record)
            return;
        for (const JsonMember& member : value.members) {
            const auto found = type.attributes.find(member.key);
            if (found == type.attributes.end())
                continue;
            if (found->second.place.known())
                add(symbolOf(member.key, found->second), inside(member.keySpan),
                    join(member.keySpan, member.value.span), Spelling::JsonString);
            typed(member.value, *found->second.type);
        }
    }

    void named(const JsonValue* id, Symbol::Kind kind, bool declaration = false)
    {
        if (id != nullptr && id->isString())
            add({kind, id->text, {}, {}, {}}, inside(id->span), id->span, Spelling::JsonString,
                declaration);
    }

    void link(const JsonValue& item)
    {
        named(item.find("template_id"), Symbol::Kind::Policy);
        named(item.find("link_id"), Symbol::Kind::Link, true);
    }

    void test(const JsonValue& item)
    {
        const JsonValue* expect = item.find("expect");
        const JsonValue* reason = expect != nullptr ? expect->find("reason") : nullptr;
        for (std::size_t at = 0; reason != nullptr && at < reason->items.size(); ++at)
            named(&reason->items[at], Symbol::Kind::Policy);
        const JsonValue* request = item.find("request");
        const JsonValue* context = request != nullptr ? request->find("context") : nullptr;
        const JsonValue* written = request != nullptr ? request->find("action") : nullptr;
        const auto action = written != nullptr ? uidOrText(*written) : std::nullopt;
        const cedar::Action* declared = action ? m_model.schema().action(action->uid) : nullptr;
        if (declared != nullptr && context != nullptr)
            typed(*context, *declared->context);
    }

    void typeNames(const JsonValue* list)
    {
        for (std::size_t at = 0; list != nullptr && at < list->items.size(); ++at) {
            if (list->items[at].isString())
                typeName(list->items[at].text, list->items[at].span);
        }
    }

    void settings(const JsonValue& root)
    {
        if (const JsonValue* principals = root.find("principals")) {
            for (const JsonMember& member : principals->members)
                typeNames(&member.value);
        }
        const JsonValue* mapping = root.find("mapping");
        for (std::size_t at = 0; mapping != nullptr && at < mapping->items.size(); ++at) {
            const JsonValue* resource = mapping->items[at].find("resource");
            const JsonValue* type = resource != nullptr ? resource->find("type") : nullptr;
            if (type != nullptr && type->isString() && resource->find("id") == nullptr)
                typeName(type->text, type->span);
        }
        const JsonValue* labels = root.find("labels");
        for (std::size_t at = 0; labels != nullptr && at < labels->items.size(); ++at) {
            const JsonValue* resource = labels->items[at].find("resource");
            if (resource != nullptr && resource->isString())
                typeName(resource->text, resource->span);
        }
    }

    void task(const JsonValue& item) { named(item.find("id"), Symbol::Kind::Task, true); }

    const Model& m_model;
    const ModelFile& m_file;
    std::vector<Occurrence>& m_found;
};

} // namespace

void addJsonOccurrences(const Model& model, const ModelFile& file, std::vector<Occurrence>& found)
{
    if (file.json->root)
        JsonOccurrences(model, file, found).run(*file.json->root);
}

} // namespace remit::assist
