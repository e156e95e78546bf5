// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/base/strict_json.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// How a format of the user's own is read: paths of its JSON records to the fields of events.
/// Manual: resources/help/trace-mapping.md, form: resources/schemas/trace-mapping.schema.json.
namespace remit::trace {

/// Where a field comes from: the first of these that the record has, or a fixed value.
struct MappedValue {
    /// JSON Pointers (RFC 6901) into the entry of `each`, or into the record; with `$` before it
    /// always into the record.
    std::vector<std::string> pointers;
    std::optional<JsonValue> fixed;
};

/// When an event is made: what stands at the pointer is one of these values. No values: anything
/// but null stands there.
struct MappedCondition {
    std::string pointer;
    std::vector<JsonValue> values;
    bool absent = false; ///< nothing, or null, stands there
};

struct MappedEvent {
    std::string type;                  ///< call, result, message, delegate or note
    std::vector<MappedCondition> when; ///< all of them
    std::string each;                  ///< pointer to a list: an event for each entry; "": one
    bool hasEach = false;
    std::map<std::string, MappedValue, std::less<>> fields; ///< members as in the own format
};

struct Mapping {
    std::string name;    ///< of the format
    std::string records; ///< pointer to the list of records within the document; "": it is one
    MappedValue run;     ///< nothing there: the file is the run
    MappedValue session;
    MappedValue time;
    std::map<std::string, MappedValue, std::less<>> start; ///< members of the run's first event
    std::vector<MappedEvent> events;
    std::string digest; ///< of the text it was read from
};

struct ReadMapping {
    Mapping mapping; ///< what could be read
    Diagnostics diagnostics;
};

[[nodiscard]] ReadMapping readMapping(std::string_view text, std::string_view file);

} // namespace remit::trace
