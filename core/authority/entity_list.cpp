// SPDX-License-Identifier: Apache-2.0
#include "core/authority/entity_list.h"

#include "core/base/text.h"

#include <fmt/format.h>

namespace remit::authority {
namespace {

std::string uidJson(const cedar::EntityUid& uid)
{
    return fmt::format(R"({{"type": {}, "id": {}}})", jsonQuoted(uid.type), jsonQuoted(uid.id));
}

} // namespace

std::string EntityList::json() const
{
    std::string all;
    for (const auto& [uid, listed] : m_entities) {
        std::string parents;
        for (const cedar::EntityUid& parent : listed.parents)
            parents += (parents.empty() ? "" : ", ") + uidJson(parent);
        std::string workloads;
        for (const std::string& workload : listed.workloads)
            workloads += (workloads.empty() ? "" : ", ") + jsonQuoted(workload);
        const std::string attributes =
            workloads.empty() ? "{}" : fmt::format(R"({{"workloads": [{}]}})", workloads);
        all += fmt::format("{}  {{\"uid\": {}, \"attrs\": {}, \"parents\": [{}]}}",
                           all.empty() ? "" : ",\n", uidJson(uid), attributes, parents);
    }
    return all.empty() ? "[]\n" : "[\n" + all + "\n]\n";
}

} // namespace remit::authority
