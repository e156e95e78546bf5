// SPDX-License-Identifier: Apache-2.0
#include "tests/agentdojo/suites.h"

#include "core/base/file_io.h"

#include <algorithm>
#include <array>

namespace remit::agentdojo {
namespace {

std::string textOf(const JsonValue& object, std::string_view key)
{
    const JsonValue* value = object.find(key);
    return value != nullptr && value->isString() ? value->text : std::string();
}

std::vector<ToolCall> callsOf(const JsonValue& list)
{
    std::vector<ToolCall> calls;
    for (const JsonValue& item : list.items) {
        const JsonValue* arguments = item.find("args");
        ToolCall call{textOf(item, "function"), {}};
        call.arguments.kind = JsonKind::Object;
        if (arguments != nullptr && arguments->isObject())
            call.arguments = *arguments;
        calls.push_back(std::move(call));
    }
    return calls;
}

UserTask userTask(const JsonValue& object)
{
    UserTask task;
    task.prompt = textOf(object, "prompt");
    const JsonValue* calls = object.find("ground_truth_calls");
    if (calls != nullptr && calls->isArray())
        task.groundTruth = callsOf(*calls);
    return task;
}

InjectionTask injectionTask(const JsonValue& object)
{
    InjectionTask task;
    task.goal = textOf(object, "goal");
    if (const JsonValue* calls = object.find("ground_truth_calls"))
        task.groundTruth = callsOf(*calls);
    return task;
}

Suite suite(const JsonValue& object)
{
    Suite made;
    if (const JsonValue* tasks = object.find("user_tasks"))
        for (const JsonMember& member : tasks->members)
            made.userTasks.emplace(member.key, userTask(member.value));
    if (const JsonValue* tasks = object.find("injection_tasks"))
        for (const JsonMember& member : tasks->members)
            made.injectionTasks.emplace(member.key, injectionTask(member.value));
    return made;
}

} // namespace

Result<Suites> readSuites(const std::filesystem::path& file)
{
    const auto text = readFile(file);
    if (!text)
        return tl::unexpected(text.error());
    const JsonDocument document = parseJson(*text, file.string());
    const JsonValue* suites = document.root ? document.root->find("suites") : nullptr;
    if (suites == nullptr || !suites->isObject())
        return failure(ErrorCode::Malformed, file.string() + " has no object \"suites\"",
                       "name AgentDojo's suites, exported as one JSON document");
    Suites made;
    for (const JsonMember& member : suites->members)
        made.emplace(member.key, suite(member.value));
    return made;
}

bool isReader(std::string_view tool)
{
    static constexpr std::array<std::string_view, 5> kPrefixes{"get_", "read_", "search_", "list_",
                                                               "check_"};
    return std::any_of(kPrefixes.begin(), kPrefixes.end(),
                       [tool](std::string_view prefix) { return tool.starts_with(prefix); });
}

} // namespace remit::agentdojo
