// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/values/datum.h"
#include "core/cedar/values/uid_table.h"

#include <deque>
#include <vector>

namespace remit::cedar {

/// A thread's numbers for uids that its entity store does not name; numbers below kFirst are the
/// store's. What a program names is kept, so that a uid has the same number in every program. What
/// only a request names is borrowed from it and forgotten with it.
class LooseUids {
public:
    static constexpr EntityNumber kFirst = 0x80000000;
    static constexpr EntityNumber kFirstOfRequest = 0xc0000000;

    [[nodiscard]] static bool isOfStore(EntityNumber number) { return number < kFirst; }
    [[nodiscard]] static bool isOfRequest(EntityNumber number) { return number >= kFirstOfRequest; }

    /// The number of a uid that a program names.
    EntityNumber keep(const EntityUid& uid)
    {
        const EntityNumber next = kFirst + static_cast<EntityNumber>(m_kept.size());
        const EntityNumber number = m_keptNumbers.findOrAdd(
            uid, next, [&](EntityNumber n) { return m_kept[n - kFirst] == uid; });
        if (number == next)
            m_kept.push_back(uid);
        return number;
    }
    /// UidTable::kNone when no program is known to name it.
    [[nodiscard]] EntityNumber findKept(const EntityUid& uid) const
    {
        return m_keptNumbers.find(uid, [&](EntityNumber n) { return m_kept[n - kFirst] == uid; });
    }
    [[nodiscard]] std::size_t keptCount() const { return m_kept.size(); }

    /// The number of a uid that no program of the request's names.
    EntityNumber ofRequest(const EntityUid& uid)
    {
        const EntityNumber next = kFirstOfRequest + static_cast<EntityNumber>(m_requestUids.size());
        const EntityNumber number = m_requestNumbers.findOrAdd(
            uid, next, [&](EntityNumber n) { return *m_requestUids[n - kFirstOfRequest] == uid; });
        if (number == next)
            m_requestUids.push_back(&uid);
        return number;
    }

    [[nodiscard]] const EntityUid& uid(EntityNumber number) const
    {
        return isOfRequest(number) ? *m_requestUids[number - kFirstOfRequest]
                                   : m_kept[number - kFirst];
    }

    void forgetRequest()
    {
        m_requestNumbers.clear();
        m_requestUids.clear();
    }
    void clear()
    {
        forgetRequest();
        m_keptNumbers.clear();
        m_kept.clear();
    }

private:
    std::deque<EntityUid> m_kept;
    UidTable m_keptNumbers;
    std::vector<const EntityUid*> m_requestUids;
    UidTable m_requestNumbers;
};

} // namespace remit::cedar
