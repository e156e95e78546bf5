// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_title.h"

#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/shell/session.h"

#include <QFileInfo>
#include <QWidget>

namespace remit::ui {

WindowTitle::WindowTitle(QWidget& window, EditorArea& editors)
    : QObject(&window), m_window(window), m_editors(editors)
{
    connect(&editors, &EditorArea::currentChanged, this, &WindowTitle::update);
    update();
}

void WindowTitle::setSession(Session* session)
{
    m_session = session;
    if (session != nullptr) {
        connect(session, &Session::dirtyChanged, this, &WindowTitle::update);
        connect(session, &Session::checked, this, &WindowTitle::update);
    }
    update();
}

void WindowTitle::update()
{
    QStringList parts;
    const CodeEditor* editor = m_editors.current();
    if (m_session != nullptr && editor != nullptr)
        parts << QFileInfo(QString::fromStdString(editor->path())).fileName() +
                     QStringLiteral("[*]");
    if (m_session != nullptr)
        parts << m_session->name();
    parts << tr("Remit Studio");
    m_window.setWindowTitle(parts.join(QStringLiteral(" — ")));
    const workspace::Document* document = m_session == nullptr || editor == nullptr
                                              ? nullptr
                                              : m_session->documents().find(editor->path());
    m_window.setWindowModified(document != nullptr && document->isDirty());
}

QString caretText(const CodeEditor* editor)
{
    if (editor == nullptr)
        return {};
    int line = 0;
    int index = 0;
    editor->getCursorPosition(&line, &index);
    return WindowTitle::tr("Ln %1, Col %2").arg(line + 1).arg(index + 1);
}

} // namespace remit::ui
