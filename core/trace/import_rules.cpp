// SPDX-License-Identifier: Apache-2.0
#include "core/trace/import_rules.h"

#include "core/base/text.h"

#include <array>
#include <filesystem>

namespace remit::trace {

namespace {

/// Longer texts are no paths and no names; trying them would take long.
constexpr std::size_t kLongest = 1024;

bool fits(const ImportRule& rule, const RunOrigin& origin)
{
    if (!rule.format.empty() && rule.format != origin.format)
        return false;
    return rule.file.empty() || globMatches(rule.file, origin.file) ||
           globMatches("**/" + rule.file, origin.file);
}

std::string attribute(std::string_view name, const RunOrigin& origin, const RunStart& start)
{
    for (const auto& [key, value] : start.attributes) {
        if (key == name)
            return value;
    }
    const std::filesystem::path file(origin.file);
    if (name == "run")
        return std::string(origin.run);
    if (name == "agent")
        return start.agent.text;
    if (name == "task")
        return start.task.text;
    if (name == "file")
        return file.string();
    if (name == "file.name")
        return file.filename().string();
    if (name == "file.stem")
        return file.stem().string();
    if (name == "file.folder")
        return file.parent_path().filename().string();
    return {};
}

std::optional<std::string> valueOf(const ImportRule& rule, const RunOrigin& origin,
                                   const RunStart& start)
{
    if (rule.value)
        return rule.value;
    std::string value = attribute(rule.from, origin, start);
    if (value.empty())
        return std::nullopt;
    return rule.pattern.empty() ? std::optional(std::move(value)) : part(rule.pattern, value);
}

struct Target {
    std::string_view name;
    Field RunStart::*field;
};

constexpr std::array<Target, 5> kTargets{{
    {"agent", &RunStart::agent},
    {"onBehalfOf", &RunStart::onBehalfOf},
    {"task", &RunStart::task},
    {"credential", &RunStart::credential},
    {"workload", &RunStart::workload},
}};

} // namespace

Filled fill(std::span<const ImportRule> rules, const RunOrigin& origin, RunStart& start,
            bool hasSession, bool hasTime)
{
    Filled filled;
    for (const ImportRule& rule : rules) {
        if (!fits(rule, origin))
            continue;
        for (const Target& target : kTargets) {
            if (target.name != rule.field || (start.*target.field).isRecorded())
                continue;
            if (auto value = valueOf(rule, origin, start)) {
                start.*target.field = Field(std::move(*value));
                ++filled.fields;
            }
        }
        if (rule.field == "session" && !hasSession && filled.session.empty()) {
            filled.session = valueOf(rule, origin, start).value_or("");
            filled.fields += filled.session.empty() ? 0 : 1;
        } else if (rule.field == "start" && !hasTime && !filled.start) {
            const auto value = valueOf(rule, origin, start);
            filled.start = value ? parseRfc3339(*value) : std::nullopt;
            filled.fields += filled.start ? 1 : 0;
            if (value && !filled.start)
                filled.wrongStart = *value;
        }
    }
    return filled;
}

std::optional<std::string> part(std::string_view pattern, std::string_view text)
{
    const std::size_t at = pattern.find("{}");
    if (at == std::string_view::npos || text.size() > kLongest)
        return std::nullopt;
    const std::string_view before = pattern.substr(0, at);
    const std::string_view after = pattern.substr(at + 2);
    for (std::size_t begin = 0; begin < text.size(); ++begin) {
        if (!globMatches(before, text.substr(0, begin)))
            continue;
        for (std::size_t end = begin + 1; end <= text.size() && text[end - 1] != '/'; ++end) {
            if (globMatches(after, text.substr(end)))
                return std::string(text.substr(begin, end - begin));
        }
    }
    return std::nullopt;
}

} // namespace remit::trace
