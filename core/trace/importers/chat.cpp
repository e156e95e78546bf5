// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/conversation.h"
#include "core/trace/importers/formats.h"
#include "core/trace/importers/json_access.h"
#include "core/trace/importers/response_items.h"
#include "core/trace/importers/streamed_answer.h"

#include <algorithm>
#include <deque>
#include <functional>

/// Conversations as they are sent to a model: OpenAI chat completions and responses, and Anthropic
/// messages. A record is a list of messages, an object with such a list as `messages` or `input`
/// (also within `request` or `body`, with the model's answer in `response`), or a single message or
/// answer, whole or in the pieces in which it was streamed (then the file is one conversation).
/// They differ in how calls are written, and all ways are read.
///
/// A log of exchanges repeats the conversation so far in each: a record whose messages begin with
/// all of an earlier one goes on with that one's run, so that each call stands once.
namespace remit::trace {

namespace {

/// Conversations of one file that may be gone on with; a log seldom interleaves more.
constexpr std::size_t kOpenConversations = 64;

bool isMessage(const JsonValue& value)
{
    const std::string role = text(value, "role");
    return roleOf(role).has_value() || role == "tool" || role == "function" ||
           isResponseItem(value);
}

/// The list of messages of a request: of the Responses interface it is `input`.
const JsonValue* listOf(const JsonValue& request)
{
    for (const std::string_view key : {"messages", "input"}) {
        const JsonValue* list = member(request, key);
        if (list != nullptr && list->isArray() && !list->items.empty() &&
            isMessage(list->items.front()))
            return list;
    }
    return nullptr;
}

/// The record, or the request in it that was sent to the model.
const JsonValue& requestOf(const JsonValue& record)
{
    for (const std::string_view key : {"request", "body"}) {
        const JsonValue* request = member(record, key);
        if (request != nullptr && listOf(*request) != nullptr)
            return *request;
    }
    return record;
}

/// The messages of a record: its own list, or nullptr.
const JsonValue* messagesOf(const JsonValue& record)
{
    if (!record.isArray())
        return listOf(requestOf(record));
    return !record.items.empty() && isMessage(record.items.front()) ? &record : nullptr;
}

/// What the model answered: a message itself, the first of OpenAI's `choices`, or the `output` of
/// a response; nothing: no answer.
std::vector<const JsonValue*> answerOf(const JsonValue& answer)
{
    if (isMessage(answer))
        return {&answer};
    std::vector<const JsonValue*> items;
    const JsonValue* output = member(answer, "output");
    if (output != nullptr && text(answer, "object") == "response") {
        for (const JsonValue& item : output->items)
            items.push_back(&item);
        return items;
    }
    const JsonValue* choices = member(answer, "choices");
    if (choices == nullptr || !choices->isArray() || choices->items.empty())
        return {};
    const JsonValue* message = member(choices->items.front(), "message");
    if (message != nullptr && isMessage(*message))
        items.push_back(message);
    return items;
}

/// The conversation so far and one message more, as a number. What an answer says of itself (ids,
/// counts) is not sent again and does not count.
std::size_t grown(std::size_t before, const JsonValue& message)
{
    const std::string type = text(message, "type");
    std::string said = text(message, "role") + '\n' + (type == "message" ? "" : type) + '\n';
    for (const std::string_view key :
         {"content", "tool_calls", "tool_call_id", "call_id", "name", "arguments", "output"}) {
        const JsonValue* part = member(message, key);
        if (part != nullptr && !(part->isString() && part->text.empty()))
            said += toJson(*part);
        said += '\n';
    }
    return std::hash<std::string>{}(std::to_string(before) + said);
}

class Chat final : public Importer {
public:
    explicit Chat(Output& output) : m_output(output) {}

    void read(const Record& record) override
    {
        if (StreamedAnswer::isPiece(record.root)) {
            for (const JsonValue& message : m_streamed.take(record.root))
                add(alone(), record, message);
            return;
        }
        if (const JsonValue* messages = messagesOf(record.root)) {
            readExchange(record, *messages);
            return;
        }
        const std::vector<const JsonValue*> answer = answerOf(record.root);
        if (answer.empty()) {
            m_output.report(record.raw, record.root.span.begin, Severity::Error,
                            "trace/not-a-message", "this is no message and no list of messages",
                            "a message is an object with role and content");
            m_output.skipRecord();
            return;
        }
        for (const JsonValue* message : answer)
            add(alone(), record, *message);
        m_openResponse = responseId(record.root);
    }

