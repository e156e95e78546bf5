// SPDX-License-Identifier: Apache-2.0
#include "core/decision/context_supply.h"

#include "core/cedar/schema/schema.h"

#include <algorithm>

namespace remit::decision {

using cedar::Value;

namespace {

/// Only what is declared is supplied, at every depth.
Value restricted(const Value& value, const cedar::Type& type)
{
    if (!value.is(cedar::ValueKind::Record) || type.kind != cedar::TypeKind::Record)
        return value;
    cedar::Attributes kept;
    for (const auto& [name, member] : value.asRecord()) {
        if (const cedar::Type* declared = memberType(&type, name))
            kept.emplace(name, restricted(member, *declared));
    }
    return Value::record(std::move(kept));
}

} // namespace

const cedar::Type* contextType(const Setup& setup, const cedar::EntityUid& action)
{
    const cedar::Action* declared = setup.schema ? setup.schema->action(action) : nullptr;
    return declared == nullptr ? nullptr : declared->context.get();
}

const cedar::Type* memberType(const cedar::Type* record, std::string_view name)
{
    if (record == nullptr)
        return nullptr;
    const auto found = record->attributes.find(name);
    return found == record->attributes.end() ? nullptr : found->second.type.get();
}

void supply(cedar::Attributes& members, const cedar::Type* context, std::string name, Value value)
{
    if (context == nullptr)
        members.insert_or_assign(std::move(name), std::move(value));
    else if (const cedar::Type* declared = memberType(context, name))
        members.insert_or_assign(std::move(name), restricted(value, *declared));
}

void normalise(std::vector<cedar::ContextPath>& unknown)
{
    if (unknown.size() < 2)
        return;
    std::sort(unknown.begin(), unknown.end());
    std::size_t kept = 1;
    for (std::size_t i = 1; i < unknown.size(); ++i) {
        const cedar::ContextPath& last = unknown[kept - 1];
        if (last.size() <= unknown[i].size() && needs(unknown[i], last))
            continue;
        if (kept != i)
            unknown[kept] = std::move(unknown[i]);
        ++kept;
    }
    unknown.resize(kept);
}

} // namespace remit::decision
