// SPDX-License-Identifier: Apache-2.0
#include "core/decision/explanation.h"
#include "core/decision/index.h"
#include "core/decision/steps/request.h"

namespace remit::decision {

Explanation explain(const Decider& decider, const RecordedCall& call, const SessionReducer& session,
                    const AuthorityContext& context, std::span<const trace::Event> events,
                    cedar::Scratch& scratch, const ReplayStory& replay)
{
    Explanation explanation = explain(decider, call, session, context, scratch, replay);
    const ReadArguments arguments = readArguments(call.call());
    if (session.provenance() == nullptr || !arguments.object)
        return explanation;
    const Asker asker{call.event->run, agentOf(call).text};
    const SchemaValues* schema = decider.index().tools.schemaValues(call.call().tool);
    explanation.origins =
        originsOf(*session.provenance(), *arguments.object, asker, schema, events);
    return explanation;
}

} // namespace remit::decision