    void finish() override
    {
        const RawRecord none;
        const JsonValue root;
        for (const JsonValue& message : m_streamed.finish())
            add(alone(), {none, root}, message);
    }

private:
    /// A conversation that a later record may go on with, and what was said in it.
    struct Known {
        std::size_t said = 0;
        std::size_t messages = 0;
        std::string response; ///< id of the last answer, by which a request may go on
        std::unique_ptr<Conversation> conversation;
    };

    void readExchange(const Record& record, const JsonValue& messages)
    {
        const JsonValue* response = member(record.root, "response");
        std::vector<const JsonValue*> all;
        for (const JsonValue& message : messages.items)
            all.push_back(&message);
        const std::size_t sent = all.size();
        for (const JsonValue* message : answerOf(response != nullptr ? *response : record.root))
            all.push_back(message);
        const std::string before = text(requestOf(record.root), "previous_response_id");
        if (!before.empty() && before == m_openResponse) {
            for (const JsonValue* message : all)
                add(alone(), record, *message);
            m_openResponse = responseId(record.root);
            return;
        }
        Known known = before.empty() ? earlier(all, sent) : answered(before);
        if (!known.conversation) {
            known.conversation =
                std::make_unique<Conversation>(m_output, runIdOf(m_output, m_runs++));
            known.conversation->start({});
            for (const std::string_view key : {"system", "instructions"}) { // not a message there
                if (const JsonValue* system = member(requestOf(record.root), key))
                    known.conversation->say(Role::System, contentText(system));
            }
        }
        for (; known.messages < all.size(); ++known.messages) {
            add(*known.conversation, record, *all[known.messages]);
            known.said = grown(known.said, *all[known.messages]);
        }
        known.response = responseId(record.root);
        if (!before.empty())
            known.messages = SIZE_MAX; // what was said is no longer what is sent
        m_known.push_back(std::move(known));
        if (m_known.size() > kOpenConversations)
            m_known.pop_front();
    }

    static std::string responseId(const JsonValue& record)
    {
        const JsonValue* response = member(record, "response");
        return text(response != nullptr ? *response : record, "id");
    }

    /// The conversation whose last answer has the id, taken out of the list.
    Known answered(const std::string& response)
    {
        const auto found = std::find_if(m_known.begin(), m_known.end(),
                                        [&](const Known& one) { return one.response == response; });
        if (found == m_known.end())
            return {};
        Known known = std::move(*found);
        m_known.erase(found);
        known.messages = 0;
        return known;
    }

    /// The longest conversation of which all stands at the head of what was sent, and more after
    /// it; taken out of the list. Else a new one.
    Known earlier(const std::vector<const JsonValue*>& all, std::size_t sent)
    {
        auto best = m_known.end();
        std::size_t said = 0;
        for (std::size_t i = 0; i + 1 < sent; ++i) {
            said = grown(said, *all[i]);
            const auto found = std::find_if(m_known.begin(), m_known.end(), [&](const Known& one) {
                return one.messages == i + 1 && one.said == said;
            });
            if (found != m_known.end())
                best = found;
        }
        if (best == m_known.end())
            return {};
        Known known = std::move(*best);
        m_known.erase(best);
        return known;
    }

    /// The conversation of messages that stand alone.
    Conversation& alone()
    {
        if (!m_open) {
            m_open.emplace(m_output, runIdOf(m_output, m_runs++));
            m_open->start({});
        }
        return *m_open;
    }

    void add(Conversation& conversation, const Record& record, const JsonValue& message)
    {
        if (isResponseItem(message)) {
            addResponseItem(conversation, record.raw, message);
            return;
        }
        if (conversation.message(record.raw, message))
            return;
        m_output.report(record.raw, message.span.begin, Severity::Warning, "trace/unknown-role",
                        "this message has no role that is known", "it is kept as a note");
        conversation.note("unknown-message", toJson(message));
    }

    Output& m_output;
    std::deque<Known> m_known;
    std::size_t m_runs = 0;
    std::optional<Conversation> m_open; ///< of single messages
    std::string m_openResponse;         ///< id of its last answer
    StreamedAnswer m_streamed;
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
    if (StreamedAnswer::isPiece(record))
        return StreamedAnswer::isAnthropic(record) == anthropic ? 60 : 30;
    const JsonValue* messages = messagesOf(record);
    const std::vector<const JsonValue*> answer = answerOf(record);
    if (messages == nullptr && answer.empty())
        return 0;
    bool blocks = member(requestOf(record), "system") != nullptr ||
                  (!answer.empty() && hasToolBlock(*answer.front()));
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
