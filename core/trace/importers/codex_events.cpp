// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/codex_events.h"

#include "core/trace/importers/conversation.h"
#include "core/trace/importers/json_access.h"
#include "core/trace/importers/spans/attributes.h"

#include <algorithm>
#include <array>
#include <utility>

namespace remit::trace {

namespace {

/// Events that say again what items say, or how far the work is.
constexpr std::array<std::string_view, 26> kToldElsewhere{"token_count",
                                                          "task_started",
                                                          "task_complete",
                                                          "turn_started",
                                                          "turn_complete",
                                                          "turn_diff",
                                                          "plan_update",
                                                          "background_event",
                                                          "session_configured",
                                                          "raw_response_item",
                                                          "item_started",
                                                          "exec_command_begin",
                                                          "exec_command_end",
                                                          "mcp_tool_call_begin",
                                                          "mcp_tool_call_end",
                                                          "web_search_begin",
                                                          "web_search_end",
                                                          "patch_apply_begin",
                                                          "patch_apply_end",
                                                          "view_image_tool_call",
                                                          "image_generation_begin",
                                                          "image_generation_end",
                                                          "list_skills_response",
                                                          "mcp_startup_update",
                                                          "mcp_startup_complete",
                                                          "dynamic_tool_call_request"};

const JsonValue* itemOf(const JsonValue& event)
{
    return text(event, "type") == "item_completed" ? member(event, "item") : nullptr;
}

const JsonValue* eventIn(const JsonValue& line)
{
    return text(line, "type") == "event_msg" ? member(line, "payload") : nullptr;
}

/// The message of an item, as what an event would say of it.
std::optional<SpokenEvent> messageIn(const JsonValue& line)
{
    const JsonValue* item = member(line, "payload");
    if (text(line, "type") != "response_item" || item == nullptr ||
        text(*item, "type") != "message")
        return std::nullopt;
    const auto role = roleOf(text(*item, "role"));
    if (!role)
        return std::nullopt;
    return SpokenEvent{*role, contentText(item->find("content"))};
}

bool tells(const SpokenEvent& message, const SpokenEvent& event)
{
    return message.role == event.role && message.text.find(event.text) != std::string::npos;
}

} // namespace

std::optional<SpokenEvent> spokenIn(const JsonValue& event)
{
    const std::string type = text(event, "type");
    SpokenEvent said;
    if (type == "user_message" || type == "agent_message") {
        said = {type == "user_message" ? Role::User : Role::Agent, text(event, "message")};
    } else if (const JsonValue* item = itemOf(event)) {
        const std::string kind = text(*item, "type");
        if (kind != "UserMessage" && kind != "AgentMessage")
            return std::nullopt;
        const JsonValue* content = member(*item, "content");
        said = {kind == "UserMessage" ? Role::User : Role::Agent,
                content != nullptr ? contentText(content) : text(*item, "text")};
    } else {
        return std::nullopt;
    }
    return said.text.empty() ? std::nullopt : std::optional(std::move(said));
}

std::vector<SpawnedAgent> spawnedIn(const JsonValue& event)
{
    if (text(event, "new_thread_id") != "" || text(event, "new_agent_role") != "") {
        SpawnedAgent one{
            text(event, "sender_thread_id"),
            firstTextOf(event, {"new_agent_role", "new_agent_nickname", "new_thread_id"})};
        return {std::move(one)};
    }
    const JsonValue* item = itemOf(event);
    if (item == nullptr || text(*item, "type") != "CollabAgentToolCall" ||
        text(*item, "tool") != "spawn_agent")
        return {};
    std::vector<SpawnedAgent> all;
    const JsonValue* agents = member(*item, "receiver_agents");
    if (agents != nullptr && agents->isArray()) {
        for (const JsonValue& agent : agents->items)
            all.push_back({text(*item, "sender_thread_id"),
                           firstTextOf(agent, {"agent_role", "agent_nickname", "thread_id"})});
    } else if (const JsonValue* threads = member(*item, "receiver_thread_ids")) {
        for (const JsonValue& thread : threads->items)
            all.push_back({text(*item, "sender_thread_id"), asText(thread)});
    }
    return all;
}

bool isToldElsewhere(const JsonValue& event)
{
    const std::string type = text(event, "type");
    const std::string_view kind = type;
    if (kind.ends_with("_delta") || kind.starts_with("agent_reasoning") ||
        kind.starts_with("reasoning_") || kind.starts_with("collab_"))
        return true;
    return type == "item_completed" || spokenIn(event).has_value() ||
           std::find(kToldElsewhere.begin(), kToldElsewhere.end(), kind) != kToldElsewhere.end();
}

bool SpokenOnce::hold(const Record& record)
{
    const JsonValue* event = eventIn(record.root);
    if (m_held.empty() && (event == nullptr || !spokenIn(*event))) {
        remember(record.root);
        return false;
    }
    Line& line = m_held.emplace_back();
    line.text = record.raw.text;
    line.raw = record.raw;
    line.root = record.root;
    return true;
}

std::optional<SpokenOnce::Line> SpokenOnce::next(bool all)
{
    while (!m_held.empty()) {
        const JsonValue* event = eventIn(m_held.front().root);
        const auto said = event != nullptr ? spokenIn(*event) : std::nullopt;
        const bool isTold = said && isToldNear(*said);
        if (said && !isTold && !all && m_held.size() <= kNear)
            return std::nullopt;
        Line line = std::move(m_held.front());
        m_held.pop_front();
        remember(line.root);
        if (isTold)
            continue;
        return line;
    }
    return std::nullopt;
}

void SpokenOnce::remember(const JsonValue& line)
{
    m_said.push_back(messageIn(line).value_or(SpokenEvent{}));
    if (m_said.size() > kNear)
        m_said.pop_front();
}

bool SpokenOnce::isToldNear(const SpokenEvent& event) const
{
    for (const SpokenEvent& said : m_said) {
        if (tells(said, event))
            return true;
    }
    for (const Line& line : m_held) {
        const auto said = messageIn(line.root);
        if (said && tells(*said, event))
            return true;
    }
    return false;
}

} // namespace remit::trace
