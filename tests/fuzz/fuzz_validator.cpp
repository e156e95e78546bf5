// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/schema/schema.h"
#include "core/cedar/syntax/parser.h"
#include "core/cedar/validate/lints/lints.h"
#include "core/cedar/validate/validator.h"

#include <cstdint>

using namespace remit;
using namespace remit::cedar;

namespace {

constexpr const char* kSchema =
    "entity G; entity Team in [G]; entity Status enum [\"open\", \"closed\"];"
    "entity User in [Team] = {name: String, age?: Long, rec: {a: Long, b?: String}, f: Bool,"
    " s: Set<Long>, st: Status, mgr?: User, ip: ipaddr, dt: datetime} tags String;"
    "entity Doc in [Folder] = {owner: User, title?: String}; entity Folder in [Folder];"
    "action read; action view, edit in [read] appliesTo {principal: User, resource: [Doc, Folder],"
    " context: {flag: Bool, opt?: Long, rec?: {x?: Long}, approvals?: Set<String>}};"
    "action del appliesTo {principal: [User, Team], resource: Doc};";

} // namespace

/// Policies, and behind a zero byte a schema of their own; without one, a rich schema that stands
/// here. Validation, levels, types of nodes and lints end and stay within memory.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const ResolvedSchema fixed = readSchema(kSchema);
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::size_t split = text.find('\0');
    const ResolvedSchema own =
        split == std::string_view::npos ? ResolvedSchema{} : readSchema(text.substr(split + 1));
    const Schema& schema = own.schema ? *own.schema : *fixed.schema;
    PolicySet set;
    for (Policy& policy : parsePolicies(text.substr(0, split)).policies)
        static_cast<void>(set.add(std::make_shared<Policy>(std::move(policy))));
    ValidationOptions options;
    options.level = 1;
    static_cast<void>(validate(set, schema, options));
    static_cast<void>(lint(set, &schema));
    static_cast<void>(lint(set, nullptr));
    for (const PolicySet::PolicyPtr& policy : set.policies()) {
        if (!policy->broken && policy->nodeCount > 0)
            static_cast<void>(typeAt(*policy, policy->nodeCount - 1, schema));
    }
    return 0;
}
