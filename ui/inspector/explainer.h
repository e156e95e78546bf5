// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

namespace remit::ui {

class InspectorView;
class Session;
class Studio;
class Theme;

/// Fills the inspector: whenever a call is selected or replayed anew, its explanation is made on
/// a worker, out of the engine that decided it, and shown. A newer selection supersedes an older
/// one.
class Explainer : public QObject {
    Q_OBJECT

public:
    Explainer(Studio& studio, InspectorView& view);

    void setSession(Session* session);

private:
    void explain();
    void applyTheme();

    Studio& m_studio;
    InspectorView& m_view;
    QPointer<Session> m_session;
};

} // namespace remit::ui
