// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/impact/impact.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace remit::decision {
struct Setup;
}

namespace remit::ui {

class Session;
class Studio;
struct ReplayResult;

/// What the present texts would change of the last replay.
struct ImpactState {
    enum class Kind {
        Nothing,   ///< nothing was replayed, or the texts are those of the replay
        Preparing, ///< facts of the recorded calls are being read
        Asking,    ///< an answer for these texts is on its way
        Replaying, ///< so it is, by replaying all calls: this takes a while
        Answered,
        Broken,  ///< the texts have errors
        Stopped, ///< somebody cancelled the replay that would have answered
    };
    Kind kind = Kind::Nothing;
    std::int64_t calls = 0; ///< that are replayed
    /// Of Answered; without its list of changes for a moment, where many calls were looked at.
    std::shared_ptr<const analysis::Impact> impact;
    std::shared_ptr<const decision::Setup> before;
    std::shared_ptr<const decision::Setup> after;
    [[nodiscard]] bool isListed() const
    {
        return impact && (impact->counts.total() == 0 || !impact->changes.empty());
    }
    QString modes; ///< that both are decided in, where they are not the usual ones (modeWords)
};

/// Answers, a moment after each edit, which recorded calls change their verdict, in the modes of
/// the last replay. Facts of the calls are computed once after it; an edit of policies costs
/// decisions only. An edit that changes facts (schema, entities, grants …) is answered by another
/// replay, held against the verdicts of the last, and so is every edit of a consequential replay,
/// where facts follow from verdicts, and of more calls than are kept. Memory is bounded either way.
class ImpactRunner : public QObject {
    Q_OBJECT

public:
    explicit ImpactRunner(Studio& studio, QObject* parent);

    [[nodiscard]] const ImpactState& state() const { return m_state; }
    /// Of the last replay; null while it is not prepared.
    [[nodiscard]] std::shared_ptr<const analysis::ImpactAnalysis> analysis() const
    {
        return m_analysis;
    }

signals:
    void changed();

private:
    void setSession(Session* session);
    void prepare();
    void ask();
    /// Of many calls it is told first how many change, and a moment later which.
    enum class Depth { Counts, List };
    static constexpr std::size_t kListedAtOnce = 10'000; ///< calls
    void look(const std::shared_ptr<const decision::Setup>& setup, Depth depth);
    void compareAll(const std::shared_ptr<const decision::Setup>& after);
    void take(Result<analysis::Impact> impact, std::shared_ptr<const decision::Setup> after);
    void say(ImpactState state);
    [[nodiscard]] bool isOfReplay(const decision::Setup& setup) const;
    /// Is every edit answered by another replay?
    [[nodiscard]] bool replaysEachTime() const;

    Studio& m_studio;
    QPointer<Session> m_session;
    std::shared_ptr<const ReplayResult> m_replay; ///< that m_analysis belongs to
    std::shared_ptr<const analysis::ImpactAnalysis> m_analysis;
    ImpactState m_state;
};

} // namespace remit::ui
