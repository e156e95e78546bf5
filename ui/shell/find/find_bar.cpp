// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/find/find_bar.h"

#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/shell/find/query_line.h"
#include "ui/shell/icons.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifications.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace remit::ui {
namespace {

constexpr unsigned long kMatchIndicator = 30; ///< of Scintilla; the others belong to the editor
constexpr int kFieldWidth = 280;

QToolButton* stepButton(const QString& iconName, const QString& name)
{
    auto* button = new QToolButton;
    button->setIcon(icon(iconName));
    button->setIconSize({kIconSize, kIconSize});
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolTip(name);
    button->setAccessibleName(name);
    return button;
}

} // namespace

FindBar::FindBar(MainWindow& window)
    : m_window(window), m_line(new QueryLine(this)), m_count(new QLabel)
{
    setObjectName(QStringLiteral("findBar"));
    setAccessibleName(tr("Find in file"));
    setAutoFillBackground(true);
    setupLayout();
    hide();
    connect(m_line, &QueryLine::changed, this, [this] {
        search();
        goFrom(m_origin);
    });
    connect(m_line, &QueryLine::replacementChanged, this, &FindBar::search);
    connect(&window.editors(), &EditorArea::currentChanged, this, &FindBar::follow);
    connect(&window.editors(), &EditorArea::caretMoved, this, &FindBar::showCount);
    m_line->find().installEventFilter(this);
    m_line->replace().installEventFilter(this);
}

