// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_text.h"
#include "core/decision/provenance/provenance.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

/// The very texts that the values of a call came from, for people: what `remit explain` prints and
/// the inspector opens.
namespace remit::decision {

/// A place in an earlier message or result in which a value stands.
struct Origin {
    std::string source;              ///< "user", "tool:read_file" …, as in the facts
    std::vector<std::string> labels; ///< that the text carries
    std::size_t event = 0;           ///< index among the events of the session
    std::string run;
    std::string call; ///< id of the call whose result it is; empty for a message
    Span span;        ///< of the value in the text of the event, bytes
    /// What stands around it: up to kOriginAround bytes on each side, cut at characters.
    std::string before;
    std::string text; ///< as written there
    std::string after;
};

/// One scalar below an argument and where it came from.
struct ValueOrigins {
    std::string name;  ///< "input.to", "input.to[1]"
    std::string value; ///< JSON text
    /// What it counts as: "user", "weak:model" …, sorted.
    std::vector<std::string> sources;
    std::vector<Origin> origins; ///< in the session's order; the first kOriginsShown
    std::size_t more = 0;        ///< texts that are left out
};

inline constexpr std::size_t kOriginAround = 1'500;
inline constexpr std::size_t kOriginsShown = 4; ///< places of one value
inline constexpr std::size_t kValuesShown = 64; ///< scalars of one call

/// `events` are those of the session, in the order in which the index took them in; at least those
/// before the call. Empty for arguments that are no object.
[[nodiscard]] std::vector<ValueOrigins> originsOf(const ProvenanceIndex& index,
                                                  const JsonValue& arguments, const Asker& asker,
                                                  const SchemaValues* schema,
                                                  std::span<const trace::Event> events);

/// The recorded text of a message or result; empty for other events.
[[nodiscard]] std::string_view recordedText(const trace::Event& event);

} // namespace remit::decision
