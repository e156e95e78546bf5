// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/attenuation.h"

#include "core/analysis/sample_contexts.h"

namespace remit::analysis {
namespace {

bool allows(const cedar::Program& program, const cedar::EntityStore& entities,
            const cedar::Request& request, cedar::Scratch& scratch)
{
    return authorize(program, entities, request, scratch).decision == cedar::Decision::Allow;
}

} // namespace

Attenuation attenuates(const cedar::Program& child, const cedar::Program& parent,
                       const cedar::EntityStore& entities, const authority::Inventory& inventory,
                       const cedar::EntityUid& principal, cedar::Scratch& scratch,
                       std::size_t maxSamples)
{
    Attenuation result;
    if (&child == &parent || isContained(child, parent, entities)) {
        result.answer = Attenuation::Answer::Proved;
        return result;
    }
    // Accesses the parent has not at all come first: they refute most surely.
    const authority::AccessSet inner = reachOf(child, entities, inventory, principal, scratch);
    const authority::AccessSet outer = reachOf(parent, entities, inventory, principal, scratch);
    std::vector<std::uint32_t> order = inner.without(outer).members();
    for (const std::uint32_t access : inner.members()) {
        if (outer[access] != authority::Reach::None)
            order.push_back(access);
    }
    const std::vector<cedar::Value> contexts = sampleContexts({&child, &parent}, maxSamples);
    for (const std::uint32_t access : order) {
        cedar::Request request{principal, inventory[access].action, inventory[access].resource, {}};
        for (const cedar::Value& context : contexts) {
            if (result.samples == maxSamples)
                return result;
            ++result.samples;
            request.context = context;
            if (allows(child, entities, request, scratch) &&
                !allows(parent, entities, request, scratch)) {
                result.answer = Attenuation::Answer::Refuted;
                result.call = std::move(request);
                return result;
            }
        }
    }
    return result;
}

} // namespace remit::analysis
