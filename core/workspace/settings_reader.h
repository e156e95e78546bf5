// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"
#include "core/workspace/settings.h"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

/// Parts of the reader of remit.json. Each reads one member and adds what is wrong to the
/// diagnostics. Used by readSettings alone.
namespace remit::workspace {

/// The file and its diagnostics, handed to every part.
struct ReaderContext {
    std::string file;
    Diagnostics& diagnostics;
};

[[nodiscard]] std::vector<decision::ToolRule> readMapping(const JsonValue& array,
                                                          ReaderContext context);
[[nodiscard]] std::vector<decision::ResourceLabels> readLabels(const JsonValue& array,
                                                               ReaderContext context);
[[nodiscard]] std::map<std::string, std::string> readToolPins(const JsonValue& object,
                                                              ReaderContext context);
[[nodiscard]] std::vector<ImportRule> readImportRules(const JsonValue& array,
                                                      ReaderContext context);
[[nodiscard]] std::vector<ExportProfile> readExportProfiles(const JsonValue& array,
                                                            ReaderContext context);
[[nodiscard]] BundleSettings readBundle(const JsonValue& object, ReaderContext context);

/// "90s", "15m", "24h", "7d" in seconds; reports anything else.
[[nodiscard]] std::optional<std::int64_t> readSpan(ObjectReader& reader, std::string_view key);

/// One of a few words; reports anything else, with "did you mean". Nothing where it is left out.
template <class T>
[[nodiscard]] std::optional<T> readWord(ObjectReader& reader, std::string_view key,
                                        std::span<const std::pair<std::string_view, T>> words);

/// What readWord says about a word that it does not know.
void reportUnknownWord(ObjectReader& reader, std::string_view key, const JsonValue& value,
                       std::span<const std::string> known);

template <class T>
std::optional<T> readWord(ObjectReader& reader, std::string_view key,
                          std::span<const std::pair<std::string_view, T>> words)
{
    const JsonValue* value = reader.optional(key, JsonKind::String);
    if (!value)
        return std::nullopt;
    std::vector<std::string> known;
    for (const auto& [word, meaning] : words) {
        if (value->text == word)
            return meaning;
        known.emplace_back(word);
    }
    reportUnknownWord(reader, key, *value, known);
    return std::nullopt;
}

} // namespace remit::workspace
