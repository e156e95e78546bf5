// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace remit::ui {
class CallsView;
class InspectorView;
class RunsView;
} // namespace remit::ui

namespace remit::test {

class StudioRig;

/// The views of a replay, found as a person finds them: by what stands in the window.
struct ReplayViews {
    explicit ReplayViews(StudioRig& rig);

    ui::CallsView& calls;
    ui::RunsView& runs;
    ui::InspectorView& why;
};

/// Opens a copy of the sample and waits until it is checked.
void openSample(StudioRig& rig, const QString& sample = QStringLiteral("payments-agent"));
/// Presses F5, or chooses the action, and waits for the replay that follows. False: none did.
[[nodiscard]] bool replayed(StudioRig& rig, const char* action = nullptr);
/// What the inspector says.
[[nodiscard]] QString why(const ReplayViews& views);

} // namespace remit::test
