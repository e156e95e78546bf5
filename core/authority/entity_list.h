// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/values/entity_uid.h"

#include <map>
#include <set>
#include <string>

namespace remit::authority {

/// Entities on their way into an entity file, each once.
class EntityList {
public:
    /// Makes it known; gives it for more to be added.
    void add(const cedar::EntityUid& uid) { m_entities.try_emplace(uid); }
    void addParent(const cedar::EntityUid& uid, const cedar::EntityUid& parent)
    {
        m_entities[uid].parents.insert(parent);
        add(parent);
    }
    void addWorkload(const cedar::EntityUid& uid, const std::string& workload)
    {
        m_entities[uid].workloads.insert(workload);
    }
    [[nodiscard]] std::size_t size() const { return m_entities.size(); }
    /// Cedar entity JSON, indented, with a line feed.
    [[nodiscard]] std::string json() const;

private:
    struct Listed {
        std::set<cedar::EntityUid> parents;
        std::set<std::string> workloads;
    };
    std::map<cedar::EntityUid, Listed> m_entities;
};

} // namespace remit::authority
