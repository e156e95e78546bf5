// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/trace/importers/conversation.h"
#include "core/trace/importers/formats.h"
#include "core/trace/importers/json_access.h"
#include "core/trace/importers/spans/attributes.h"

#include <fmt/format.h>

/// tau-bench result files: an array of `{task_id, reward, info, traj, trial}`, one run each; and
/// tau2-bench's, with the list `simulations` of `{task_id, trial, messages, reward_info}`, where
/// the simulated user calls tools too. The run is `<file>/<task_id>/<trial>`; a last note of type
/// `outcome` keeps task, trial and reward.
namespace remit::trace {

namespace {

class TauBench final : public Importer {
public:
    explicit TauBench(Output& output) : m_output(output) {}

    void read(const Record& record) override
    {
        const JsonValue* simulations = member(record.root, "simulations");
        if (simulations != nullptr && simulations->isArray()) {
            for (const JsonValue& simulation : simulations->items)
                readRun(record, simulation);
            return;
        }
        readRun(record, record.root);
    }

private:
    static const JsonValue* messagesOfRun(const JsonValue& run)
    {
        const JsonValue* messages = member(run, "traj");
        if (messages == nullptr)
            messages = member(run, "messages");
        return messages != nullptr && messages->isArray() ? messages : nullptr;
    }

    void readRun(const Record& record, const JsonValue& run)
    {
        const JsonValue* messages = messagesOfRun(run);
        if (messages == nullptr) {
            m_output.report(record.raw, run.span.begin, Severity::Error, "trace/not-a-run",
                            "this is no tau-bench result: it has no list \"traj\"",
                            "a result is an object with task_id, trial, reward and traj");
            m_output.skipRecord();
            return;
        }
        const std::string task = asText(valueOf(run, "task_id"));
        const std::string trial = asText(valueOf(run, "trial"));
        Conversation conversation(m_output,
                                  fmt::format("{}/{}/{}", m_output.runName(), task, trial));
        RunStart start;
        start.task = nonEmpty(task);
        conversation.setTime(timeOf(run, "start_time"));
        conversation.start(std::move(start));
        for (const JsonValue& message : messages->items)
            readMessage(record, conversation, message);
        const JsonValue* reward = member(run, {"reward_info", "reward"});
        conversation.note(
            "outcome", fmt::format(R"({{"task":{},"trial":{},"reward":{}}})",
                                   toJson(valueOf(run, "task_id")), toJson(valueOf(run, "trial")),
                                   toJson(reward != nullptr ? *reward : valueOf(run, "reward"))));
    }

    static void readMessage(const Record& record, Conversation& conversation,
                            const JsonValue& message)
    {
        if (const auto time = timeOf(message, "timestamp"))
            conversation.setTime(time);
        const bool isUser = text(message, "role") == "user"; // who may call tools in tau2
        conversation.setAgent(isUser ? Field(std::string("user")) : Field());
        const JsonValue* several = member(message, "tool_messages");
        if (several != nullptr && several->isArray()) { // answers to parallel calls
            for (const JsonValue& one : several->items)
                conversation.message(record.raw, one);
        } else if (!conversation.message(record.raw, message)) {
            conversation.note("unknown-message", toJson(message));
        }
    }

    static std::optional<Instant> timeOf(const JsonValue& object, std::string_view key)
    {
        const auto time = nanoseconds(member(object, key));
        return time ? std::optional(Instant{*time / 1'000'000}) : std::nullopt;
    }

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
        const JsonValue* simulations = member(record, "simulations");
        if (simulations != nullptr && simulations->isArray() && record.find("tasks") != nullptr)
            return 100;
        const JsonValue* messages = member(record, "traj");
        return messages != nullptr && messages->isArray() && record.find("task_id") != nullptr ? 100
                                                                                               : 0;
    },
    [](Output& output) -> std::unique_ptr<Importer> { return std::make_unique<TauBench>(output); },
};

} // namespace remit::trace
