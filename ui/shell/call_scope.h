// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <array>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace remit::ui {

/// A stretch of the recorded calls, in the order of time: places in CallColumns::byTime(), both
/// ends belong to it.
struct CallRange {
    quint32 first = 0;
    quint32 last = 0;
    bool operator==(const CallRange&) const = default;
};

/// Which recorded calls the user looks at. Everything must hold at once.
struct CallScopeState {
    std::array<bool, 5> verdicts{true, true, true, true, true}; ///< by decision::Verdict
    QString run;                                                ///< exact; empty: all
    QString query; ///< in the filter language; empty: all
    std::optional<CallRange> range;
    /// What the timeline shows, as fractional places in the order of time; nothing: everything.
    std::optional<std::pair<double, double>> zoom;

    bool operator==(const CallScopeState&) const = default;
};

/// The one filter-and-zoom history of a session, shared by call table, timeline and graph: each
/// says here what the user wants to see and follows what others say.
class CallScope : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] const CallScopeState& state() const { return m_states[m_at]; }
    /// A new step of the history. Changes in a row with the same `merged` (a word that is typed, a
    /// wheel that is turned) are one step; empty: each is its own.
    void set(CallScopeState state, const QString& merged = {});
    void back();
    void forward();
    [[nodiscard]] bool canGoBack() const { return m_at > 0; }
    [[nodiscard]] bool canGoForward() const { return m_at + 1 < m_states.size(); }
    /// Everything is shown, and the history is forgotten: for other traces.
    void clear();

    static constexpr std::size_t kMostKept = 200;

signals:
    void changed();

private:
    std::vector<CallScopeState> m_states{CallScopeState()};
    std::size_t m_at = 0;
    QString m_merged;
};

} // namespace remit::ui
