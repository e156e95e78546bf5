// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status_line.h"

#include "core/decision/setup.h"
#include "core/replay/engine_fingerprint.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/session.h"
#include "ui/shell/severity_sign.h"
#include "ui/shell/studio.h"
#include "ui/shell/typography.h"
#include "ui/shell/version.h"

#include <QAction>
#include <QFileInfo>
#include <QLabel>
#include <QStatusBar>
#include <QToolButton>

namespace remit::ui {
namespace {

/// "sha256:0123456789ab…" is "0123456789".
QString shortened(const std::string& revision)
{
    const QString hex = QString::fromStdString(revision).section(QLatin1Char(':'), -1);
    return hex.left(10);
}

} // namespace

StatusLine::StatusLine(Studio& studio, QStatusBar& bar)
    : QObject(&bar)
    , m_studio(studio)
    , m_bar(bar)
    , m_readOnly(new QLabel(tr("read-only folder")))
    , m_revision(new QLabel)
    , m_problems(addButton(tr("Problems"), QStringLiteral("view.dock.problems")))
    , m_replay(new QLabel)
    , m_jobs(addButton(tr("Jobs"), QStringLiteral("view.dock.jobs")))
    , m_caret(new QLabel)
{
    const QString engine =
        QString::fromUtf8(replay::engineFingerprint().data(),
                          static_cast<qsizetype>(replay::engineFingerprint().size()));
    auto* language =
        new QLabel(tr("Cedar %1 · engine %2")
                       .arg(QLatin1String(kCedarLanguage), shortened(engine.toStdString())));
    language->setObjectName(QStringLiteral("statusEngine"));
    language->setToolTip(tr("Version of the policy language, and the digest of everything in the "
                            "program that decides:\n%1")
                             .arg(engine));
    m_readOnly->setObjectName(QStringLiteral("statusReadOnly"));
    m_readOnly->setToolTip(tr("The folder cannot be written: save the workspace as a copy to keep "
                              "changes."));
    m_revision->setObjectName(QStringLiteral("statusRevision"));
    m_problems->setObjectName(QStringLiteral("statusProblems"));
    m_replay->setObjectName(QStringLiteral("statusReplay"));
    m_revision->setToolTip(tr("Revision of everything that decides: policies, schema, entities, "
                              "tools and their mapping"));
    bar.setSizeGripEnabled(false);
    bar.setContentsMargins(0, 0, kMargin, 0);
    for (QWidget* widget : {static_cast<QWidget*>(m_jobs), static_cast<QWidget*>(m_caret),
                            static_cast<QWidget*>(m_replay), static_cast<QWidget*>(m_problems),
                            static_cast<QWidget*>(m_revision), static_cast<QWidget*>(m_readOnly),
                            static_cast<QWidget*>(language)}) {
        widget->setContentsMargins(kStep, 0, kStep, 0);
        bar.addPermanentWidget(widget);
    }
    connect(&studio.jobs(), &JobRunner::jobStarted, this, &StatusLine::showJobs);
    connect(&studio.jobs(), &JobRunner::jobChanged, this, &StatusLine::showJobs);
    setSession(nullptr);
    showJobs();
}

QToolButton* StatusLine::addButton(const QString& name, const QString& actionId)
{
    auto* button = new QToolButton;
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIconSize({12, 12});
    button->setAccessibleName(name);
    connect(button, &QToolButton::clicked, this, [this, actionId] {
        if (QAction* action = m_studio.actions().find(actionId)) {
            action->setChecked(false);
            action->trigger();
        }
    });
    return button;
}

void StatusLine::setSession(Session* session)
{
    m_session = session;
    m_caret->clear();
    for (QWidget* widget : {static_cast<QWidget*>(m_revision), static_cast<QWidget*>(m_problems),
                            static_cast<QWidget*>(m_replay)})
        widget->setVisible(false);
    m_readOnly->setVisible(session != nullptr && !QFileInfo(session->folder()).isWritable());
    if (session == nullptr)
        return;
    connect(session, &Session::checked, this, &StatusLine::showChecked);
    connect(session, &Session::replayFinished, this, &StatusLine::showReplay);
}

void StatusLine::showChecked()
{
    const int errors = m_session->problemCount(Severity::Error);
    const int warnings = m_session->problemCount(Severity::Warning);
    m_problems->setText(tr("%n error(s)", nullptr, errors) + QStringLiteral(", ") +
                        tr("%n warning(s)", nullptr, warnings));
    m_problems->setIcon(
        errors + warnings == 0
            ? QIcon()
            : severityIcon(errors > 0 ? Severity::Error : Severity::Warning, m_studio.theme()));
    m_problems->setVisible(true);
    const auto setup = m_session->setup();
    m_revision->setVisible(setup != nullptr && errors == 0);
    if (setup != nullptr)
        m_revision->setText(tr("revision %1").arg(shortened(setup->revision)));
}

void StatusLine::showReplay()
{
    const auto replay = m_session->replay();
    m_replay->setVisible(replay != nullptr);
    if (replay == nullptr)
        return;
    const decision::ReplaySummary& summary = replay->summary;
    QString text =
        tr("last replay: %n run(s)", nullptr, static_cast<int>(summary.runs)) +
        QStringLiteral(", ") +
        tr("%n crossing(s)", nullptr, static_cast<int>(summary.deny + summary.approvalRequired));
    if (summary.authenticNotAuthorised)
        text += QStringLiteral(", ") +
                tr("%1 authentic, not authorised").arg(*summary.authenticNotAuthorised);
    m_replay->setText(text);
}

void StatusLine::showJobs()
{
    const int running = m_studio.jobs().runningCount();
    m_jobs->setVisible(running > 0);
    m_jobs->setText(tr("%n job(s) running", nullptr, running));
}

void StatusLine::setCaret(const QString& place)
{
    m_caret->setText(place);
}

} // namespace remit::ui
