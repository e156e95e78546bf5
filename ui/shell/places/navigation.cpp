// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/places/navigation.h"

#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/shell/centre.h"
#include "ui/shell/main_window.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QScopedValueRollback>

namespace remit::ui {
namespace {

/// "policies/pay.cedar" of "file:policies/pay.cedar"; empty for other pages.
QString fileOfPage(const QString& page)
{
    const QString start = EditorArea::keyOf({});
    return page.startsWith(start) ? page.mid(start.size()) : QString();
}

} // namespace

Navigation::Navigation(MainWindow& window) : QObject(&window), m_window(window)
{
    connect(&window.studio(), &Studio::sessionOpened, this, &Navigation::open);
    connect(&window.studio(), &Studio::sessionClosing, this, [this] {
        m_session = nullptr;
        m_visits.clear();
        emit changed();
    });
    connect(&window.centre(), &Centre::pageChanged, this, &Navigation::note);
    connect(&window.editors(), &EditorArea::caretMoved, this, &Navigation::settle);
}

void Navigation::open(Session* session)
{
    m_session = session;
    connect(&session->selection(), &Selection::callSelected, this, &Navigation::noteCall);
}

Visit Navigation::here() const
{
    Visit visit;
    visit.page = m_window.centre().currentKey();
    if (const CodeEditor* editor = m_window.editors().current())
        visit.place = editor->selection();
    if (m_session) {
        const CallId& call = m_session->selection().call();
        visit.run = call.isValid() ? call.run : QString();
        visit.step = call.isValid() ? call.step : -1;
    }
    return visit;
}

/// The caret moved within the page: going back comes to where it was last.
void Navigation::settle()
{
    const Visit visit = here();
    if (m_going || m_visits.isEmpty() || m_visits.present().page != visit.page)
        return;
    m_visits.amend(visit);
}

void Navigation::note()
{
    if (m_going || !m_session || m_window.centre().currentKey().isEmpty())
        return;
    m_visits.add(here());
    emit changed();
}

void Navigation::noteCall()
{
    if (m_going || !m_session)
        return;
    const bool stepping = m_lastCall.isValid() && m_lastCall.elapsed() < kStepMs;
    m_lastCall.start();
    const Visit visit = here();
    if (stepping && !m_visits.isEmpty() && m_visits.present().page == visit.page)
        m_visits.amend(visit);
    else
        m_visits.add(visit);
    emit changed();
}

void Navigation::jump(const std::function<void()>& go)
{
    settle();
    {
        const QScopedValueRollback guard(m_going, true);
        go();
    }
    note();
}

void Navigation::goBack()
{
    if (!m_visits.canGoBack())
        return;
    settle();
    show(m_visits.back());
}

void Navigation::goForward()
{
    if (!m_visits.canGoForward())
        return;
    settle();
    show(m_visits.forward());
}

void Navigation::show(const Visit& visit)
{
    {
        const QScopedValueRollback guard(m_going, true);
        const QString file = fileOfPage(visit.page);
        if (!file.isEmpty())
            m_window.editors().showPlace(file, visit.place);
        else if (!m_window.centre().reopen(visit.page))
            m_visits.forgetPage(visit.page);
        if (m_session && visit.step >= 0)
            m_session->selection().selectCall(visit.run, visit.step);
    }
    emit changed();
}

} // namespace remit::ui
