// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/objects.h"
#include "core/base/strict_json.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace remit::authority {

/// Reads the members of one object as the types of this room. After any problem `ok()` is false.
class FieldReader {
public:
    FieldReader(const JsonValue& object, std::string what, std::string_view file,
                Diagnostics& diagnostics);

    std::string text(std::string_view key); ///< required, not empty
    std::optional<std::string> optionalText(std::string_view key);
    cedar::EntityUid uid(std::string_view key); ///< required
    Instant instant(std::string_view key);      ///< required
    std::optional<Instant> optionalInstant(std::string_view key);
    std::int64_t integer(std::string_view key, std::int64_t least); ///< required
    std::optional<std::string> spiffeId(std::string_view key);      ///< optional
    std::int64_t duration(std::string_view key); ///< required, Cedar duration text, positive
    std::optional<TaskRef> taskRef(std::string_view key); ///< optional: {id, version} or "id@1"
    std::vector<std::string> texts(std::string_view key); ///< optional list of strings
    const JsonValue* optionalArray(std::string_view key);
    const JsonValue* optionalObject(std::string_view key);

    /// A name out of a closed list; says which ones there are.
    template <class T>
    T choice(std::string_view key, std::optional<T> (*named)(std::string_view),
             std::string_view choices)
    {
        const JsonValue* value = required(key, JsonKind::String);
        if (!value)
            return T{};
        if (const auto found = named(value->text))
            return *found;
        problem("authority/unknown-name", *value,
                "\"" + value->text + "\" is no " + std::string(key) + " of a " + m_what,
                "one of " + std::string(choices));
        return T{};
    }

    void problem(std::string code, const JsonValue& at, std::string message, std::string help = {});
    /// Unknown members; then whether everything was right.
    [[nodiscard]] bool finish();
    [[nodiscard]] Place place() const { return {m_file, m_object.span}; }
    [[nodiscard]] std::string_view file() const { return m_file; }
    [[nodiscard]] Diagnostics& diagnostics() { return m_diagnostics; }

private:
    const JsonValue* required(std::string_view key, JsonKind kind);

    const JsonValue& m_object;
    std::string m_what;
    std::string m_file;
    Diagnostics& m_diagnostics;
    std::size_t m_before;
    ObjectReader m_reader;
};

/// Calls `read` for each object of a document that is one object or a list of objects.
void forEachObject(std::string_view text, std::string_view file, std::string_view what,
                   Diagnostics& diagnostics, const std::function<void(const JsonValue&)>& read);

} // namespace remit::authority
