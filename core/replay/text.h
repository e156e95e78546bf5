// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/setup.h"
#include "core/decision/verdict.h"

#include <string>

/// The output of `remit replay` for people: one line a call, below the name of its run, with the
/// reason where a call did not pass.
namespace remit::replay {

class TextOutput {
public:
    explicit TextOutput(bool colour) : m_colour(colour) {}

    /// Lines for the next row, with a heading where another run begins.
    [[nodiscard]] std::string lines(const decision::CallVerdict& row);

private:
    [[nodiscard]] std::string verdictWord(const decision::CallVerdict& row) const;
    bool m_colour;
    bool m_any = false;
    std::string m_run;
};

/// The closing lines: what was decided, and what could not be known.
[[nodiscard]] std::string summaryText(const decision::ReplaySummary& summary,
                                      const decision::Setup& setup);

} // namespace remit::replay
