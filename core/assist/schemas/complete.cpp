// SPDX-License-Identifier: Apache-2.0
#include "core/assist/schemas/complete.h"

#include "core/assist/items.h"
#include "core/assist/policies/entity_items.h"
#include "core/assist/schemas/cursor.h"
#include "core/cedar/syntax/parser.h"

#include <algorithm>
#include <array>

namespace remit::assist {
namespace {

using Kind = cedar::SchemaTokenKind;

class SchemaCompletion {
public:
    SchemaCompletion(const Model& model, SchemaCursor cursor)
        : m_model(model), m_cursor(std::move(cursor))
    {}

    CompletionList run()
    {
        if (!m_cursor.comment)
            add();
        return m_items.take(m_cursor.word);
    }

private:
    void add()
    {
        if (m_cursor.annotation)
            return annotations();
        if (m_cursor.tokens.empty())
            return m_cursor.string ? void() : declarations();
        const std::string& what = m_cursor.tokens.front().text;
        if (what == "action")
            return action();
        if (m_cursor.string)
            return;
        if (what == "entity")
            return entity();
        if (what == "type" &&
            (!m_cursor.open.empty() || m_cursor.last() == Kind::Equals ||
             m_cursor.last() == Kind::Less || m_cursor.last() == Kind::DoubleColon))
            return type();
    }

    CompletionItem& snippet(Rank rank, const char* label, const char* notation, const char* text)
    {
        CompletionItem& item = m_items.addSnippet(rank, CompletionKind::Keyword, label, notation);
        item.documentation = text;
        return item;
    }

    void declarations()
    {
        snippet(Rank::Expected, "entity",
                "entity ${1:Name} = {\n  \"${2:name}\": ${3:String},\n};$0",
                "A type of entities: who acts, what is acted on, and what groups them.");
        snippet(Rank::Expected, "action",
                "action \"${1:name}\" appliesTo {\n  principal: [${2:User}],\n  resource: "
                "[${3:Document}],\n  context: {},\n};$0",
                "Something that can be requested, of whom and on what.");
        snippet(Rank::Expected, "type", "type ${1:Name} = {\n  \"${2:name}\": ${3:String},\n};$0",
                "A name for a type, to be used in several places.");
        if (!m_cursor.inNamespace)
            snippet(Rank::Likely, "namespace", "namespace ${1:Name} {\n  $0\n}",
                    "Declarations whose names begin with `Name::`.");
        snippet(Rank::Usual, "@doc", "@doc(\"${1:What it is}\")\n$0",
                "Documentation, shown where the name is pointed at.");
    }

    void annotations()
    {
        CompletionItem& item = m_items.addSnippet(Rank::Expected, CompletionKind::Annotation, "doc",
                                                  "doc(\"${1:What it is}\")$0");
        item.documentation = "Documentation, shown where the name is pointed at.";
    }

    /// Is the cursor in the list or at the single name after the word? `in [A, |`, `principal: |`
    [[nodiscard]] bool after(std::string_view word, bool colon) const
    {
        std::size_t end = m_cursor.tokens.size();
        if (!m_cursor.open.empty() &&
            m_cursor.tokens[m_cursor.open.back()].kind == Kind::OpenBracket)
            end = m_cursor.open.back();
        while (end >= 2 && m_cursor.tokens[end - 1].kind == Kind::DoubleColon &&
               m_cursor.tokens[end - 2].kind == Kind::Identifier)
            end -= 2;
        if (colon) {
            if (end == 0 || m_cursor.tokens[end - 1].kind != Kind::Colon)
                return false;
            --end;
        }
        return end > 0 && m_cursor.tokens[end - 1].text == word;
    }

    /// Where a name may begin: after `[`, `,` in a list, `in`, `:`, `::`.
    [[nodiscard]] bool atName() const
    {
        const Kind last = m_cursor.last();
        return last != Kind::Identifier || m_cursor.lastIs("in");
    }

