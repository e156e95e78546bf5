// SPDX-License-Identifier: Apache-2.0
#include "tests/agentdojo/runs.h"

#include "core/base/file_io.h"

#include <charconv>

namespace remit::agentdojo {
namespace {

std::string textOf(const JsonValue& object, std::string_view key)
{
    const JsonValue* value = object.find(key);
    return value != nullptr && value->isString() ? value->text : std::string();
}

bool flag(const JsonValue& object, std::string_view key)
{
    const JsonValue* value = object.find(key);
    return value != nullptr && value->isBool() && value->boolean;
}

void addCalls(const JsonValue& message, std::vector<ToolCall>& calls)
{
    const JsonValue* recorded = message.find("tool_calls");
    if (recorded == nullptr || textOf(message, "role") != "assistant")
        return;
    for (const JsonValue& item : recorded->items) {
        ToolCall call{textOf(item, "function"), {}};
        call.arguments.kind = JsonKind::Object;
        const JsonValue* arguments = item.find("args");
        if (arguments != nullptr && arguments->isObject())
            call.arguments = *arguments;
        calls.push_back(std::move(call));
    }
}

Result<Run> readRun(const std::filesystem::path& file)
{
    const auto text = readFile(file);
    if (!text)
        return tl::unexpected(text.error());
    const JsonDocument document = parseJson(*text, file.string());
    const JsonValue* messages = document.root ? document.root->find("messages") : nullptr;
    if (messages == nullptr)
        return failure(ErrorCode::Malformed, file.string() + " is no AgentDojo run",
                       "a run is an object with pipeline_name, suite_name and messages");
    const JsonValue& root = *document.root;
    Run run{textOf(root, "pipeline_name"),
            textOf(root, "suite_name"),
            textOf(root, "user_task_id"),
            textOf(root, "attack_type"),
            textOf(root, "injection_task_id"),
            flag(root, "utility"),
            flag(root, "security"),
            {}};
    for (const JsonValue& message : messages->items)
        addCalls(message, run.calls);
    return run;
}

} // namespace

std::string Run::id() const
{
    return pipeline + '/' + suite + '/' + userTask + '/' + (attack.empty() ? "none" : attack) +
           '/' + (injectionTask.empty() ? "none" : injectionTask);
}

int Run::taskNumber() const
{
    const std::size_t digits = userTask.find_last_not_of("0123456789") + 1;
    int number = 0;
    std::from_chars(userTask.data() + digits, userTask.data() + userTask.size(), number);
    return number;
}

Result<std::vector<Run>> readRuns(const std::filesystem::path& folder)
{
    const auto files = listFiles(folder);
    if (!files)
        return tl::unexpected(files.error());
    std::vector<Run> runs;
    for (const std::filesystem::path& file : *files) {
        if (file.extension() != ".json")
            continue;
        auto run = readRun(file);
        if (!run)
            return tl::unexpected(run.error());
        runs.push_back(std::move(*run));
    }
    return runs;
}

} // namespace remit::agentdojo
