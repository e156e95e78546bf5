// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/trace/importers/conversation.h"
#include "core/trace/importers/formats.h"
#include "core/trace/importers/json_access.h"

#include <fmt/format.h>

/// tau-bench result files: an array of `{task_id, reward, info, traj, trial}`, one run each. The
/// run is `<file>/<task_id>/<trial>`; a last note of type `outcome` keeps task, trial and reward.
namespace remit::trace {

namespace {

class TauBench final : public Importer {
public:
    explicit TauBench(Output& output) : m_output(output) {}

    void read(const Record& record) override
    {
        const JsonValue* messages = member(record.root, "traj");
        if (messages == nullptr || !messages->isArray()) {
            m_output.report(record.raw, record.root.span.begin, Severity::Error, "trace/not-a-run",
                            "this is no tau-bench result: it has no list \"traj\"",
                            "a result is an object with task_id, trial, reward and traj");
            m_output.skipRecord();
            return;
        }
        const std::string task = asText(valueOf(record.root, "task_id"));
        const std::string trial = asText(valueOf(record.root, "trial"));
        Conversation conversation(m_output,
                                  fmt::format("{}/{}/{}", m_output.source().file, task, trial));
        RunStart start;
        start.task = nonEmpty(task);
        conversation.start(std::move(start));
        for (const JsonValue& message : messages->items) {
            if (!conversation.message(record.raw, message))
                conversation.note("unknown-message", toJson(message));
        }
        conversation.note("outcome", fmt::format(R"({{"task":{},"trial":{},"reward":{}}})",
                                                 toJson(valueOf(record.root, "task_id")),
                                                 toJson(valueOf(record.root, "trial")),
                                                 toJson(valueOf(record.root, "reward"))));
    }

private:
    static JsonValue valueOf(const JsonValue& object, std::string_view key)
    {
        const JsonValue* found = object.find(key);
        return found != nullptr ? *found : JsonValue();
    }

    Output& m_output;
};

} // namespace

const Format kTauBench{
    "tau-bench",
    "tau-bench results",
    "tau-bench records no times, no agent, no human and no credential.",
    [](const JsonValue& record) {
        const JsonValue* messages = member(record, "traj");
        return messages != nullptr && messages->isArray() && record.find("task_id") != nullptr ? 100
                                                                                               : 0;
    },
    [](Output& output) -> std::unique_ptr<Importer> { return std::make_unique<TauBench>(output); },
};

} // namespace remit::trace