    void entity()
    {
        if (after("in", false) && atName())
            return names(entityNames(), CompletionKind::EntityType, "entity type", Rank::Expected);
        const Kind last = m_cursor.last();
        const bool inList = !m_cursor.open.empty();
        if (inList || last == Kind::Equals || last == Kind::Less || m_cursor.lastIs("tags") ||
            last == Kind::DoubleColon)
            return type();
        if (m_cursor.tokens.size() < 2 || last == Kind::Comma)
            return;
        if (!contains("in") && !contains("enum"))
            snippet(Rank::Expected, "in", "in [${1:}]$0",
                    "The types whose entities these may be members of.");
        if (!contains("=") && !contains("enum"))
            snippet(Rank::Expected, "=", "= {\n  \"${1:name}\": ${2:String},\n}$0",
                    "Its attributes.");
        if (!contains("tags") && !contains("enum"))
            snippet(Rank::Likely, "tags", "tags ${1:String}$0",
                    "Free keys with values of one type.");
        if (m_cursor.tokens.size() == 2)
            snippet(Rank::Likely, "enum", "enum [\"${1:value}\"]$0",
                    "All entities that there are.");
    }

    [[nodiscard]] bool contains(std::string_view word) const
    {
        return std::any_of(m_cursor.tokens.begin(), m_cursor.tokens.end(),
                           [word](const cedar::SchemaToken& token) {
                               return token.text == word ||
                                      (word == "=" && token.kind == Kind::Equals);
                           });
    }

    void action()
    {
        if (after("in", false) && (m_cursor.string || atName()))
            return actions();
        if (m_cursor.string)
            return;
        for (const char* element : {"principal", "resource"}) {
            if (after(element, true) && atName())
                return names(entityNames(), CompletionKind::EntityType, "entity type",
                             Rank::Expected);
        }
        const std::size_t depth = m_cursor.open.size();
        const Kind last = m_cursor.last();
        if (depth == 1 && contains("appliesTo") && (last == Kind::OpenBrace || last == Kind::Comma))
            return appliesTo();
        if (after("context", true) || depth > 1)
            return type();
        if (depth > 0 || m_cursor.tokens.size() < 2 || last == Kind::Comma)
            return;
        if (!contains("in"))
            snippet(Rank::Likely, "in", "in [${1:}]$0", "Actions that this one belongs to.");
        if (!contains("appliesTo"))
            snippet(Rank::Expected, "appliesTo",
                    "appliesTo {\n  principal: [${1:User}],\n  resource: [${2:Document}],\n  "
                    "context: {},\n}$0",
                    "Of whom and on what it can be requested.");
    }

    void appliesTo()
    {
        static constexpr std::array<std::array<const char*, 3>, 3> kMembers{{
            {"principal", "principal: [${1:}],$0", "The types that may act."},
            {"resource", "resource: [${1:}],$0", "The types that may be acted on."},
            {"context", "context: {\n  ${1:}\n},$0", "What else a request tells."},
        }};
        for (const auto& [name, notation, text] : kMembers) {
            if (!contains(name))
                snippet(Rank::Expected, name, notation, text);
        }
    }

    /// A type where one stands; in a record a new member where a name stands.
    void type()
    {
        const Kind last = m_cursor.last();
        const bool record =
            !m_cursor.open.empty() && m_cursor.tokens[m_cursor.open.back()].kind == Kind::OpenBrace;
        if (record && (last == Kind::OpenBrace || last == Kind::Comma)) {
            m_items.addSnippet(Rank::Expected, CompletionKind::Snippet, "\"name\": String",
                               "\"${1:name}\": ${2:String},$0");
            m_items
                .addSnippet(Rank::Expected, CompletionKind::Snippet, "\"name\"?: String",
                            "\"${1:name}\"?: ${2:String},$0")
                .documentation = "A member that may be absent.";
            return;
        }
        if (last != Kind::Colon && last != Kind::Equals && last != Kind::Less &&
            last != Kind::DoubleColon && !m_cursor.lastIs("tags"))
            return;
        if (last != Kind::DoubleColon)
            builtins();
        names(commonNames(), CompletionKind::CommonType, "common type", Rank::Expected);
        names(entityNames(), CompletionKind::EntityType, "entity type", Rank::Likely);
    }

