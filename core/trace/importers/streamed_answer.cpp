// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/streamed_answer.h"

#include "core/trace/importers/json_access.h"

#include <utility>

namespace remit::trace {

namespace {

JsonValue jsonText(std::string text)
{
    JsonValue value;
    value.kind = JsonKind::String;
    value.text = std::move(text);
    return value;
}

JsonValue jsonOf(JsonKind kind)
{
    JsonValue value;
    value.kind = kind;
    return value;
}

void set(JsonValue& object, std::string_view key, JsonValue value)
{
    std::erase_if(object.members, [&](const JsonMember& entry) { return entry.key == key; });
    object.members.push_back({std::string(key), {}, std::move(value)});
}

/// The place of a piece among its like; an index is a number that counts up.
std::string indexOf(const JsonValue& piece)
{
    const JsonValue* index = member(piece, "index");
    std::string text = index != nullptr && index->isNumber() ? index->text : "0";
    return text.size() < 4 ? std::string(4 - text.size(), '0') + text : text;
}

void append(std::string& to, const JsonValue& from, std::string_view key)
{
    const JsonValue* piece = member(from, key);
    if (piece != nullptr && piece->isString())
        to += piece->text;
}

bool isChunk(const JsonValue& record)
{
    return text(record, "object") == "chat.completion.chunk";
}

bool isResponseEvent(const JsonValue& record)
{
    return text(record, "type").starts_with("response.");
}

} // namespace

bool StreamedAnswer::isAnthropic(const JsonValue& record)
{
    const std::string type = text(record, "type");
    return type.starts_with("content_block_") || type == "message_start" ||
           type == "message_delta" || type == "message_stop" || type == "ping";
}

bool StreamedAnswer::isPiece(const JsonValue& record)
{
    return isChunk(record) || isResponseEvent(record) || isAnthropic(record);
}

std::vector<JsonValue> StreamedAnswer::take(const JsonValue& piece)
{
    if (isChunk(piece))
        return takeChunk(piece);
    return isResponseEvent(piece) ? takeResponse(piece) : takeAnthropic(piece);
}

std::vector<JsonValue> StreamedAnswer::finish()
{
    std::vector<JsonValue> whole;
    if (m_chunks)
        whole.push_back(wholeChunks());
    if (m_blocks)
        whole.push_back(wholeBlocks());
    return whole;
}

std::vector<JsonValue> StreamedAnswer::takeChunk(const JsonValue& chunk)
{
    std::vector<JsonValue> whole;
    const std::string id = text(chunk, "id");
    if (m_chunks && m_chunks->id != id)
        whole.push_back(wholeChunks());
    const JsonValue* choices = member(chunk, "choices");
    if (choices == nullptr || choices->items.empty())
        return whole; // the counts at the end
    const JsonValue& choice = choices->items.front();
    if (indexOf(choice) != indexOf(JsonValue()))
        return whole; // of several answers the first one counts
    if (!m_chunks) {
        m_chunks.emplace();
        m_chunks->id = id;
    }
    if (const JsonValue* delta = member(choice, "delta"))
        addDelta(*delta);
    if (member(choice, "finish_reason") != nullptr)
        whole.push_back(wholeChunks());
    return whole;
}

void StreamedAnswer::addDelta(const JsonValue& delta)
{
    if (m_chunks->role.empty())
        m_chunks->role = text(delta, "role");
    append(m_chunks->content, delta, "content");
    append(m_chunks->refusal, delta, "refusal");
    if (const JsonValue* calls = member(delta, "tool_calls"))
        addCalls(*calls);
}

void StreamedAnswer::addCalls(const JsonValue& calls)
{
    for (const JsonValue& piece : calls.items) {
        CallPiece& call = m_chunks->calls[indexOf(piece)];
        if (call.id.empty())
            call.id = text(piece, "id");
        const JsonValue* function = member(piece, "function");
        if (function == nullptr)
            continue;
        append(call.name, *function, "name");
        append(call.arguments, *function, "arguments");
    }
}

JsonValue StreamedAnswer::wholeChunks()
{
    const Chunks chunks = std::move(*m_chunks);
    m_chunks.reset();
    JsonValue message = jsonOf(JsonKind::Object);
    set(message, "role", jsonText(chunks.role.empty() ? "assistant" : chunks.role));
    set(message, "content", jsonText(chunks.content));
    set(message, "refusal", jsonText(chunks.refusal));
    JsonValue calls = jsonOf(JsonKind::Array);
    for (const auto& [index, piece] : chunks.calls) {
        JsonValue function = jsonOf(JsonKind::Object);
        set(function, "name", jsonText(piece.name));
        set(function, "arguments", jsonText(piece.arguments));
        JsonValue& call = calls.items.emplace_back(jsonOf(JsonKind::Object));
        set(call, "id", jsonText(piece.id));
        set(call, "function", std::move(function));
    }
    set(message, "tool_calls", std::move(calls));
    return message;
}

std::vector<JsonValue> StreamedAnswer::takeAnthropic(const JsonValue& event)
{
    std::vector<JsonValue> whole;
    const std::string type = text(event, "type");
    if (type == "message_start" || type == "message_stop") {
        if (m_blocks)
            whole.push_back(wholeBlocks());
        if (type == "message_start")
            m_blocks.emplace();
        return whole;
    }
    if (!type.starts_with("content_block_"))
        return whole;
    if (!m_blocks)
        m_blocks.emplace();
    Block& block = (*m_blocks)[indexOf(event)];
    if (const JsonValue* start = member(event, "content_block"))
        block.start = *start;
    if (const JsonValue* delta = member(event, "delta")) {
        append(block.text, *delta, "text");
        append(block.json, *delta, "partial_json");
    }
    return whole;
}

JsonValue StreamedAnswer::wholeBlocks()
{
    auto blocks = std::move(*m_blocks);
    m_blocks.reset();
    JsonValue content = jsonOf(JsonKind::Array);
    for (auto& [index, block] : blocks) {
        JsonValue& whole = content.items.emplace_back(std::move(block.start));
        if (!whole.isObject())
            whole = jsonOf(JsonKind::Object);
        if (text(whole, "type").empty())
            set(whole, "type", jsonText("text"));
        if (!block.text.empty())
            set(whole, "text", jsonText(text(whole, "text") + block.text));
        if (!block.json.empty())
            set(whole, "input", jsonText(std::move(block.json)));
    }
    JsonValue message = jsonOf(JsonKind::Object);
    set(message, "role", jsonText("assistant"));
    set(message, "content", std::move(content));
    return message;
}

std::vector<JsonValue> StreamedAnswer::takeResponse(const JsonValue& event)
{
    const std::string type = text(event, "type");
    if (type == "response.created")
        m_hasItems = false;
    const JsonValue* item = member(event, "item");
    if (type == "response.output_item.done" && item != nullptr) {
        m_hasItems = true;
        return {*item};
    }
    const JsonValue* output = member(event, {"response", "output"});
    if (!type.ends_with(".completed") || output == nullptr || std::exchange(m_hasItems, false))
        return {};
    return output->items;
}

} // namespace remit::trace
