// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/probes/base_run.h"

#include <optional>
#include <string>

/// Private to the room: one function for each kind of probe. Nothing where the run has no place for
/// it.
namespace remit::analysis {

struct MutationInput {
    const ProbeWorld& world;
    const BaseRun& run;
    std::string suffix; ///< of changed run ids: "~unseen-resource-3"
    Dice& dice;
};

[[nodiscard]] std::optional<Probe> probeUnseenResource(const MutationInput& input);
[[nodiscard]] std::optional<Probe> probeUnseenLabel(const MutationInput& input);
[[nodiscard]] std::optional<Probe> probeToolOutsideTask(const MutationInput& input);
[[nodiscard]] std::optional<Probe> probeChangedSchema(const MutationInput& input);
[[nodiscard]] std::optional<Probe> probeShortcut(const MutationInput& input);
[[nodiscard]] std::optional<Probe> probeUntrustedArgument(const MutationInput& input);
[[nodiscard]] std::optional<Probe> probeInjection(const MutationInput& input);
[[nodiscard]] std::optional<Probe> probeReplayedCredential(const MutationInput& input);
[[nodiscard]] std::optional<Probe> probeAfterCompletion(const MutationInput& input);

[[nodiscard]] std::optional<Probe> mutate(ProbeKind kind, const MutationInput& input);
/// Why no run of this workspace can have such a probe at all; nothing: one may.
[[nodiscard]] std::optional<std::string> impossible(ProbeKind kind, const ProbeWorld& world);
/// Why none was found, where one was possible.
[[nodiscard]] std::string_view noneFound(ProbeKind kind);

/// An injection in that run, for sure the one given. Nothing where the run has no result.
[[nodiscard]] std::optional<Probe> injected(const BaseRun& run, const std::string& suffix,
                                            const Injection& injection);

/// Calls of the run that were allowed and worked, with recorded arguments; `writing`: those of
/// tools that may change something, where there are any.
[[nodiscard]] std::vector<const BaseCall*> goodCalls(const MutationInput& input, bool writing);
/// The value at a JSON Pointer, to be changed; null: there is none.
[[nodiscard]] JsonValue* valueAt(JsonValue& object, std::string_view pointer);

} // namespace remit::analysis
