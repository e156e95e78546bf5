// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/replay_views.h"

#include "tests/ui/support/studio_rig.h"
#include "ui/inspector/inspector_view.h"
#include "ui/replay/calls_view.h"
#include "ui/replay/runs_view.h"
#include "ui/shell/main_window.h"
#include "ui/shell/session.h"

#include <QSignalSpy>
#include <QTest>

namespace remit::test {

ReplayViews::ReplayViews(StudioRig& rig)
    : calls(*rig.window().findChild<ui::CallsView*>())
    , runs(*rig.window().findChild<ui::RunsView*>())
    , why(*rig.window().findChild<ui::InspectorView*>())
{}

void openSample(StudioRig& rig, const QString& sample)
{
    rig.window().openSample(sample);
    QVERIFY(rig.waitForCheck());
}

bool replayed(StudioRig& rig, const char* action)
{
    QSignalSpy finished(&rig.session(), &ui::Session::replayFinished);
    if (action == nullptr)
        QTest::keyClick(&rig.window(), Qt::Key_F5);
    else
        rig.trigger(action);
    return QTest::qWaitFor([&] { return !finished.isEmpty(); }, 20'000);
}

QString why(const ReplayViews& views)
{
    return views.why.toPlainText();
}

} // namespace remit::test
