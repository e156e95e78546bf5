// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/cedar/schema/schema.h"
#include "core/cedar/syntax/tree.h"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace remit::cedar {

/// What was found in each policy by itself, so that an editor checks anew only what changed. A
/// policy is the same while its id, its file and its text are, wherever in the file it stands.
/// Whether there is a memory never changes what is found. For one check at a time.
class CheckMemory {
public:
    /// To be called first: with another schema or level everything is forgotten. The schema must
    /// live until the next call.
    void begin(const Schema* schema, std::optional<int> level);
    /// To be called when all policies have been asked for: forgets the others. A check that was
    /// cancelled does not, so that the next one need not begin anew.
    void finish();

    /// What `check` finds in the policy, or has found in it before. Its places are those of the
    /// policy now.
    [[nodiscard]] Diagnostics findings(const Policy& policy, const std::string& file,
                                       std::string_view text,
                                       const std::function<Diagnostics()>& check);

    /// Policies that were checked anew, by all checks together.
    [[nodiscard]] std::size_t policiesChecked() const { return m_checked; }

private:
    struct Known {
        Diagnostics found;
        Span policy; ///< where it stood then
        bool used = true;
    };

    const Schema* m_schema = nullptr;
    std::optional<int> m_level;
    std::map<std::string, Known, std::less<>> m_known;
    std::size_t m_checked = 0;
};

} // namespace remit::cedar
