// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/spans/hand_off.h"

#include "core/base/strict_json.h"
#include "core/trace/importers/json_access.h"

namespace remit::trace {

namespace {

std::optional<std::string> argument(const std::optional<std::string>& arguments,
                                    std::string_view name)
{
    const JsonDocument json = parseJson(arguments.value_or("{}"));
    std::string value = json.root ? text(*json.root, name) : std::string();
    return value.empty() ? std::nullopt : std::optional(std::move(value));
}

} // namespace

std::optional<std::string> handOffTo(std::string_view tool,
                                     const std::optional<std::string>& arguments)
{
    if (tool == "transfer_to_agent")
        return argument(arguments, "agent_name");
    if (tool == "Delegate work to coworker" || tool == "delegate_work_to_coworker")
        return argument(arguments, "coworker");
    for (const std::string_view prefix : {"transfer_to_", "transfer_back_to_"}) {
        if (tool.starts_with(prefix) && tool.size() > prefix.size())
            return std::string(tool.substr(prefix.size()));
    }
    return std::nullopt;
}

} // namespace remit::trace
