// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/explainer.h"

#include "core/decision/explanation.h"
#include "core/replay/replay.h"
#include "ui/inspector/inspector_view.h"
#include "ui/models/text.h"
#include "ui/replay/impact_runner.h"
#include "ui/replay/review_desk.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/notifications.h"
#include "ui/shell/replay_modes.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"
#include "ui/shell/verdict_sign.h"

#include <QPainter>
#include <QPixmap>

namespace remit::ui {
namespace {

ExplanationPalette paletteFor(const Colors& colors)
{
    return {.text = colors.text,
            .muted = colors.muted,
            .border = colors.border,
            .surface = colors.raised,
            .link = colors.accent,
            .holds = colors.allow,
            .fails = colors.deny,
            .unknown = colors.undecided,
            .monospace = codeFont().family()};
}

QPixmap signPixmap(decision::Verdict verdict, int size, qreal ratio, const Colors& colors)
{
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paintSign(painter, QRectF(0, 0, size, size), signOf(verdict), colors);
    return pixmap;
}

/// The call as this replay came to it, in its modes.
Result<replay::LocatedCall> locatedIn(const ReplayResult& replayed, const std::string& run,
                                      std::int64_t step)
{
    return replay::locate(*replayed.decider, *replayed.source, run, step, &replayed.authority,
                          modesOfReplay(replayed));
}

} // namespace

Explainer::Explainer(Studio& studio, InspectorView& view, const ImpactRunner& impact,
                     const ReviewDesk& reviews)
    : QObject(&view), m_studio(studio), m_view(view), m_impact(impact), m_reviews(reviews)
{
    connect(&reviews, &ReviewDesk::changed, this, &Explainer::showReview);
    connect(&view, &InspectorView::remediesWanted, this, &Explainer::findRemedies);
    connect(&view, &InspectorView::remedyChosen, this, &Explainer::applyRemedy);
    connect(&view, &InspectorView::callChosen, this, [this](const QString& run, qint64 step) {
        if (m_session)
            m_session->selection().selectCall(run, step);
    });
    connect(&studio, &Studio::sessionOpened, this, &Explainer::setSession);
    connect(&studio, &Studio::sessionClosing, this, [this] { setSession(nullptr); });
    connect(&studio.theme(), &Theme::changed, this, &Explainer::applyTheme);
    applyTheme();
}

void Explainer::applyTheme()
{
    const Colors& colors = m_studio.theme().colors();
    m_view.setAppearance(paletteFor(colors), [this, &colors](decision::Verdict verdict, int size) {
        return signPixmap(verdict, size, m_view.devicePixelRatioF(), colors);
    });
}

void Explainer::setSession(Session* session)
{
    m_session = session;
    showNothing();
    if (!session)
        return;
    connect(&session->selection(), &Selection::callSelected, this, &Explainer::explain);
    connect(session, &Session::replayFinished, this, [this] {
        if (!m_view.explanation())
            showNothing();
        explain();
    });
}

void Explainer::showNothing()
{
    const bool replayed = m_session && m_session->replay();
    m_view.showNothing(tr("Choose a call in the table to read why it was decided as it was."),
                       m_session && !replayed ? tr("Replay the recorded calls") : QString());
}

void Explainer::explain()
{
    if (!m_session || !m_session->replay() || !m_session->selection().call().isValid())
        return;
    const CallId call = m_session->selection().call();
    auto work = [replayed = m_session->replay(), run = call.run.toStdString(),
                 step = call.step](const JobControl&) -> Result<decision::Explanation> {
        const auto located = locatedIn(*replayed, run, step);
        if (!located)
            return tl::unexpected<Error>(located.error());
        cedar::Scratch scratch;
        return decision::explain(*replayed->decider, located->call, located->session,
                                 located->authority, *located->events, scratch, located->story);
    };
    m_studio.jobs().run<decision::Explanation>(
        {.title = tr("Explain"), .key = QStringLiteral("explain"), .listed = false},
        std::move(work), this, [this](Result<decision::Explanation> explanation) {
            if (explanation) {
                const QString review = m_reviews.sentenceOf(explanation->verdict);
                m_view.show(std::move(*explanation), review);
            } else if (explanation.error().code != ErrorCode::Cancelled)
                m_view.showNothing(toQString(explanation.error().message));
        });
}

void Explainer::showReview()
{
    if (!m_view.explanation())
        return;
    VerdictExtras extras = m_view.extras();
    extras.review = m_reviews.sentenceOf(m_view.explanation()->verdict);
    m_view.setExtras(std::move(extras));
}

/// Changes are tried against the texts that were replayed; they are offered while those stand.
void Explainer::findRemedies()
{
    const auto replayed = m_session ? m_session->replay() : nullptr;
    if (!replayed || !m_view.explanation() || !m_session->setup())
        return;
    VerdictExtras extras = m_view.extras();
    extras.state = m_session->setup()->revision == replayed->revision
                       ? VerdictExtras::Remedies::Looking
                       : VerdictExtras::Remedies::Stale;
    m_view.setExtras(extras);
    if (extras.state == VerdictExtras::Remedies::Stale)
        return;
    using Remedies = std::vector<analysis::Remedy>;
    auto work = [replayed, explanation = *m_view.explanation(),
                 impact = m_impact.analysis()](const JobControl& control) -> Result<Remedies> {
        const auto located =
            locatedIn(*replayed, explanation.verdict.run, explanation.verdict.step);
        if (!located)
            return tl::unexpected<Error>(located.error());
        const std::shared_ptr<const decision::Setup> setup(replayed, &replayed->decider->setup());
        auto looked = impact;
        if (!looked && static_cast<std::size_t>(replayed->summary.calls) <=
                           analysis::ImpactAnalysis::mostCalls(*setup)) {
            auto prepared = analysis::ImpactAnalysis::prepare(setup, replayed->source, control,
                                                              replayed->timing);
            if (!prepared)
                return tl::unexpected<Error>(prepared.error());
            looked = std::move(*prepared);
        }
        return analysis::remediesFor(setup, located->call, located->session, explanation,
                                     looked.get(), located->authority, located->story.first.get());
    };
    const CallId call = m_session->selection().call();
    m_studio.jobs().run<Remedies>(
        {.title = tr("Look for what would allow the call"), .key = QStringLiteral("remedies")},
        std::move(work), this, [this, call](Result<Remedies> remedies) {
            if (!m_session || !(m_session->selection().call() == call) || !m_view.explanation())
                return;
            VerdictExtras found = m_view.extras();
            found.state =
                remedies ? VerdictExtras::Remedies::Found : VerdictExtras::Remedies::Offered;
            if (remedies)
                found.remedies = std::move(*remedies);
            m_view.setExtras(std::move(found));
        });
}

void Explainer::applyRemedy(int number)
{
    const VerdictExtras& extras = m_view.extras();
    if (!m_session || number < 0 || number >= static_cast<int>(extras.remedies.size()))
        return;
    const analysis::Remedy remedy = extras.remedies[static_cast<std::size_t>(number)];
    if (const Result<> applied = m_session->apply(remedy.edit); !applied) {
        m_studio.notifications().report(applied.error());
        return;
    }
    // It is written; trying it again would write it twice.
    VerdictExtras done = extras;
    done.state = VerdictExtras::Remedies::Stale;
    done.remedies.clear();
    m_view.setExtras(std::move(done));
    for (const auto& [file, edits] : remedy.edit.files) {
        const TextEdit& edit = edits.front();
        const auto end = edit.range.begin + static_cast<std::uint32_t>(edit.text.size());
        emit m_view.placeChosen(toQString(file), edit.range.begin, end);
        return;
    }
}

} // namespace remit::ui
