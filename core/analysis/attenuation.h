// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/access.h"
#include "core/cedar/engine/authorizer.h"
#include "core/cedar/engine/program.h"

#include <cstdint>
#include <optional>
#include <string>

/// Does one scope allow no more than another? The question of every hop of a chain.
namespace remit::analysis {

struct Attenuation {
    enum class Answer : std::uint8_t {
        Proved,  ///< no call at all: by the structure of the policies
        Refuted, ///< `call` is allowed by the narrower and not by the wider
        Unknown, ///< neither; `samples` calls were tried. Never shown as a pass
    };
    Answer answer = Answer::Unknown;
    std::optional<cedar::Request> call;
    std::size_t samples = 0;
};

/// First the structure: every permit of the child must be contained in one of the parent, and every
/// forbid of the parent in one of the child (by scope, and by conditions that are repeated or
/// sharpened). Then the inventory, access by access, with contexts made of the values that the
/// conditions compare with and their neighbours. Deterministic.
[[nodiscard]] Attenuation attenuates(const cedar::Program& child, const cedar::Program& parent,
                                     const cedar::EntityStore& entities,
                                     const authority::Inventory& inventory,
                                     const cedar::EntityUid& principal, cedar::Scratch& scratch,
                                     std::size_t maxSamples = 4096);

/// The first half alone.
[[nodiscard]] bool isContained(const cedar::Program& child, const cedar::Program& parent,
                               const cedar::EntityStore& entities);

} // namespace remit::analysis
