// SPDX-License-Identifier: Apache-2.0
#include "core/base/json_layout.h"

#include "core/base/strict_json.h"

#include <algorithm>
#include <utility>

namespace remit {

namespace {

/// Columns of UTF-8 text: its code points.
std::size_t columnsOf(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0U) != 0x80;
    }));
}

class JsonLayouter {
public:
    JsonLayouter(std::string_view text, JsonLayoutOptions options)
        : m_text(text), m_options(options)
    {}

    std::string run(const JsonValue& root)
    {
        m_out.reserve(m_text.size());
        write(root, 0, 0);
        return std::move(m_out) + "\n";
    }

private:
    [[nodiscard]] std::string_view written(Span span) const
    {
        return m_text.substr(span.begin, span.size());
    }

    /// An object whose first member stood on a line of its own keeps its lines.
    [[nodiscard]] bool wasOpen(const JsonValue& object) const
    {
        if (object.members.empty())
            return false;
        const std::uint32_t first = object.members.front().keySpan.begin;
        return written({object.span.begin, first}).find('\n') != std::string_view::npos;
    }

    /// Takes the columns of the value on one line from those left; false: it does not go there.
    bool fits(const JsonValue& value, std::size_t& left) const
    {
        const auto take = [&left](std::size_t columns) {
            const bool enough = columns <= left;
            left -= std::min(columns, left);
            return enough;
        };
        if (value.isArray()) {
            return take(2) &&
                   std::all_of(value.items.begin(), value.items.end(), [&](const auto& item) {
                       return (&item == &value.items.front() || take(2)) && fits(item, left);
                   });
        }
        if (value.isObject()) {
            return !wasOpen(value) && take(value.members.empty() ? 2 : 4) &&
                   std::all_of(value.members.begin(), value.members.end(), [&](const auto& member) {
                       return (&member == &value.members.front() || take(2)) &&
                              take(columnsOf(written(member.keySpan)) + 2) &&
                              fits(member.value, left);
                   });
        }
        return take(columnsOf(written(value.span)));
    }

    /// `column` is where the value begins; behind it a comma may follow.
    void write(const JsonValue& value, std::size_t depth, std::size_t column)
    {
        const bool isEmpty = value.items.empty() && value.members.empty();
        std::size_t left = m_options.width - std::min(m_options.width, column + 1);
        if ((!value.isArray() && !value.isObject()) || isEmpty || fits(value, left))
            return writeFlat(value);
        const bool isArray = value.isArray();
        m_out += isArray ? '[' : '{';
        std::uint32_t before = 0; ///< where the one before ended
        const auto begin = [&](Span span) {
            if (before != 0) {
                m_out += ',';
                const std::string_view between = written({before, span.begin});
                if (std::count(between.begin(), between.end(), '\n') > 1)
                    m_out += '\n'; // a group of its own
            }
            newLine(depth + 1);
        };
        const std::size_t at = (depth + 1) * m_options.indent;
        for (const JsonValue& item : value.items) {
            begin(item.span);
            write(item, depth + 1, at);
            before = item.span.end;
        }
        for (const JsonMember& member : value.members) {
            begin(member.keySpan);
            const std::string_view key = written(member.keySpan);
            m_out.append(key).append(": ");
            write(member.value, depth + 1, at + columnsOf(key) + 2);
            before = member.value.span.end;
        }
        newLine(depth);
        m_out += isArray ? ']' : '}';
    }

    void writeFlat(const JsonValue& value)
    {
        const char* between = "";
        if (value.isArray()) {
            m_out += '[';
            for (const JsonValue& item : value.items) {
                m_out += std::exchange(between, ", ");
                writeFlat(item);
            }
            m_out += ']';
        } else if (value.isObject()) {
            m_out += '{';
            for (const JsonMember& member : value.members) {
                m_out += *between == '\0' ? " " : between;
                between = ", ";
                m_out.append(written(member.keySpan)).append(": ");
                writeFlat(member.value);
            }
            m_out += value.members.empty() ? "}" : " }";
        } else {
            m_out += written(value.span);
        }
    }

    void newLine(std::size_t depth) { m_out.append("\n").append(depth * m_options.indent, ' '); }

    std::string_view m_text;
    JsonLayoutOptions m_options;
    std::string m_out;
};

} // namespace

Result<std::string> formatJson(std::string_view text, JsonLayoutOptions options)
{
    const JsonDocument document = parseJson(text, {}, {.allowDuplicateKeys = true});
    const auto error =
        std::find_if(document.diagnostics.begin(), document.diagnostics.end(),
                     [](const Diagnostic& next) { return next.severity == Severity::Error; });
    if (error != document.diagnostics.end() || !document.root)
        return failure(ErrorCode::Malformed,
                       error != document.diagnostics.end() ? error->message : "This is not JSON.");
    return JsonLayouter(text, options).run(*document.root);
}

} // namespace remit
