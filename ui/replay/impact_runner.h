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
        Answered,
        Broken,  ///< the texts have errors
        TooMany, ///< more calls than are kept for this
    };
    Kind kind = Kind::Nothing;
    std::shared_ptr<const analysis::Impact> impact; ///< of Answered
    std::shared_ptr<const decision::Setup> before;
    std::shared_ptr<const decision::Setup> after;
};

/// Answers, a moment after each edit, which recorded calls change their verdict. Facts of the calls
/// are computed once after a replay; an edit of policies costs decisions only. An edit that changes
/// facts (schema, entities, grants …) is answered by a comparison of two replays.
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

    /// Calls whose facts are kept: some kilobytes each.
    static constexpr std::size_t kMostCalls = 200'000;

signals:
    void changed();

private:
    void setSession(Session* session);
    void prepare();
    void ask();
    void compareAll(const std::shared_ptr<const decision::Setup>& after);
    void take(Result<analysis::Impact> impact, std::shared_ptr<const decision::Setup> after);
    void say(ImpactState state);
    [[nodiscard]] bool isOfReplay(const decision::Setup& setup) const;

    Studio& m_studio;
    QPointer<Session> m_session;
    std::shared_ptr<const ReplayResult> m_replay; ///< that m_analysis belongs to
    std::shared_ptr<const analysis::ImpactAnalysis> m_analysis;
    ImpactState m_state;
};

} // namespace remit::ui
