// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/theme.h"

#include <algorithm>
#include <cmath>

namespace remit::ui {
namespace {

double luminance(const QColor& color)
{
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

} // namespace

const Colors& lightColors()
{
    static const Colors colors{
        .surface = "#FFFFFF",
        .raised = "#F4F6F9",
        .border = "#D5D9E0",
        .text = "#1B1F27",
        .muted = "#566070",
        .accent = "#2A5BD0",
        .onAccent = "#FFFFFF",
        .selection = "#C9DAFB",
        .currentLine = "#F4F6F9",
        .allow = "#1A7A58",
        .deny = "#B3261E",
        .approval = "#8A5A00",
        .undecided = "#566070",
        .identity = "#7A3E9D",
        .keyword = "#2A5BD0",
        .string = "#0B6570",
        .number = "#9A3B6E",
        .annotation = "#5B4FB5",
        .type = "#1B4F8F",
    };
    return colors;
}

const Colors& darkColors()
{
    static const Colors colors{
        .surface = "#15181E",
        .raised = "#1F232B",
        .border = "#343A46",
        .text = "#E7EAF0",
        .muted = "#A3ACBA",
        .accent = "#8AB0FF",
        .onAccent = "#15181E",
        .selection = "#2E4A80",
        .currentLine = "#1B1F26",
        .allow = "#4CC79A",
        .deny = "#FF8A80",
        .approval = "#F0B955",
        .undecided = "#A3ACBA",
        .identity = "#D3A4F0",
        .keyword = "#8AB0FF",
        .string = "#7FD1DB",
        .number = "#E79AC6",
        .annotation = "#B7A8F5",
        .type = "#A8C7FA",
    };
    return colors;
}

QColor blend(const QColor& over, const QColor& under, double share)
{
    const auto mix = [share](int a, int b) {
        return static_cast<int>(std::lround(a * share + b * (1 - share)));
    };
    return {mix(over.red(), under.red()), mix(over.green(), under.green()),
            mix(over.blue(), under.blue())};
}

QPalette paletteOf(const Colors& c)
{
    QPalette palette(c.text, c.raised, c.surface, c.border, c.border, c.text, c.text, c.surface,
                     c.raised);
    palette.setColor(QPalette::AlternateBase, blend(c.raised, c.surface, 0.6));
    palette.setColor(QPalette::Highlight, c.accent);
    palette.setColor(QPalette::HighlightedText, c.onAccent);
    palette.setColor(QPalette::PlaceholderText, c.muted);
    palette.setColor(QPalette::ToolTipBase, c.raised);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::Light, c.surface);
    palette.setColor(QPalette::Midlight, c.border);
    palette.setColor(QPalette::Mid, c.border);
    palette.setColor(QPalette::Dark, blend(c.muted, c.border, 0.5));
    palette.setColor(QPalette::Shadow, blend(c.text, c.border, 0.3));
    const QColor faint = blend(c.muted, c.raised, 0.65);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, faint);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.border);
    palette.setColor(QPalette::Inactive, QPalette::Highlight, blend(c.accent, c.surface, 0.85));
    return palette;
}

double contrast(const QColor& one, const QColor& other)
{
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace remit::ui
