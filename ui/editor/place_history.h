// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/source_text.h"

#include <QString>

#include <optional>
#include <vector>

namespace remit::ui {

/// Where the user has been in the texts, for Back and Forward. Knows no editor.
class PlaceHistory {
public:
    struct Visit {
        QString path;
        Span place;
        bool operator==(const Visit&) const = default;
    };

    /// The user jumps from one place to another: both are remembered, and what could be gone
    /// forward to is forgotten.
    void jumped(const Visit& from, const Visit& to);
    [[nodiscard]] bool canGoBack() const { return m_at > 0; }
    [[nodiscard]] bool canGoForward() const { return m_at + 1 < m_visits.size(); }
    /// Only where possible. `here` is where the user has got to meanwhile.
    Visit back(const Visit& here);
    Visit forward(const Visit& here);
    void clear();

    static constexpr std::size_t kMostKept = 100;

private:
    std::vector<Visit> m_visits;
    std::size_t m_at = 0;
};

} // namespace remit::ui
