// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/explainer.h"

#include "core/decision/explanation.h"
#include "core/replay/replay.h"
#include "ui/inspector/inspector_view.h"
#include "ui/models/text.h"
#include "ui/shell/job_runner.h"
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

} // namespace

Explainer::Explainer(Studio& studio, InspectorView& view)
    : QObject(&view), m_studio(studio), m_view(view)
{
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
    m_view.showNothing(tr("Choose a call in the table to read why it was decided as it was."));
    if (!session)
        return;
    connect(&session->selection(), &Selection::callSelected, this, &Explainer::explain);
    connect(session, &Session::replayFinished, this, &Explainer::explain);
}

void Explainer::explain()
{
    if (!m_session || !m_session->replay() || !m_session->selection().call().isValid())
        return;
    const CallId call = m_session->selection().call();
    auto work = [replayed = m_session->replay(), run = call.run.toStdString(),
                 step = call.step](const JobControl&) -> Result<decision::Explanation> {
        auto located = replay::locate(*replayed->decider, *replayed->source, run, step);
        if (!located)
            return tl::unexpected<Error>(located.error());
        cedar::Scratch scratch;
        return decision::explain(*replayed->decider, located->call, located->session,
                                 located->authority, *located->events, scratch);
    };
    m_studio.jobs().run<decision::Explanation>(
        {.title = tr("Explain"), .key = QStringLiteral("explain"), .listed = false},
        std::move(work), this, [this](Result<decision::Explanation> explanation) {
            if (explanation)
                m_view.show(*explanation);
            else if (explanation.error().code != ErrorCode::Cancelled)
                m_view.showNothing(toQString(explanation.error().message));
        });
}

} // namespace remit::ui
