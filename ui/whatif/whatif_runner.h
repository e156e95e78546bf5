// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/whatif.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <vector>

namespace remit::ui {

class Session;
class Studio;
class WhatIfView;

/// Answers the events of the panel on a worker, again after each change of texts, events or replay,
/// and applies them to the files when the user says so.
class WhatIfRunner : public QObject {
    Q_OBJECT

public:
    WhatIfRunner(Studio& studio, WhatIfView& view);

    void setSession(Session* session);

signals:
    /// What the panel shows answers its events.
    void answered();

private:
    struct Answer;

    void takeSetup();
    void takeCall(const QString& run, qint64 step);
    void ask();
    void take(Result<Answer> answer);
    void apply();

    Studio& m_studio;
    WhatIfView& m_view;
    QPointer<Session> m_session;
    std::vector<analysis::WhatIfEvent> m_events; ///< of the answer that is shown
    std::shared_ptr<const decision::Setup> m_setup;
};

} // namespace remit::ui
