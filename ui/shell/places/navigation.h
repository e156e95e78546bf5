// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/places/visit_list.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>

#include <functional>

namespace remit::ui {

class CodeEditor;
class MainWindow;
class Session;

/// Remembers where the user has been in the whole window (files, graph, schema, calls …), and goes
/// back and forward. Views need not tell it anything: it follows the pages of the centre, the
/// caret, and the selected call. A child of the window.
class Navigation : public QObject {
    Q_OBJECT

public:
    explicit Navigation(MainWindow& window);

    /// Does `go`, which shows another place, and remembers both, also within one page.
    void jump(const std::function<void()>& go);
    void goBack();
    void goForward();
    [[nodiscard]] bool canGoBack() const { return m_visits.canGoBack(); }
    [[nodiscard]] bool canGoForward() const { return m_visits.canGoForward(); }

    /// Stepping through calls faster than this is one visit.
    static constexpr int kStepMs = 1'000;

signals:
    /// What is possible may have changed.
    void changed();

private:
    void open(Session* session);
    void note();
    void noteCall();
    void settle();
    void show(const Visit& visit);
    [[nodiscard]] Visit here() const;

    MainWindow& m_window;
    QPointer<Session> m_session;
    VisitList m_visits;
    QElapsedTimer m_lastCall;
    bool m_going = false;
};

} // namespace remit::ui
