// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/source_text.h"

#include <QString>

#include <vector>

namespace remit::ui {

/// Somewhere the user has been: a page of the centre, a place in its text, a recorded call.
struct Visit {
    QString page;     ///< key of the centre: "file:policies/pay.cedar", "graph"
    Span place;       ///< of a file's text
    QString run;      ///< the call that was selected …
    qint64 step = -1; ///< … negative: none
    bool operator==(const Visit&) const = default;
};

/// Back and forward as in a browser. Knows no views.
class VisitList {
public:
    /// Another visit; what could be gone forward to is forgotten. The same one again is none.
    void add(const Visit& visit);
    /// The present visit has become this one: its caret moved, its call changed.
    void amend(const Visit& visit);
    [[nodiscard]] bool isEmpty() const { return m_visits.empty(); }
    [[nodiscard]] const Visit& present() const { return m_visits[m_at]; } ///< not when empty
    [[nodiscard]] bool canGoBack() const { return m_at > 0; }
    [[nodiscard]] bool canGoForward() const { return m_at + 1 < m_visits.size(); }
    Visit back();    ///< only where possible
    Visit forward(); ///< only where possible
    /// A page that cannot be shown any more.
    void forgetPage(const QString& page);
    void clear();

    static constexpr std::size_t kMostKept = 200;

private:
    std::vector<Visit> m_visits;
    std::size_t m_at = 0;
};

} // namespace remit::ui
