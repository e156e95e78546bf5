// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/find/search_view.h"

#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/editor/places/places_view.h"
#include "ui/shell/find/query_line.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifications.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/typography.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace remit::ui {
namespace {

constexpr int kSearchPauseMs = 150;
constexpr std::size_t kShownPlaces = 2'000; ///< people read no more

/// The line as it would be with this one match replaced.
ShownLine lineAfter(std::string_view text, const workspace::TextMatch& match)
{
    const std::size_t before =
        match.span.begin == 0 ? std::string_view::npos : text.rfind('\n', match.span.begin - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const std::size_t end = std::min(text.find('\n', match.span.end), text.size());
    std::string line(text.substr(begin, match.span.begin - begin));
    const auto at = static_cast<std::uint32_t>(line.size());
    line += match.replacement;
    const auto after = static_cast<std::uint32_t>(line.size());
    line += text.substr(match.span.end, end - match.span.end);
    return shownLine(line, {at, after});
}

} // namespace

SearchView::SearchView(MainWindow& window)
    : m_window(window)
    , m_line(new QueryLine(this))
    , m_replaceRow(new QWidget)
    , m_summary(new QLabel)
    , m_replaceAll(new QPushButton(tr("Replace &all")))
    , m_places(new PlacesView(tr("Type what to find in all files of the workspace.")))
{
    setObjectName(QStringLiteral("search"));
    m_line->find().setObjectName(QStringLiteral("searchLine"));
    m_line->replace().setObjectName(QStringLiteral("searchReplaceLine"));
    m_places->setAccessibleName(tr("What was found"));
    m_replaceAll->setObjectName(QStringLiteral("searchReplaceAll"));
    setMuted(m_summary);
    setFocusProxy(&m_line->find());
    auto* first = new QHBoxLayout;
    first->setSpacing(kStep);
    first->addWidget(&m_line->find(), 1);
    for (QToolButton* button : m_line->switches())
        first->addWidget(button);
    first->addWidget(m_summary, 1);
    auto* second = new QHBoxLayout(m_replaceRow);
    second->setContentsMargins(0, 0, 0, 0);
    second->setSpacing(kStep);
    second->addWidget(&m_line->replace(), 1);
    second->addWidget(m_replaceAll);
    second->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kStep, 0, 0);
    layout->setSpacing(kStep);
    layout->addLayout(first);
    layout->addWidget(m_replaceRow);
    layout->addWidget(m_places, 1);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kSearchPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &SearchView::search);
    connect(m_line, &QueryLine::changed, this, &SearchView::schedule);
    connect(m_line, &QueryLine::replacementChanged, this, &SearchView::schedule);
    connect(m_replaceAll, &QPushButton::clicked, this, &SearchView::replaceAll);
    connect(m_places, &PlacesView::placeChosen, this, &SearchView::placeChosen);
    setReplacing(false);
    setSession(nullptr);
}

void SearchView::setSession(Session* session)
{
    m_session = session;
    m_found.clear();
    m_places->setPlaces({});
    m_summary->clear();
    m_replaceAll->setEnabled(false);
    setEnabled(session != nullptr);
    if (session != nullptr)
        connect(session, &Session::documentChanged, this, [this] {
            if (!m_line->find().text().isEmpty())
                schedule();
        });
}

void SearchView::setReplacing(bool replacing)
{
    m_replacing = replacing;
    m_replaceRow->setVisible(replacing);
}

void SearchView::open(bool replacing)
{
    setReplacing(replacing);
    if (const CodeEditor* editor = m_window.editors().current()) {
        const Span selected = editor->selection();
        const auto text = QString::fromStdString(
            std::string(editor->bufferText().substr(selected.begin, selected.size())));
        if (!text.isEmpty() && !text.contains(QLatin1Char('\n')))
            m_line->find().setText(text);
    }
    m_line->find().selectAll();
    m_line->find().setFocus(Qt::ShortcutFocusReason);
    schedule();
}

