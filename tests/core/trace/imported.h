// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/import.h"

#include <string>
#include <string_view>
#include <vector>

namespace remit::test {

/// What an import of a text gave.
struct Imported {
    std::vector<trace::Event> events;
    trace::ImportReport report;

    template <class Body>
    [[nodiscard]] std::vector<Body> all() const
    {
        std::vector<Body> found;
        for (const trace::Event& event : events) {
            if (const auto* body = std::get_if<Body>(&event.body))
                found.push_back(*body);
        }
        return found;
    }
    [[nodiscard]] const trace::Problem* problem(std::string_view code) const
    {
        for (const trace::Problem& problem : report.problems) {
            if (problem.code == code)
                return &problem;
        }
        return nullptr;
    }
};

class CollectEvents final : public trace::EventSink {
public:
    std::vector<trace::Event> events;
    Result<> take(trace::Event event) override
    {
        events.push_back(std::move(event));
        return {};
    }
};

inline Imported imported(std::string_view text, const trace::ImportOptions& options = {},
                         const std::string& name = "t.jsonl")
{
    CollectEvents sink;
    auto report = trace::importText(text, name, options, sink);
    if (!report)
        return {};
    return {std::move(sink.events), std::move(*report)};
}

} // namespace remit::test
