// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QTimer>

namespace remit::test {

class StudioRig;

/// What can be seen of the studio at a moment, to tell whether anything happened since. Dialogs and
/// menus that open meanwhile count, and are closed again.
class WindowState : public QObject {
public:
    explicit WindowState(StudioRig& rig);
    ~WindowState() override;

    [[nodiscard]] bool hasChanged();

private:
    void closeWhatOpened();
    [[nodiscard]] QByteArray look() const;

    StudioRig& m_rig;
    QTimer m_closing;
    QByteArray m_before;
    int m_events = 0; ///< dialogs, notifications, jobs, addresses handed to the desktop
};

} // namespace remit::test
