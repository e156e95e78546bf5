// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace remit::ui {

/// One recorded call, as every view names it.
struct CallId {
    QString run;
    qint64 step = -1; ///< counts the calls of the run from 0; negative: none

    [[nodiscard]] bool isValid() const { return step >= 0; }
    bool operator==(const CallId&) const = default;
};

/// What the user is looking at, shared by all views of a session: whoever lets the user choose a
/// call says so here, and whoever shows a call listens here.
class Selection : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] const CallId& call() const { return m_call; }
    void selectCall(const QString& run, qint64 step);
    void clearCall();

signals:
    /// `step` is negative when nothing is selected any more.
    void callSelected(const QString& run, qint64 step);

private:
    CallId m_call;
};

} // namespace remit::ui
