// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/entities/request_json.h"
#include "core/cedar/schema/schema.h"

#include <cstdlib>

using namespace remit;

namespace {

const cedar::Schema& schema()
{
    static const auto resolved = cedar::readSchema(R"(
        entity U in [U, G] = { e?: U, i?: ipaddr, d?: decimal, t?: datetime, u?: duration, s?: String,
            l?: Long, b?: Bool, z?: Set<U>, r?: { a: U, b?: ipaddr } } tags ipaddr;
        entity G; entity E enum ["x", "y"];
        action v in [g] appliesTo { principal: [U], resource: [U], context: { i?: ipaddr, u?: U } };
        action g;)");
    return *resolved.schema;
}

/// What was read and written reads back as the same.
void writeAndReadBack(const cedar::ParsedEntities& parsed)
{
    const auto again = cedar::parseEntities(cedar::toEntityJson(parsed.entities));
    if (hasErrors(again.diagnostics) || again.entities.size() != parsed.entities.size())
        std::abort();
    for (std::size_t i = 0; i < again.entities.size(); ++i) {
        const cedar::Entity& a = parsed.entities[i];
        const cedar::Entity& b = again.entities[i];
        if (a.uid != b.uid || a.attributes != b.attributes || a.parents != b.parents ||
            a.tags != b.tags)
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto parsed = cedar::parseEntities(text, "fuzz");
    // A record that looks like an escape cannot be written; deep ones may nest deeper when written.
    const bool plain = text.find("__") == std::string_view::npos && size < 200;
    if (!hasErrors(parsed.diagnostics)) {
        if (plain)
            writeAndReadBack(parsed);
        if (!cedar::EntityStore::build(parsed.entities))
            std::abort();
    }
    (void)cedar::parseEntities(text, "fuzz", &schema());
    if (const auto json = parseJson(text); json.root) {
        Diagnostics diagnostics;
        (void)cedar::readRequest(*json.root, "fuzz", diagnostics, &schema());
        (void)cedar::readValue(*json.root, "fuzz", diagnostics);
    }
    return 0;
}
