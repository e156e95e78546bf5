// SPDX-License-Identifier: Apache-2.0
#include "core/base/strict_json.h"
#include "core/decision/arguments.h"
#include "core/decision/provenance/provenance.h"

namespace remit::decision {

namespace {

using WordSet = std::set<std::string, std::less<>>;

/// How deep schemas are followed into one another: `$ref` may lead in circles.
constexpr int kSchemaDepth = 16;

void addScalars(const JsonValue& value, WordSet& words)
{
    for (const JsonValue& item : value.items)
        addScalars(item, words);
    for (const JsonMember& member : value.members)
        addScalars(member.value, words);
    if (!value.isArray() && !value.isObject())
        words.insert(scalarValue(value).words);
}

class Collector {
public:
    Collector(const JsonValue& root, WordSet& words) : m_root(root), m_words(words) {}

    void schema(const JsonValue& schema, int depth)
    {
        if (!schema.isObject() || depth == 0 || m_left == 0)
            return;
        --m_left;
        for (const char* keyword : {"enum", "const", "default"}) {
            if (const JsonValue* value = schema.find(keyword))
                addScalars(*value, m_words);
        }
        const JsonValue* reference = schema.find("$ref");
        if (reference != nullptr && reference->isString() && reference->text.starts_with("#")) {
            if (const JsonValue* target = atPointer(m_root, reference->text.substr(1)))
                this->schema(*target, depth - 1);
        }
        for (const char* keyword : {"items", "anyOf", "oneOf", "allOf", "additionalProperties"}) {
            if (const JsonValue* value = schema.find(keyword))
                below(*value, depth);
        }
        if (const JsonValue* properties = schema.find("properties")) {
            for (const JsonMember& member : properties->members)
                this->schema(member.value, depth - 1);
        }
    }

private:
    void below(const JsonValue& value, int depth)
    {
        schema(value, depth - 1);
        for (const JsonValue& item : value.items)
            schema(item, depth - 1);
    }

    const JsonValue& m_root;
    WordSet& m_words;
    int m_left = 100'000; ///< schemas looked at: branching references grow exponentially
};

} // namespace

SchemaValues::SchemaValues(const JsonValue& inputSchema)
{
    const JsonValue* properties = inputSchema.find("properties");
    if (properties == nullptr)
        return;
    for (const JsonMember& property : properties->members) {
        WordSet words;
        Collector(inputSchema, words).schema(property.value, kSchemaDepth);
        words.erase(std::string());
        if (!words.empty())
            m_words.insert_or_assign(property.key, std::move(words));
    }
}

bool SchemaValues::has(std::string_view argument, const ScalarValue& value) const
{
    const auto found = m_words.find(argument);
    return found != m_words.end() && found->second.count(value.words) > 0;
}

} // namespace remit::decision
