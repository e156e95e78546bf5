// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/growth_view.h"

#include "ui/models/text.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <algorithm>

namespace remit::ui {

namespace {

/// The members of a set, those that are new with a plus.
QString grownSet(const QStringList& now, const QStringList& before, const QString& none)
{
    if (now.isEmpty())
        return none;
    QStringList words;
    for (const QString& word : now)
        words << (before.contains(word)
                      ? word.toHtmlEscaped()
                      : QStringLiteral("<b>+&nbsp;%1</b>").arg(word.toHtmlEscaped()));
    return words.join(QStringLiteral("<br>"));
}

} // namespace

GrowthView::GrowthView(Studio& studio, QWidget* parent) : QTextBrowser(parent), m_studio(studio)
{
    setObjectName(QStringLiteral("session-growth"));
    setAccessibleName(tr("Facts of the session at the selected call"));
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    document()->setDocumentMargin(kMargin);
    setMinimumWidth(180);
    connect(&studio.theme(), &Theme::changed, this, &GrowthView::follow);
    setSession(nullptr);
}

void GrowthView::setSession(Session* session)
{
    m_session = session;
    m_growth.reset();
    m_replay.reset();
    follow();
    if (session == nullptr)
        return;
    connect(&session->selection(), &Selection::callSelected, this, &GrowthView::follow);
    connect(session, &Session::replayFinished, this, &GrowthView::follow);
}

void GrowthView::showLine(const QString& line)
{
    setHtml(QStringLiteral("<p style='color:%1'>%2</p>")
                .arg(m_studio.theme().colors().muted.name(), line.toHtmlEscaped()));
}

void GrowthView::follow()
{
    if (m_session == nullptr || !m_session->replay() || !m_session->selection().call().isValid())
        return showLine(tr("Choose a call: the facts of its session stand here."));
    const CallId call = m_session->selection().call();
    const std::string run = call.run.toStdString();
    const auto replay = m_session->replay();
    const bool known =
        m_growth && m_replay == replay &&
        std::find(m_growth->runs.begin(), m_growth->runs.end(), run) != m_growth->runs.end();
    if (known)
        return show(run, call.step);
    using Growth = std::shared_ptr<const SessionGrowth>;
    m_studio.jobs().run<Growth>(
        {.title = tr("Read session"), .key = QStringLiteral("session-growth"), .listed = false},
        [replay, run](const JobControl& control) { return growthOfSession(*replay, run, control); },
        this,
        [this, replay, run, step = call.step](Result<Growth> growth) {
            if (!growth) {
                if (growth.error().code != ErrorCode::Cancelled)
                    showLine(toQString(growth.error().message));
                return;
            }
            m_growth = *growth;
            m_replay = replay;
            show(run, step);
        });
}

void GrowthView::show(const std::string& run, std::int64_t step)
{
    const auto at = m_growth->momentOf(run, step);
    if (!at)
        return;
    const SessionMoment& now = m_growth->moments[*at];
    static const SessionMoment kNothing;
    const SessionMoment& before = *at == 0 ? kNothing : m_growth->moments[*at - 1];
    const Colors& colors = m_studio.theme().colors();
    const QString none =
        QStringLiteral("<span style='color:%1'>%2</span>").arg(colors.muted.name(), tr("none yet"));
    QString html = QStringLiteral("<p style='margin:0; color:%1'>%2</p>")
                       .arg(colors.muted.name(), tr("Before call %1 of %2 of this session")
                                                     .arg(*at + 1)
                                                     .arg(m_growth->moments.size()));
    const auto section = [&](const QString& title, const QString& content) {
        html += QStringLiteral("<p style='margin:8px 0 0 0; color:%1'>%2</p>"
                               "<p style='margin:0'>%3</p>")
                    .arg(colors.muted.name(), title, content);
    };
    QString counts =
        tr("%1, of %2: %3").arg(now.calls).arg(now.tool.toHtmlEscaped()).arg(now.callsOfTool);
    counts += QStringLiteral("<br>") + (now.callsLastMinute
                                            ? tr("in the last minute: %1").arg(*now.callsLastMinute)
                                            : tr("in the last minute: not known"));
    section(tr("Earlier calls"), counts);
    section(tr("Tools used"), grownSet(now.tools, before.tools, none));
    section(tr("Sources read"), grownSet(now.sources, before.sources, none));
    section(tr("Labels"), grownSet(now.labels, before.labels, none));
    QStringList news;
    if (now.newTool)
        news << tr("its tool is new to the session");
    if (now.newSource)
        news << tr("its source is new to the session");
    if (!news.isEmpty())
        section(tr("This call"), news.join(QStringLiteral("<br>")));
    setHtml(html);
}

} // namespace remit::ui
