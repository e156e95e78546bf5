// SPDX-License-Identifier: Apache-2.0
#include "core/decision/steps/outcome.h"

namespace remit::decision {

Tristate both(Tristate a, Tristate b)
{
    if (a == false || b == false)
        return false;
    return a && b ? Tristate(true) : std::nullopt;
}

Tristate allOf(std::initializer_list<const StepOutcome*> outcomes)
{
    Tristate all = true;
    for (const StepOutcome* outcome : outcomes) {
        if (outcome->passes())
            continue;
        all = both(all, outcome->fails() ? Tristate(false) : std::nullopt);
    }
    return all;
}

} // namespace remit::decision
