// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

namespace remit::ui {

class ImpactRunner;
class InspectorView;
class ReviewDesk;
class Session;
class Studio;
class Theme;

/// Fills the inspector: whenever a call is selected or replayed anew, its explanation is made on
/// a worker, out of the engine that decided it, and shown. A newer selection supersedes an older
/// one.
class Explainer : public QObject {
    Q_OBJECT

public:
    /// `impact` knows which other calls a change would allow; both must outlive it.
    Explainer(Studio& studio, InspectorView& view, const ImpactRunner& impact,
              const ReviewDesk& reviews);

    /// What belongs here, and the replay that brings it.
    void showNothing();
    void setSession(Session* session);

private:
    void explain();
    void showReview();
    void findRemedies();
    void applyRemedy(int number);
    void applyTheme();

    Studio& m_studio;
    InspectorView& m_view;
    const ImpactRunner& m_impact;
    const ReviewDesk& m_reviews;
    QPointer<Session> m_session;
};

} // namespace remit::ui
