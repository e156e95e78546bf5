// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/session_growth.h"

#include <QTextBrowser>

namespace remit::ui {

class Session;
class Studio;

/// The facts of the session at the selected call, beside the timeline: going from call to call
/// shows them grow. What the call before had not yet is marked with a plus.
class GrowthView : public QTextBrowser {
    Q_OBJECT

public:
    explicit GrowthView(Studio& studio, QWidget* parent = nullptr);

    void setSession(Session* session);

private:
    void follow();
    void show(const std::string& run, std::int64_t step);
    void showLine(const QString& line);

    Studio& m_studio;
    Session* m_session = nullptr;
    std::shared_ptr<const ReplayResult> m_replay;
    std::shared_ptr<const SessionGrowth> m_growth; ///< of m_replay
};

} // namespace remit::ui
