// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/decision/setup.h"

#include <memory>
#include <string>
#include <unordered_map>

namespace remit::workspace {

/// Reads scopes of grants. Files with the same text are parsed and compiled once: a hundred
/// thousand grants of a generator have few different scopes.
class ScopeFiles {
public:
    /// What is wrong: errors of the language, `authority/scope-principal`,
    /// `authority/scope-approval`, `authority/scope-template`. The scope then lacks the policies
    /// concerned.
    [[nodiscard]] decision::GrantScope read(const std::shared_ptr<const std::string>& text,
                                            const std::string& file, Diagnostics& diagnostics);

private:
    struct Known {
        decision::GrantScope scope;
        bool flawless = true;
    };
    std::unordered_map<std::string, Known> m_known; ///< by text
};

} // namespace remit::workspace
