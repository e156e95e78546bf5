// SPDX-License-Identifier: Apache-2.0
#include "core/assist/gallery/values.h"

#include "core/assist/items.h"
#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"
#include "core/cedar/values/extension.h"

#include <algorithm>

namespace remit::assist {
namespace {

bool isPath(std::string_view value)
{
    const auto parts = split(value, '.');
    return !value.empty() && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
        return cedar::isIdentifier(part);
    });
}

bool isWholeNumber(std::string_view value)
{
    return !value.empty() && value.size() <= 18 &&
           value.find_first_not_of("0123456789") == std::string_view::npos;
}

bool isDigest(std::string_view value)
{
    return value.size() == 71 && value.starts_with("sha256:") &&
           value.find_first_not_of("0123456789abcdef", 7) == std::string_view::npos;
}

bool isAction(std::string_view text)
{
    const auto uid = cedar::parseEntityUid(text);
    return uid && cedar::isActionTypeName(uid->type);
}

std::string inCedar(const Parameter& parameter, const std::string& value)
{
    switch (parameter.type) {
    case ParameterType::PolicyId:
    case ParameterType::Duration:
    case ParameterType::Role:
    case ParameterType::Task:
    case ParameterType::Label:
    case ParameterType::Source:
    case ParameterType::Tool:
    case ParameterType::Digest:
        return cedarEscaped(value); // stands in quotes
    default:
        return value;
    }
}

} // namespace

std::vector<std::string> uidsIn(std::string_view text)
{
    std::vector<std::string> found;
    bool string = false;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        if (at < text.size() && string && text[at] == '\\') {
            ++at;
            continue;
        }
        if (at < text.size() && text[at] == '"')
            string = !string;
        if (at < text.size() && (string || text[at] != ','))
            continue;
        found.emplace_back(trimmed(text.substr(begin, at - begin)));
        begin = at + 1;
    }
    return found;
}

std::string objection(const Parameter& parameter, std::string_view value)
{
    switch (parameter.type) {
    case ParameterType::PrincipalType:
    case ParameterType::ResourceType:
        return cedar::isValidName(value) ? "" : "An entity type, such as `Agent`.";
    case ParameterType::Action:
        return isAction(value) ? "" : "An action, such as `Action::\"pay\"`.";
    case ParameterType::Actions: {
        const auto all = uidsIn(value);
        return std::all_of(all.begin(), all.end(),
                           [](const std::string& text) { return isAction(text); })
                   ? ""
                   : "Actions with commas between them: `Action::\"pay\", Action::\"refund\"`.";
    }
    case ParameterType::Argument:
        return isPath(value) ? "" : "An argument's name, such as `amount` or `payment.amount`.";
    case ParameterType::Number:
        return isWholeNumber(value) ? "" : "A whole number.";
    case ParameterType::Duration:
        return cedar::parseDuration(value) ? "" : "A span of time, such as `8h` or `1h30m`.";
    case ParameterType::Digest:
        return isDigest(value) ? "" : "`sha256:` and 64 hexadecimal digits.";
    default:
        return trimmed(value).empty() ? "Something must stand here." : "";
    }
}

Result<std::string> filled(const std::string& text, const Pattern& pattern,
                           const PatternValues& values, WriteValue write)
{
    std::string result;
    std::size_t done = 0;
    for (std::size_t at = text.find("{{"); at != std::string::npos; at = text.find("{{", done)) {
        const std::size_t end = text.find("}}", at);
        const std::string name = text.substr(at + 2, end - at - 2);
        const auto parameter =
            std::find_if(pattern.parameters.begin(), pattern.parameters.end(),
                         [&name](const Parameter& next) { return next.name == name; });
        const auto value = values.find(name);
        if (end == std::string::npos || parameter == pattern.parameters.end() ||
            value == values.end())
            return failure(ErrorCode::Invalid, "nothing is chosen for `" + shown(name) + "`");
        const std::string wrong = objection(*parameter, value->second);
        if (!wrong.empty())
            return failure(ErrorCode::Invalid,
                           "`" + shown(value->second) + "` cannot stand for " + parameter->title,
                           wrong);
        result += text.substr(done, at - done) + write(*parameter, value->second);
        done = end + 2;
    }
    return result + text.substr(done);
}

Result<std::string> filledPolicies(const Pattern& pattern, const PatternValues& values)
{
    return filled(pattern.policies, pattern, values, inCedar);
}

} // namespace remit::assist
