// SPDX-License-Identifier: Apache-2.0
#include "core/assist/embedded_texts.h"
#include "core/assist/gallery/gallery.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <optional>

namespace remit::assist {
namespace {

constexpr std::string_view kFolder = "resources/gallery/";

std::optional<ParameterType> typeNamed(std::string_view name)
{
    static constexpr std::array<std::string_view, 14> kNames{
        "policy id", "principal type", "resource type", "action", "actions", "argument", "number",
        "duration",  "role",           "task",          "label",  "source",  "tool",     "digest"};
    const auto found = std::find(kNames.begin(), kNames.end(), name);
    if (found == kNames.end())
        return std::nullopt;
    return static_cast<ParameterType>(found - kNames.begin());
}

class Reader {
public:
    Reader(std::string_view path, Pattern& pattern) : m_file(path), m_pattern(pattern) {}

    /// What is wrong first; empty where nothing is.
    std::string run(const JsonValue& root)
    {
        ObjectReader reader(root, "pattern", m_file, m_diagnostics);
        m_pattern.title = reader.requiredString("title");
        m_pattern.summary = reader.requiredString("summary");
        m_pattern.explanation = reader.optionalStrings("explanation");
        if (const JsonValue* parameters = reader.required("parameters", JsonKind::Array)) {
            for (const JsonValue& item : parameters->items)
                parameter(item);
        }
        m_pattern.policies = lines(reader.optionalStrings("policies"));
        m_pattern.settings = lines(reader.optionalStrings("settings"));
        if (m_pattern.policies.empty() && m_pattern.settings.empty())
            m_wrong.emplace_back("it has neither policies nor settings");
        if (const JsonValue* written = reader.optional("test", JsonKind::Object))
            test(*written);
        reader.finish();
        for (const std::string* text : {&m_pattern.policies, &m_pattern.settings})
            places(*text);
        if (!m_diagnostics.empty())
            return m_diagnostics.front().message;
        return m_wrong.empty() ? std::string() : m_wrong.front();
    }

private:
    static std::string lines(const std::vector<std::string>& all)
    {
        std::string text;
        for (const std::string& line : all)
            text += line + "\n";
        return text;
    }

    void parameter(const JsonValue& value)
    {
        ObjectReader reader(value, "parameter", m_file, m_diagnostics);
        Parameter made;
        made.name = reader.requiredString("name");
        const std::string type = reader.requiredString("type");
        if (const auto known = typeNamed(type))
            made.type = *known;
        else if (reader.isObject())
            m_wrong.push_back("`" + shown(type) + "` is no type of a parameter");
        made.title = reader.requiredString("title");
        made.explanation = reader.optionalString("explanation").value_or("");
        made.fallback = reader.optionalString("default").value_or("");
        reader.finish();
        m_pattern.parameters.push_back(std::move(made));
    }

    void test(const JsonValue& value)
    {
        ObjectReader reader(value, "test", m_file, m_diagnostics);
        if (const JsonValue* values = reader.required("values", JsonKind::Object)) {
            for (const JsonMember& member : values->members)
                m_pattern.values[member.key] = member.value.text;
        }
        m_pattern.beside = lines(reader.optionalStrings("beside"));
        if (const JsonValue* requests = reader.optional("requests", JsonKind::Array)) {
            for (const JsonValue& item : requests->items)
                expectation(item);
        }
        reader.finish();
    }

    void expectation(const JsonValue& value)
    {
        ObjectReader reader(value, "request", m_file, m_diagnostics);
        Pattern::Expectation made;
        made.name = reader.requiredString("name");
        if (const JsonValue* request = reader.required("request", JsonKind::Object))
            made.request = *request;
        made.verdict = reader.requiredString("expect");
        reader.finish();
        m_pattern.expectations.push_back(std::move(made));
    }

    /// Every place in the text must have a parameter.
    void places(std::string_view text)
    {
        for (std::size_t at = text.find("{{"); at != std::string_view::npos;
             at = text.find("{{", at + 2)) {
            const std::size_t end = text.find("}}", at);
            const std::string_view name =
                text.substr(at + 2, end == std::string_view::npos ? end : end - at - 2);
            const bool known =
                std::any_of(m_pattern.parameters.begin(), m_pattern.parameters.end(),
                            [name](const Parameter& parameter) { return parameter.name == name; });
            if (!known)
                m_wrong.push_back("there is no parameter `" + shown(name) + "`");
        }
    }

    std::string m_file;
    Pattern& m_pattern;
    Diagnostics m_diagnostics;
    std::vector<std::string> m_wrong;
};

std::vector<Pattern> readAll()
{
    std::vector<Pattern> all;
    for (const EmbeddedText& embedded : embeddedTexts()) {
        if (!embedded.path.starts_with(kFolder))
            continue;
        if (auto pattern = readPattern(embedded.text, embedded.path))
            all.push_back(std::move(*pattern));
    }
    return all;
}

} // namespace

Result<Pattern> readPattern(std::string_view text, std::string_view path)
{
    const JsonDocument document = parseJson(text, path);
    const auto malformed = [path](const std::string& why) {
        return failure(ErrorCode::Malformed, shown(path) + ": " + why);
    };
    if (!document.root)
        return malformed(document.diagnostics.empty() ? "it is empty"
                                                      : document.diagnostics.front().message);
    Pattern pattern;
    std::string_view stem = path.substr(path.rfind('/') + 1);
    stem = stem.substr(0, stem.rfind('.'));
    // `10-read-only-task`: the number is for the order.
    pattern.id = stem.substr(std::min(stem.find_first_not_of("0123456789-"), stem.size()));
    const std::string wrong = Reader(path, pattern).run(*document.root);
    if (!wrong.empty())
        return malformed(wrong);
    return pattern;
}

std::span<const Pattern> gallery()
{
    static const std::vector<Pattern> all = readAll();
    return all;
}

const Pattern* findPattern(std::string_view id)
{
    const auto all = gallery();
    const auto found =
        std::find_if(all.begin(), all.end(), [id](const Pattern& next) { return next.id == id; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace remit::assist
