// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/window_state.h"

#include "tests/ui/support/studio_rig.h"
#include "ui/editor/code_editor.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifications.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCryptographicHash>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QTextBrowser>

namespace remit::test {
namespace {

constexpr int kLookEvery = 20; ///< milliseconds

QString contentOf(const QWidget& widget)
{
    if (const auto* label = qobject_cast<const QLabel*>(&widget))
        return label->text();
    if (const auto* line = qobject_cast<const QLineEdit*>(&widget))
        return line->text();
    if (const auto* text = qobject_cast<const QTextBrowser*>(&widget))
        return text->toPlainText();
    if (const auto* view = qobject_cast<const QAbstractItemView*>(&widget);
        view != nullptr && view->model() != nullptr)
        return QStringLiteral("%1 rows, at %2")
            .arg(view->model()->rowCount())
            .arg(view->currentIndex().row());
    if (const auto* code = qobject_cast<const ui::CodeEditor*>(&widget))
        return code->text() + QStringLiteral("%1-%2, %3 high, wrap %4")
                                  .arg(code->selection().begin)
                                  .arg(code->selection().end)
                                  .arg(code->SendScintilla(QsciScintilla::SCI_TEXTHEIGHT, 0UL))
                                  .arg(code->wrapMode());
    return {};
}

} // namespace

WindowState::WindowState(StudioRig& rig) : m_rig(rig)
{
    const auto happened = [this] { ++m_events; };
    connect(&rig.studio().notifications(), &ui::Notifications::posted, this, happened);
    connect(&rig.studio().jobs(), &ui::JobRunner::jobStarted, this, happened);
    // Also while a dialog has an event loop of its own.
    connect(&m_closing, &QTimer::timeout, this, &WindowState::closeWhatOpened);
    m_closing.start(kLookEvery);
    m_before = look();
}

WindowState::~WindowState()
{
    closeWhatOpened();
}

bool WindowState::hasChanged()
{
    closeWhatOpened();
    return m_events > 0 || look() != m_before;
}

void WindowState::closeWhatOpened()
{
    if (QWidget* popup = QApplication::activePopupWidget()) {
        ++m_events;
        popup->close();
    }
    for (QWidget* window : QApplication::topLevelWidgets()) {
        if (!window->isVisible() || window == &m_rig.window())
            continue;
        if (auto* dialog = qobject_cast<QDialog*>(window)) {
            ++m_events;
            dialog->reject();
        }
    }
}

QByteArray WindowState::look() const
{
    QStringList seen;
    seen << QString::number(reinterpret_cast<quintptr>(QApplication::focusWidget()))
         << m_rig.window().windowTitle() << QApplication::clipboard()->text()
         << (m_rig.studio().theme().isDark() ? QStringLiteral("dark") : QStringLiteral("light"));
    for (const QAction* action : m_rig.studio().actions().all())
        seen << QString::number(action->isChecked()) + QString::number(action->isEnabled());
    for (const QWidget* widget : m_rig.window().findChildren<QWidget*>()) {
        if (widget->isVisible())
            seen << QString::number(reinterpret_cast<quintptr>(widget))
                 << QString::number(widget->visibleRegion().isEmpty()) << contentOf(*widget);
    }
    if (m_rig.studio().session() != nullptr) {
        for (const QString& path : m_rig.session().dirtyPaths())
            seen << path;
    }
    return QCryptographicHash::hash(seen.join(QLatin1Char('\n')).toUtf8(),
                                    QCryptographicHash::Sha1);
}

} // namespace remit::test
