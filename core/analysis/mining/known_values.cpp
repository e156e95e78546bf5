// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/mining/known_values.h"

namespace remit::analysis {
namespace {

cedar::Entity withValues(const cedar::EntityStore& entities, const KnownKey& key,
                         const std::set<std::string>& values)
{
    const cedar::Entity* found = entities.find(key.first);
    cedar::Entity entity = found != nullptr ? *found : cedar::Entity{key.first, {}, {}, {}};
    std::vector<cedar::Value> elements;
    const auto had = entity.attributes.find(key.second);
    if (had != entity.attributes.end() && had->second.is(cedar::ValueKind::Set))
        elements = had->second.asSet();
    for (const std::string& value : values)
        elements.push_back(cedar::Value::string(value));
    entity.attributes.insert_or_assign(key.second, cedar::Value::set(std::move(elements)));
    return entity;
}

/// The store's entities, those of `changed` in their place.
std::vector<cedar::Entity> replaced(const cedar::EntityStore& entities,
                                    const std::vector<cedar::Entity>& changed)
{
    std::map<cedar::EntityUid, const cedar::Entity*> byUid;
    for (const cedar::Entity& entity : changed)
        byUid.emplace(entity.uid, &entity);
    std::vector<cedar::Entity> all = changed;
    for (const cedar::Entity& entity : entities.entities())
        if (!byUid.contains(entity.uid))
            all.push_back(entity);
    return all;
}

} // namespace

std::vector<cedar::Entity> withKnown(const cedar::EntityStore& entities, const KnownValues& values)
{
    std::map<cedar::EntityUid, cedar::Entity> changed;
    for (const auto& [key, known] : values) {
        const auto done = changed.find(key.first);
        cedar::Entity entity = withValues(entities, key, known);
        if (done == changed.end())
            changed.emplace(key.first, std::move(entity));
        else
            done->second.attributes.insert_or_assign(key.second,
                                                     entity.attributes.find(key.second)->second);
    }
    std::vector<cedar::Entity> list;
    for (auto& [uid, entity] : changed)
        list.push_back(std::move(entity));
    return list;
}

Result<std::shared_ptr<const decision::Setup>> setupWithKnown(const decision::Setup& setup,
                                                              const KnownValues& values)
{
    auto copy = std::make_shared<decision::Setup>(setup);
    auto store =
        cedar::EntityStore::build(replaced(*setup.entities, withKnown(*setup.entities, values)));
    if (!store)
        return tl::unexpected(store.error());
    copy->entities = std::move(*store);
    return std::shared_ptr<const decision::Setup>(std::move(copy));
}

bool isWantOfPermit(const decision::CallVerdict& verdict)
{
    return verdict.verdict == decision::Verdict::Deny && verdict.crossings.size() == 1 &&
           verdict.crossings.front().kind == decision::CrossingKind::NotPermitted;
}

} // namespace remit::analysis
