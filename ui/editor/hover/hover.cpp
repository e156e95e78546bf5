// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/hover/hover.h"

#include "ui/editor/assistant.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/problem_marks.h"
#include "ui/shell/session.h"

#include <QEvent>
#include <QKeyEvent>

namespace remit::ui {
namespace {

constexpr int kLeavingMs = 300; ///< to get the mouse from the word into the card

} // namespace

HoverControl::HoverControl(CodeEditor& editor, Assistant& assistant, const Theme& theme)
    : QObject(&editor), m_editor(editor), m_assistant(assistant), m_theme(theme)
{
    m_leaving.setSingleShot(true);
    m_leaving.setInterval(kLeavingMs);
    connect(&m_leaving, &QTimer::timeout, this, &HoverControl::leave);
    connect(&editor, &QsciScintillaBase::SCN_DWELLSTART, this, [this](int byte, int, int) {
        if (byte >= 0 && m_editor.isVisible())
            ask(static_cast<std::uint32_t>(byte), false);
    });
    connect(&editor, &QsciScintillaBase::SCN_DWELLEND, this, [this] { m_leaving.start(); });
    editor.installEventFilter(this);
    editor.viewport()->installEventFilter(this);
}

HoverControl::~HoverControl()
{
    delete m_card.data();
}

void HoverControl::describe()
{
    m_editor.flush();
    ask(m_editor.caret(), true);
}

void HoverControl::ask(std::uint32_t byte, bool told)
{
    using Answer = std::optional<assist::Hover>;
    m_assistant.ask<Answer>(
        {"hover", m_editor.path()},
        [path = m_editor.path(), byte](const assist::Model& model) {
            return assist::hover(model, path, byte);
        },
        this,
        [this, byte, told](const Answer& answer) {
            HoverCard::Content content;
            for (const Diagnostic* problem : m_editor.marks().allAt(byte))
                content.problems.push_back(*problem);
            if (answer)
                content.lines = answer->lines;
            take(content, byte, told);
        });
}

void HoverControl::take(const HoverCard::Content& content, std::uint32_t byte, bool told)
{
    if (content.isEmpty()) {
        close();
        if (told)
            emit nothingKnown();
        return;
    }
    m_leaving.stop();
    const QPoint place = m_editor.mapTo(m_editor.window(), m_editor.pointBelow(byte));
    makeCard().showAt(content, place, m_editor.lineHeight());
}

HoverCard& HoverControl::makeCard()
{
    if (m_card == nullptr) {
        m_card = new HoverCard(m_theme, m_editor);
        connect(m_card, &HoverCard::explanationWanted, this, &HoverControl::explanationWanted);
        connect(m_card, &HoverCard::fixWanted, this, [this] {
            close();
            emit fixWanted();
        });
    }
    return *m_card;
}

void HoverControl::leave()
{
    if (m_card == nullptr || !m_card->isVisible())
        return;
    if (m_card->underMouse())
        m_leaving.start(); // it is being read
    else
        close();
}

void HoverControl::close()
{
    m_leaving.stop();
    if (m_card != nullptr)
        m_card->hide();
}

bool HoverControl::eventFilter(QObject* watched, QEvent* event)
{
    const bool open = m_card != nullptr && m_card->isVisible();
    switch (event->type()) {
    case QEvent::ShortcutOverride:
        if (open && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
            event->accept();
        break;
    case QEvent::KeyPress:
        close();
        if (open && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
            return true; // Esc closes what is on top, and nothing else
        break;
    case QEvent::Wheel:
    case QEvent::MouseButtonPress:
    case QEvent::Hide:
    case QEvent::FocusOut:
        close();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace remit::ui