void SearchView::schedule()
{
    m_searching = true;
    m_replaceAll->setEnabled(false);
    m_pause.start();
}

Result<SearchView::Outcome> SearchView::searched(const workspace::Snapshot& snapshot,
                                                 const workspace::TextSearch& search,
                                                 bool replacing, const JobControl& control)
{
    auto files = workspace::searchWorkspace(snapshot, search, control);
    if (!files)
        return tl::unexpected<Error>(files.error());
    Outcome outcome{std::move(*files), {}, snapshot.revision};
    for (const workspace::FileMatches& file : outcome.files) {
        const SourceText source = snapshot.source(file.path);
        for (const workspace::TextMatch& match : file.matches) {
            if (outcome.places.size() >= kShownPlaces)
                return outcome;
            outcome.places.push_back({file.path, match.span, source.position(match.span.begin).line,
                                      shownLine(source.text(), match.span),
                                      replacing ? lineAfter(source.text(), match) : ShownLine(),
                                      false});
        }
    }
    return outcome;
}

void SearchView::search()
{
    m_window.editors().flush();
    const workspace::TextQuery query = m_line->query();
    if (!m_session || query.text.empty())
        return take(Outcome{});
    auto made = workspace::TextSearch::make(
        query, m_replacing ? std::optional(m_line->replacement()) : std::nullopt);
    if (!made)
        return take(tl::unexpected<Error>(made.error()));
    m_window.studio().jobs().run<Outcome>(
        {.title = tr("Search"), .key = QStringLiteral("search"), .listed = false},
        [snapshot = m_session->snapshot(), search = *made, replacing = m_replacing](
            const JobControl& control) { return searched(snapshot, search, replacing, control); },
        this, [this](const Result<Outcome>& outcome) { take(outcome); });
}

void SearchView::take(const Result<Outcome>& outcome)
{
    m_searching = false;
    m_found.clear();
    if (!outcome) {
        if (outcome.error().code == ErrorCode::Cancelled)
            return;
        m_places->setPlaces({});
        m_summary->setText(QString::fromStdString(outcome.error().message));
        return;
    }
    m_found = outcome->files;
    m_revision = outcome->revision;
    m_places->setPlaces(outcome->places);
    m_places->setHint(m_line->find().text().isEmpty()
                          ? tr("Type what to find in all files of the workspace.")
                          : tr("Nothing in the workspace fits."));
    std::size_t count = 0;
    for (const workspace::FileMatches& file : m_found)
        count += file.matches.size();
    m_replaceAll->setEnabled(count > 0 && m_replacing);
    if (count == 0)
        return m_summary->clear();
    const QString said = tr("%n place(s)", nullptr, static_cast<int>(count)) +
                         QStringLiteral(" · ") +
                         tr("%n file(s)", nullptr, static_cast<int>(m_found.size()));
    m_summary->setText(count > kShownPlaces
                           ? said + QStringLiteral(" · ") + tr("%1 shown").arg(kShownPlaces)
                           : said);
}

void SearchView::replaceAll()
{
    m_window.editors().flush();
    if (!m_session || m_found.empty())
        return;
    if (m_session->documents().revision() != m_revision)
        return schedule(); // texts have changed since: what would be replaced is shown first
    const WorkspaceEdit edit =
        workspace::replacementEdit(tr("Replace in the workspace").toStdString(), m_found);
    const auto files = static_cast<int>(m_found.size());
    if (const Result<> done = m_session->apply(edit); !done)
        return m_window.studio().notifications().report(done.error());
    m_window.studio().notifications().post(
        {Notification::Kind::Information, tr("Replaced in %n file(s).", nullptr, files),
         tr("Nothing is saved yet."), tr("Undo"),
         [session = m_session, path = edit.files.begin()->first] {
             if (session)
                 (void)session->undo(path);
         }});
}

} // namespace remit::ui
