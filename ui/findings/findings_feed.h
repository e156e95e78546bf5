// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/findings/findings_model.h"

#include <QObject>
#include <QPointer>

#include <vector>

namespace remit::ui {

class FindingsView;
class Session;
class Studio;

/// Looks for findings on a worker, after each check and each replay, while their dock is to be
/// seen; findings of behaviour come from the last replay.
class FindingsFeed : public QObject {
    Q_OBJECT

public:
    FindingsFeed(Studio& studio, FindingsView& view);

    void setSession(Session* session);

signals:
    /// The findings are new.
    void found();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void lookAgain();
    void look();
    void take(Result<std::vector<FindingRow>> rows);

    Studio& m_studio;
    FindingsView& m_view;
    QPointer<Session> m_session;
    bool m_stale = false;
};

} // namespace remit::ui
