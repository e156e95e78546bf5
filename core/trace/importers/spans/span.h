// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/importers/spans/said.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace remit::trace {

/// A step of a traced run as observability tools record it: it has a beginning, an end and a
/// parent. Every format of that kind is read into these, so that runs are made of them in one
/// place.
struct Span {
    enum class Kind : std::uint8_t {
        Other,
        Agent,   ///< an agent at work
        Chain,   ///< a step of a program, which is the agent where nothing else says who acts
        Tool,    ///< a call of a tool
        Model,   ///< a call of a model: what was said
        HandOff, ///< one agent hands over to another
    };

    std::string trace;
    std::string id;
    std::string parent; ///< empty: none
    Kind kind = Kind::Other;
    std::string name;  ///< of the agent, step or tool; of a hand-over who receives
    std::string from;  ///< of a hand-over who gives; of an agent the one before it, if it says so
    std::string agent; ///< where the span itself names its agent
    std::string node;  ///< LangGraph's node that the span is part of

    std::optional<std::int64_t> start; ///< nanoseconds since 1970
    std::optional<std::int64_t> end;

    std::string callId; ///< of a tool call, where recorded
    std::optional<std::string> arguments;
    std::optional<std::string> result;
    bool ok = true;
    std::string server;

    std::string session;
    std::string user;
    std::string service;

    std::vector<Said> before; ///< what a model was given
    std::vector<Said> after;  ///< what it answered

    /// Bytes it takes in memory, about.
    [[nodiscard]] std::size_t size() const;
};

} // namespace remit::trace
