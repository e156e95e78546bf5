// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/explanation.h"

namespace remit::decision {

/// Where policies of an evaluation stand: the workspace's, or the scope of one grant.
struct StorySource {
    const cedar::Program* program = nullptr;
    const Setup* setup = nullptr;
    const GrantScope* scope = nullptr; ///< null: the workspace's policies
    std::string grant;                 ///< of the scope

    static StorySource workspace(const Setup& setup)
    {
        return {setup.program.get(), &setup, nullptr, {}};
    }
    [[nodiscard]] const SourceText* text(const std::string& policy) const;
    [[nodiscard]] std::string file(const std::string& policy) const;
    [[nodiscard]] std::string nameOf(const std::string& policy) const;
};

/// The story of one policy in one evaluation: scope part by part, conditions conjunct by conjunct.
[[nodiscard]] PolicyStory storyOf(const StorySource& source,
                                  const cedar::PolicyExplanation& explained,
                                  const std::vector<cedar::ContextPath>& unknown);

} // namespace remit::decision
