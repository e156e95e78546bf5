// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/revision_chooser.h"

#include "core/base/text.h"
#include "core/base/time.h"
#include "core/decision/setup.h"
#include "ui/compare/compare_actions.h"
#include "ui/compare/compare_page.h"
#include "ui/models/text.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifications.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/tool_bar.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMenu>

namespace remit::ui {
namespace {

constexpr std::size_t kCommitsListed = 20;
constexpr int kSubjectLetters = 60;

QString shortRevision(const std::string& revision)
{
    return toQString(revision).section(QLatin1Char(':'), -1).left(10);
}

QString commitLine(const workspace::GitCommit& commit)
{
    QString subject = toQString(shown(commit.subject));
    if (subject.size() > kSubjectLetters)
        subject = subject.left(kSubjectLetters - 1) + QChar(0x2026);
    subject.replace(QLatin1Char('&'), QStringLiteral("&&"));
    return toQString(commit.id).left(9) + QStringLiteral("  ") + subject;
}

} // namespace

RevisionChooser::RevisionChooser(MainWindow& window)
    : QObject(&window), m_window(window), m_menu(new QMenu(&window))
{
    m_menu->setObjectName(QStringLiteral("revisionMenu"));
    m_menu->setToolTipsVisible(true);
    m_action = window.studio().actions().add(
        {.id = QStringLiteral("policies.revision"),
         .text = tr("Re&vision…"),
         .help = tr("Says which revision decides, and compares the present texts with another: "
                    "what is saved, the last replay, a commit."),
         .shortcut = QKeySequence(QStringLiteral("Ctrl+Alt+V")),
         .icon = QStringLiteral("policies"),
         .menu = Menu::Replay,
         .group = 3},
        [this] { popUpChooser(m_window, *m_action, *m_menu); });
    connect(m_menu, &QMenu::aboutToShow, this, &RevisionChooser::fill);
    connect(&window.studio(), &Studio::sessionOpened, this, &RevisionChooser::setSession);
    connect(&window.studio(), &Studio::sessionClosing, this, [this] { setSession(nullptr); });
    setSession(nullptr);
}

void RevisionChooser::setSession(Session* session)
{
    m_session = session;
    m_commits.reset();
    m_action->setEnabled(session != nullptr);
    if (session != nullptr) {
        connect(session, &Session::checked, this, &RevisionChooser::showRevision);
        connect(session, &Session::dirtyChanged, this, &RevisionChooser::showRevision);
        readCommits();
    }
    showRevision();
    fill();
}

/// "3f2a90c1de" or "3f2a90c1de ● edited".
void RevisionChooser::showRevision()
{
    if (m_session == nullptr)
        return m_action->setIconText(tr("No revision"));
    const auto setup = m_session->setup();
    QString text = setup == nullptr         ? tr("Checking…")
                   : m_session->hasErrors() ? tr("With errors")
                                            : shortRevision(setup->revision);
    if (!m_session->dirtyPaths().empty())
        text += QStringLiteral(" ● ") + tr("edited");
    m_action->setIconText(text);
}

void RevisionChooser::fill()
{
    m_menu->clear();
    if (m_session == nullptr)
        return;
    const auto setup = m_session->setup();
    QAction* copy = m_menu->addAction(tr("Copy the &revision"));
    copy->setEnabled(setup != nullptr && !m_session->hasErrors());
    if (copy->isEnabled())
        copy->setToolTip(toQString(setup->revision));
    connect(copy, &QAction::triggered, this, [this, setup] {
        QApplication::clipboard()->setText(toQString(setup->revision));
        m_window.studio().notifications().inform(tr("Copied: %1").arg(toQString(setup->revision)));
    });
    m_menu->addSeparator();
    m_menu->addAction(tr("Compare the present texts with:"))->setEnabled(false);
    addChoice(tr("The &saved texts"), tr("What is not saved yet"),
              [](ComparePage& page) { page.compareWith(SideBox::SavedTexts); });
    if (m_session->replay())
        addChoice(tr("The last re&play"), tr("What was edited since"),
                  [](ComparePage& page) { page.compareWith(SideBox::LastReplay); });
    addCommits();
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("&Another revision…")), &QAction::triggered, this,
            [this] { showComparePage(m_window)->askForRevision(); });
    readCommits();
}

void RevisionChooser::addCommits()
{
    if (!m_commits || m_commits->empty()) {
        QAction* none = m_menu->addAction(m_commits ? tr("No commit touched the workspace")
                                                    : tr("No git repository here"));
        none->setEnabled(false);
        return;
    }
    for (const workspace::GitCommit& commit : *m_commits)
        addChoice(
            commitLine(commit),
            tr("%1, %2").arg(toQString(shown(commit.author)), toQString(rfc3339(commit.time))),
            [id = toQString(commit.id)](ComparePage& page) { page.compareWith(id); });
}

void RevisionChooser::addChoice(const QString& text, const QString& tip, Compare compare)
{
    QAction* choice = m_menu->addAction(text);
    choice->setToolTip(tip);
    connect(choice, &QAction::triggered, this,
            [this, compare = std::move(compare)] { compare(*showComparePage(m_window)); });
}

/// For the next time that the list opens; git may take its time.
void RevisionChooser::readCommits()
{
    using Commits = std::vector<workspace::GitCommit>;
    m_window.studio().jobs().run<Commits>(
        {.title = tr("Read commits"), .key = QStringLiteral("revisions"), .listed = false},
        [folder = m_session->workspace().root()](const JobControl& control) {
            return workspace::gitCommits(folder, kCommitsListed, control);
        },
        this,
        [this, session = m_session](Result<Commits> commits) {
            if (session == nullptr || session != m_session)
                return;
            m_commits = commits ? std::make_optional(std::move(*commits)) : std::nullopt;
        });
}

} // namespace remit::ui
