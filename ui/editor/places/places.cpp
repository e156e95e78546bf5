// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/places/places.h"

#include "core/base/text.h"

#include <algorithm>
#include <set>

namespace remit::ui {
namespace {

constexpr std::size_t kBefore = 60; ///< bytes of the line before what is meant
constexpr std::size_t kAround = 160;

QString clean(std::string_view text)
{
    return QString::fromStdString(shown(text));
}

std::size_t characterBegin(std::string_view text, std::size_t at)
{
    while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U)
        --at;
    return at;
}

std::uint32_t lineOf(std::string_view text, std::uint32_t at)
{
    const auto begin = text.begin();
    return 1 + static_cast<std::uint32_t>(std::count(
                   begin,
                   begin + std::min<std::ptrdiff_t>(at, static_cast<std::ptrdiff_t>(text.size())),
                   '\n'));
}

/// The line with the edit made in it.
ShownLine shownAfter(std::string_view text, const TextEdit& edit)
{
    const std::size_t before =
        edit.range.begin == 0 ? std::string_view::npos : text.rfind('\n', edit.range.begin - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const std::size_t end = std::min(text.find('\n', edit.range.end), text.size());
    std::string line(text.substr(begin, edit.range.begin - begin));
    const auto at = static_cast<std::uint32_t>(line.size());
    line += edit.text;
    const auto after = static_cast<std::uint32_t>(line.size());
    line += text.substr(edit.range.end, end - edit.range.end);
    return shownLine(line, {at, after});
}

} // namespace

ShownLine shownLine(std::string_view text, Span span)
{
    span.begin = std::min(span.begin, static_cast<std::uint32_t>(text.size()));
    const std::size_t before =
        span.begin == 0 ? std::string_view::npos : text.rfind('\n', span.begin - 1);
    std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const std::size_t end = std::min(text.find('\n', span.begin), text.size());
    const std::size_t meantEnd = std::clamp<std::size_t>(span.end, span.begin, end);
    begin = std::min<std::size_t>(std::min(text.find_first_not_of(" \t", begin), end), span.begin);
    const bool cut = span.begin - begin > kBefore;
    if (cut)
        begin = characterBegin(text, span.begin - kBefore);
    const std::size_t last = characterBegin(text, std::min(end, meantEnd + kAround));
    const QString head =
        (cut ? QStringLiteral("…") : QString()) + clean(text.substr(begin, span.begin - begin));
    const QString meant = clean(text.substr(span.begin, meantEnd - span.begin));
    const QString tail = clean(text.substr(meantEnd, last - meantEnd));
    return {head + meant + tail, static_cast<int>(head.size()),
            static_cast<int>(head.size() + meant.size())};
}

Place placeOf(const assist::Model& model, const std::string& path, Span span, bool declaration)
{
    Place place{path, span, 1, {}, {}, declaration};
    if (const assist::ModelFile* file = model.file(path)) {
        place.line = lineOf(file->text(), span.begin);
        place.shown = shownLine(file->text(), span);
    }
    return place;
}

std::vector<Place> placesOf(const assist::Model& model, const WorkspaceEdit& edit)
{
    std::vector<Place> places;
    for (const auto& [path, edits] : edit.files) {
        const assist::ModelFile* file = model.file(path);
        if (file == nullptr)
            continue;
        std::vector<TextEdit> sorted = edits;
        std::sort(sorted.begin(), sorted.end(),
                  [](const TextEdit& a, const TextEdit& b) { return a.range < b.range; });
        for (const TextEdit& one : sorted) {
            Place place = placeOf(model, path, one.range, false);
            place.after = shownAfter(file->text(), one);
            places.push_back(std::move(place));
        }
    }
    return places;
}

std::size_t fileCount(const std::vector<Place>& places)
{
    std::set<std::string> files;
    for (const Place& place : places)
        files.insert(place.path);
    return files.size();
}

} // namespace remit::ui
