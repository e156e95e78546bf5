// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace remit::trace {

/// Calls of a conversation whose result has not come yet, to find the call of each result.
///
/// Logs are not reliable in this: many calls have no id, some results repeat the call instead, and
/// some ids are used twice. A result belongs to the first open call that fits best: of its id, else
/// of the same tool and arguments, else of the same tool, else simply the first.
class PendingCalls {
public:
    struct Call {
        std::string recordedId;               ///< may be empty
        std::string tool;                     ///< may be empty where a result does not say
        std::optional<std::string> arguments; ///< as JSON text
        std::string server = {};              ///< of the tool, where it is named
    };

    /// Enters a call and returns its id: the recorded one, or a made one (`call-1`, or `id#2` for a
    /// repeated one) that no other call of the conversation has.
    std::string add(Call call);

    /// The model speaks again: earlier calls without an id get no result any more.
    void nextTurn();

    /// The id of the call that a result belongs to, which is then no longer open. With an id that
    /// no open call has, or when all calls have their result: nothing.
    std::optional<std::string> take(const Call& result);

private:
    /// Real conversations have some ten at a time; without a bound a hostile one takes square time.
    static constexpr std::size_t kOpenCalls = 512;

    struct Open {
        Call call;
        std::string id;
    };

    std::vector<Open> m_open; ///< in order; at most kOpenCalls
    std::unordered_set<std::string> m_used;
    std::size_t m_count = 0;
};

} // namespace remit::trace
