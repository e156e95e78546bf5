// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/conversation.h"
#include "core/trace/importers/formats.h"
#include "core/trace/importers/json_access.h"

/// Conversations as they are sent to a model: OpenAI chat completions and Anthropic messages. A
/// record is a list of messages, an object with such a list as `messages` (also within `request` or
/// `body`, with the model's answer in `response`), or a single message or answer (then the file is
/// one conversation). The two differ in how calls are written, and both ways are read.
namespace remit::trace {

namespace {

bool isMessage(const JsonValue& value)
{
    const std::string role = text(value, "role");
    return roleOf(role).has_value() || role == "tool" || role == "function";
}

/// The record, or the request in it that was sent to the model.
const JsonValue& requestOf(const JsonValue& record)
{
    for (const std::string_view key : {"request", "body"}) {
        const JsonValue* request = member(record, key);
        if (request != nullptr && member(*request, "messages") != nullptr)
            return *request;
    }
    return record;
}

/// The messages of a record: its own list, or nullptr.
const JsonValue* messagesOf(const JsonValue& record)
{
    const JsonValue* list = record.isArray() ? &record : member(requestOf(record), "messages");
    const bool fits = list != nullptr && list->isArray() && !list->items.empty() &&
                      isMessage(list->items.front());
    return fits ? list : nullptr;
}

/// What the model answered: a message itself, or the first of OpenAI's `choices`; or nullptr.
const JsonValue* answerOf(const JsonValue& answer)
{
    const JsonValue* choices = member(answer, "choices");
    if (choices == nullptr || !choices->isArray() || choices->items.empty())
        return isMessage(answer) ? &answer : nullptr;
    const JsonValue* message = member(choices->items.front(), "message");
    return message != nullptr && isMessage(*message) ? message : nullptr;
}

class Chat final : public Importer {
public:
    explicit Chat(Output& output) : m_output(output) {}

    void read(const Record& record) override
    {
        if (const JsonValue* messages = messagesOf(record.root)) {
            Conversation conversation(m_output, runIdOf(m_output, m_runs++));
            conversation.start({});
            if (const JsonValue* system = member(requestOf(record.root), "system"))
                conversation.say(Role::System, contentText(system)); // Anthropic's place for it
            for (const JsonValue& message : messages->items)
                add(conversation, record, message);
            const JsonValue* response = member(record.root, "response");
            const JsonValue* answer = answerOf(response != nullptr ? *response : record.root);
            if (answer != nullptr)
                add(conversation, record, *answer);
            return;
        }
        const JsonValue* single = answerOf(record.root);
        if (single == nullptr) {
            m_output.report(record.raw, record.root.span.begin, Severity::Error,
                            "trace/not-a-message", "this is no message and no list of messages",
                            "a message is an object with role and content");
            m_output.skipRecord();
            return;
        }
        if (!m_open) {
            m_open.emplace(m_output, runIdOf(m_output, m_runs++));
            m_open->start({});
        }
        add(*m_open, record, *single);
    }

private:
    void add(Conversation& conversation, const Record& record, const JsonValue& message)
    {
        if (conversation.message(record.raw, message))
            return;
        m_output.report(record.raw, message.span.begin, Severity::Warning, "trace/unknown-role",
                        "this message has no role that is known", "it is kept as a note");
        conversation.note("unknown-message", toJson(message));
    }

    Output& m_output;
    std::size_t m_runs = 0;
    std::optional<Conversation> m_open; ///< of single messages
};

bool hasToolBlock(const JsonValue& message)
{
    const JsonValue* content = member(message, "content");
    if (content == nullptr || !content->isArray())
        return false;
    for (const JsonValue& block : content->items) {
        const std::string type = text(block, "type");
        if (type == "tool_use" || type == "tool_result")
            return true;
    }
    return false;
}

/// 0: no conversation; 40: one; with blocks of Anthropic's kind it is theirs, else OpenAI's.
int score(const JsonValue& record, bool anthropic)
{
    const JsonValue* messages = messagesOf(record);
    const JsonValue* answer = answerOf(record);
    if (messages == nullptr && answer == nullptr)
        return 0;
    bool blocks = member(requestOf(record), "system") != nullptr ||
                  (answer != nullptr && hasToolBlock(*answer));
    if (messages != nullptr) {
        for (const JsonValue& message : messages->items)
            blocks = blocks || hasToolBlock(message);
    }
    return blocks == anthropic ? 40 : 20;
}

std::unique_ptr<Importer> createChat(Output& output)
{
    return std::make_unique<Chat>(output);
}

} // namespace

const Format kOpenAiChat{
    "openai-chat",
    "OpenAI chat messages",
    "Chat messages record no agent, human, task, time or credential; the run is named by its file.",
    [](const JsonValue& record) { return score(record, false); },
    createChat,
};

const Format kAnthropicMessages{
    "anthropic-messages",
    "Anthropic messages",
    "Messages record no agent, human, task, time or credential; the run is named by its file.",
    [](const JsonValue& record) { return score(record, true); },
    createChat,
};

} // namespace remit::trace