    void builtins()
    {
        static constexpr std::array<std::array<const char*, 2>, 7> kPlain{{
            {"String", "Text."},
            {"Long", "A whole number of 64 bits."},
            {"Bool", "true or false."},
            {"decimal", "A number with up to four digits after the point."},
            {"datetime", "A moment, in milliseconds."},
            {"duration", "A span of time, in milliseconds."},
            {"ipaddr", "An IP address or network."},
        }};
        for (const auto& [name, text] : kPlain) {
            CompletionItem& item = m_items.add(Rank::Expected, CompletionKind::CommonType, name);
            item.detail = "built in";
            item.documentation = text;
        }
        snippet(Rank::Expected, "Set<…>", "Set<${1:String}>$0", "A set of values of one type.")
            .filter = "Set";
        snippet(Rank::Likely, "{…}", "{\n  \"${1:name}\": ${2:String},\n}$0", "A record.");
    }

    [[nodiscard]] std::map<std::string, std::string> entityNames() const
    {
        std::map<std::string, std::string> all;
        for (const auto& [name, type] : m_model.schema().entityTypes())
            all.emplace(name, documentationOf(type.annotations));
        return all;
    }

    [[nodiscard]] std::map<std::string, std::string> commonNames() const
    {
        std::map<std::string, std::string> all;
        for (const auto& [name, type] : m_model.schema().commonTypes())
            all.emplace(name, documentationOf(type.annotations));
        return all;
    }

    /// As they are written here: without the namespace around, and after what is written already.
    void names(const std::map<std::string, std::string>& all, CompletionKind kind,
               const char* detail, Rank rank)
    {
        std::string path;
        for (std::size_t at = m_cursor.tokens.size();
             at >= 2 && m_cursor.tokens[at - 1].kind == Kind::DoubleColon; at -= 2)
            path.insert(0, m_cursor.tokens[at - 2].text + "::");
        const std::string own = m_cursor.space.empty() ? "" : m_cursor.space + "::";
        for (const auto& [name, text] : all) {
            std::string written = name;
            if (!path.empty()) {
                if (!name.starts_with(path))
                    continue;
                written = name.substr(path.size());
            } else if (!own.empty() && name.starts_with(own)) {
                written = name.substr(own.size());
            }
            CompletionItem& item = m_items.add(rank, kind, written);
            item.detail = detail;
            item.documentation = text;
        }
    }

    void actions()
    {
        const std::string own = cedar::qualified(m_cursor.space, cedar::kActionTypeName);
        for (const auto& [uid, action] : m_model.schema().actions()) {
            if (m_cursor.string) {
                if (uid.type == own)
                    m_items.add(Rank::Expected, CompletionKind::Action, uid.id,
                                cedarEscaped(uid.id) + (m_cursor.closed ? "" : "\""));
                continue;
            }
            const bool bare = uid.type == own && cedar::isIdentifier(uid.id);
            const std::string text = bare              ? uid.id
                                     : uid.type == own ? '"' + cedarEscaped(uid.id) + '"'
                                                       : cedar::toText(uid);
            CompletionItem& item =
                m_items.add(action.appliesToNothing() ? Rank::Expected : Rank::Likely,
                            CompletionKind::Action, text);
            item.detail = action.appliesToNothing() ? "group of actions" : "action";
        }
    }

    const Model& m_model;
    SchemaCursor m_cursor;
    Items m_items;
};

} // namespace

CompletionList completeSchema(const Model& model, const ModelFile& file, std::uint32_t offset)
{
    return SchemaCompletion(model, schemaCursor(file, offset)).run();
}

} // namespace remit::assist