void FindBar::setupLayout()
{
    m_line->find().setObjectName(QStringLiteral("findLine"));
    m_line->replace().setObjectName(QStringLiteral("replaceLine"));
    m_previous = stepButton(QStringLiteral("previous"), tr("Previous match"));
    m_next = stepButton(QStringLiteral("next"), tr("Next match"));
    auto* close = stepButton(QStringLiteral("close"), tr("Close find"));
    m_replace = new QPushButton(tr("&Replace"));
    m_replaceAll = new QPushButton(tr("Replace &all"));
    m_replaceAll->setObjectName(QStringLiteral("replaceAll"));
    setMuted(m_count);
    m_line->find().setMinimumWidth(kFieldWidth);
    m_line->replace().setMinimumWidth(kFieldWidth);

    auto* first = new QHBoxLayout;
    first->setSpacing(kStep);
    first->addWidget(&m_line->find(), 1);
    for (QToolButton* button : m_line->switches())
        first->addWidget(button);
    first->addWidget(m_previous);
    first->addWidget(m_next);
    first->addWidget(m_count, 1);
    first->addWidget(close);
    m_replaceRow = new QWidget;
    auto* second = new QHBoxLayout(m_replaceRow);
    second->setContentsMargins(0, 0, 0, 0);
    second->setSpacing(kStep);
    second->addWidget(&m_line->replace(), 1);
    second->addWidget(m_replace);
    second->addWidget(m_replaceAll);
    second->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kStep, kMargin, kStep);
    layout->setSpacing(kStep);
    layout->addLayout(first);
    layout->addWidget(m_replaceRow);

    connect(m_previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(m_next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(close, &QToolButton::clicked, this, &FindBar::dismiss);
    connect(m_replace, &QPushButton::clicked, this, &FindBar::replaceOne);
    connect(m_replaceAll, &QPushButton::clicked, this, &FindBar::replaceAll);
}

CodeEditor* FindBar::editor() const
{
    return m_window.editors().current();
}

void FindBar::open(bool replacing)
{
    CodeEditor* open = editor();
    if (open == nullptr)
        return;
    const Span selected = open->selection();
    m_origin = selected.begin;
    const auto text = std::string(open->bufferText().substr(selected.begin, selected.size()));
    m_replaceRow->setVisible(replacing);
    show();
    if (!text.empty() && text.find('\n') == std::string::npos)
        m_line->find().setText(QString::fromStdString(text));
    m_line->find().selectAll();
    m_line->find().setFocus(Qt::ShortcutFocusReason);
    follow(open);
}

void FindBar::follow(CodeEditor* editor)
{
    unmark();
    if (m_editor)
        disconnect(m_editor, &CodeEditor::textEdited, this, nullptr);
    m_editor = isVisible() ? editor : nullptr;
    if (m_editor)
        connect(m_editor, &CodeEditor::textEdited, this, &FindBar::search);
    search();
}

void FindBar::search()
{
    unmark();
    m_matches.clear();
    m_problem.clear();
    const workspace::TextQuery query = m_line->query();
    if (m_editor && !query.text.empty()) {
        const auto search = workspace::TextSearch::make(query, m_line->replacement());
        auto found = search ? search->matches(m_editor->bufferText())
                            : tl::unexpected<Error>(search.error());
        if (found)
            m_matches = std::move(*found);
        else
            m_problem = QString::fromStdString(found.error().message);
    }
    mark();
    showCount();
}

void FindBar::unmark()
{
    if (!m_editor)
        return;
    m_editor->SendScintilla(QsciScintilla::SCI_SETINDICATORCURRENT, kMatchIndicator);
    m_editor->SendScintilla(QsciScintilla::SCI_INDICATORCLEARRANGE, 0UL,
                            static_cast<long>(m_editor->bufferText().size()));
}

void FindBar::mark()
{
    if (!m_editor)
        return;
    const auto number = static_cast<int>(kMatchIndicator);
    m_editor->indicatorDefine(QsciScintilla::StraightBoxIndicator, number);
    m_editor->setIndicatorForegroundColor(m_window.studio().theme().colors().accent, number);
    m_editor->setIndicatorDrawUnder(true, number);
    m_editor->SendScintilla(QsciScintilla::SCI_INDICSETALPHA, kMatchIndicator, 60L);
    m_editor->SendScintilla(QsciScintilla::SCI_INDICSETOUTLINEALPHA, kMatchIndicator, 160L);
    m_editor->SendScintilla(QsciScintilla::SCI_SETINDICATORCURRENT, kMatchIndicator);
    for (const workspace::TextMatch& match : m_matches)
        m_editor->SendScintilla(QsciScintilla::SCI_INDICATORFILLRANGE,
                                static_cast<unsigned long>(match.span.begin),
                                static_cast<long>(match.span.size()));
}

int FindBar::currentMatch() const
{
    if (!m_editor)
        return -1;
    const Span selected = m_editor->selection();
    const auto found =
        std::find_if(m_matches.begin(), m_matches.end(),
                     [&](const workspace::TextMatch& match) { return match.span == selected; });
    return found == m_matches.end() ? -1 : static_cast<int>(found - m_matches.begin());
}

void FindBar::showCount()
{
    if (!isVisible())
        return;
    const int count = static_cast<int>(m_matches.size());
    const int current = currentMatch();
    if (!m_problem.isEmpty())
        m_count->setText(m_problem);
    else if (m_line->find().text().isEmpty())
        m_count->clear();
    else if (count == 0)
        m_count->setText(tr("Nothing found"));
    else if (current < 0)
        m_count->setText(tr("%n place(s)", nullptr, count));
    else
        m_count->setText(tr("%1 of %2").arg(current + 1).arg(count));
    for (QWidget* widget : {static_cast<QWidget*>(m_previous), static_cast<QWidget*>(m_next),
                            static_cast<QWidget*>(m_replace), static_cast<QWidget*>(m_replaceAll)})
        widget->setEnabled(count > 0);
}

/// The first match from there on: each further letter narrows the same search.
void FindBar::goFrom(std::uint32_t origin)
{
    if (!m_editor || m_matches.empty())
        return;
    auto next = std::find_if(
        m_matches.begin(), m_matches.end(),
        [origin](const workspace::TextMatch& match) { return match.span.begin >= origin; });
    next = next == m_matches.end() ? m_matches.begin() : next; // around the end
    m_editor->showPlace(next->span);
    showCount();
}

void FindBar::step(bool forward)
{
    if (!m_editor || m_matches.empty())
        return;
    const Span selected = m_editor->selection();
    auto next =
        std::find_if(m_matches.begin(), m_matches.end(), [&](const workspace::TextMatch& match) {
            return forward ? match.span.begin >= selected.end : match.span.end > selected.begin;
        });
    if (forward)
        next = next == m_matches.end() ? m_matches.begin() : next; // around the end
    else
        next = next == m_matches.begin() ? m_matches.end() - 1 : next - 1;
    m_editor->showPlace(next->span);
    m_origin = next->span.begin;
    showCount();
    QAccessibleEvent told(m_count, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&told);
}

void FindBar::findNext()
{
    if (isHidden())
        open(false);
    step(true);
}

void FindBar::findPrevious()
{
    if (isHidden())
        open(false);
    step(false);
}

/// The match that is selected; else the next one is selected first, so that it is seen before.
void FindBar::replaceOne()
{
    const int current = currentMatch();
    if (current < 0 || !m_editor)
        return step(true);
    const workspace::TextMatch match = m_matches[static_cast<std::size_t>(current)];
    const Result<> done = m_editor->apply(
        workspace::replacementEdit(tr("Replace").toStdString(), {{m_editor->path(), {match}}}),
        Span{match.span.begin,
             match.span.begin + static_cast<std::uint32_t>(match.replacement.size())});
    if (!done)
        return m_window.studio().notifications().report(done.error());
    step(true);
}

void FindBar::replaceAll()
{
    if (!m_editor || m_matches.empty())
        return;
    const auto count = static_cast<int>(m_matches.size());
    const Result<> done = m_editor->apply(workspace::replacementEdit(
        tr("Replace all").toStdString(), {{m_editor->path(), m_matches}}));
    if (!done)
        return m_window.studio().notifications().report(done.error());
    m_window.studio().notifications().inform(tr("Replaced %n place(s).", nullptr, count));
}

void FindBar::dismiss()
{
    unmark();
    m_matches.clear();
    hide();
    if (CodeEditor* open = editor())
        open->setFocus(Qt::OtherFocusReason);
    follow(nullptr);
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        return dismiss();
    QFrame::keyPressEvent(event);
}

bool FindBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            if (watched == &m_line->replace())
                replaceOne();
            else
                step(!key->modifiers().testFlag(Qt::ShiftModifier));
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace remit::ui
