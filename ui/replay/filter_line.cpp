// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/filter_line.h"

#include "core/replay/filter/filter.h"
#include "ui/models/call_query.h"
#include "ui/models/text.h"
#include "ui/shell/icons.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QKeyEvent>
#include <QStandardItemModel>

namespace remit::ui {

namespace {

constexpr int kTypingPauseMs = 120;
constexpr int kPopupRows = 12;

int charactersOf(const QByteArray& utf8, std::uint32_t bytes)
{
    return static_cast<int>(QString::fromUtf8(utf8.left(static_cast<qsizetype>(bytes))).size());
}

} // namespace

FilterLine::FilterLine(QWidget* parent)
    : QLineEdit(parent)
    , m_completer(new QCompleter(this))
    , m_offers(new QStandardItemModel(this))
    , m_sign(addAction(icon(QStringLiteral("problems")), QLineEdit::TrailingPosition))
{
    setClearButtonEnabled(true);
    setPlaceholderText(tr("Filter: verdict = deny and tool ~ pay"));
    setToolTip(
        tr("Fields of a replayed call with =, !=, ~, <, and, or, not; or any text. Ctrl+Space "
           "shows what may stand here."));
    m_sign->setVisible(false);
    m_completer->setWidget(this);
    m_completer->setModel(m_offers);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(kPopupRows);
    m_completer->popup()->setAccessibleName(tr("What may stand here"));
    connect(m_completer, qOverload<const QModelIndex&>(&QCompleter::activated), this,
            [this](const QModelIndex& index) { insert(index.data(Qt::UserRole).toString()); });
    m_pause.setSingleShot(true);
    m_pause.setInterval(kTypingPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &FilterLine::check);
    connect(this, &QLineEdit::textEdited, this, &FilterLine::edited);
    connect(this, &QLineEdit::textChanged, this, [this] { m_pause.start(); });
    connect(this, &QLineEdit::returnPressed, this, &FilterLine::check);
}

void FilterLine::setQuery(const QString& query)
{
    if (query == text())
        return;
    const QSignalBlocker quiet(this);
    setText(query);
    const auto parsed = parseTyped(query);
    showProblem(hasErrors(parsed.diagnostics) ? toQString(parsed.diagnostics.front().message)
                                              : QString());
}

void FilterLine::edited()
{
    offer(false);
}

void FilterLine::check()
{
    m_pause.stop();
    const auto parsed = parseTyped(text());
    if (hasErrors(parsed.diagnostics)) {
        const Diagnostic& first = parsed.diagnostics.front();
        showProblem(
            toQString(first.help.empty() ? first.message : first.message + ". " + first.help));
        return;
    }
    showProblem({});
    emit queryChanged(text().trimmed());
}

void FilterLine::showProblem(const QString& problem)
{
    m_sign->setVisible(!problem.isEmpty());
    m_sign->setToolTip(problem);
    setAccessibleDescription(problem);
    if (problem == m_problem)
        return;
    m_problem = problem;
    emit problemChanged(problem);
}

void FilterLine::offer(bool asked)
{
    const QByteArray before = text().left(cursorPosition()).toUtf8();
    const QByteArray whole = text().toUtf8();
    const auto completions = replay::completeFilter(
        std::string_view(whole.constData(), static_cast<std::size_t>(whole.size())),
        static_cast<std::size_t>(before.size()));
    m_replacesFrom = charactersOf(whole, completions.replaces.begin);
    m_replacesTo = charactersOf(whole, completions.replaces.end);
    const bool started = m_replacesTo > m_replacesFrom;
    m_offers->clear();
    for (const auto& item : completions.items) {
        const QString text = toQString(item.text);
        auto* row = new QStandardItem(
            item.what.empty() ? text : text + QStringLiteral("   ") + toQString(item.what));
        row->setData(text, Qt::UserRole);
        m_offers->appendRow(row);
    }
    if (m_offers->rowCount() == 0 || (!asked && !started)) {
        m_completer->popup()->hide();
        return;
    }
    m_completer->complete();
}

void FilterLine::insert(const QString& completion)
{
    const QString before = text().left(m_replacesFrom);
    const QString after = text().mid(m_replacesTo);
    setText(before + completion + (after.isEmpty() ? QStringLiteral(" ") : after));
    setCursorPosition(static_cast<int>(before.size() + completion.size() + 1));
}

/// Ctrl+Space is for this line while it has the focus, not for the editor.
bool FilterLine::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Space && key->modifiers() == Qt::ControlModifier) {
            event->accept();
            return true;
        }
    }
    return QLineEdit::event(event);
}

void FilterLine::keyPressEvent(QKeyEvent* event)
{
    const bool isOpen = m_completer->popup()->isVisible();
    const int key = event->key();
    if (isOpen && key == Qt::Key_Tab) {
        const QModelIndex current = m_completer->popup()->currentIndex();
        insert((current.isValid() ? current : m_offers->index(0, 0)).data(Qt::UserRole).toString());
        m_completer->popup()->hide();
        return;
    }
    const bool chooses = key == Qt::Key_Enter || key == Qt::Key_Return;
    if (isOpen && chooses && m_completer->popup()->currentIndex().isValid()) {
        event->ignore(); // it is for the list
        return;
    }
    if (isOpen && chooses)
        m_completer->popup()->hide();
    if (key == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        offer(true);
        return;
    }
    if (key == Qt::Key_Escape && !isOpen && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterLine::focusOutEvent(QFocusEvent* event)
{
    if (event->reason() != Qt::PopupFocusReason && m_pause.isActive())
        check();
    QLineEdit::focusOutEvent(event);
}

} // namespace remit::ui
