// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/git/git_revision.h"
#include "ui/compare/compare_work.h"

#include <QComboBox>

#include <optional>

namespace remit::ui {

class Session;

/// One side of a comparison to choose: the last replay, the present or the saved texts, another
/// workspace, a commit of the list, or any git revision that is typed.
class SideBox : public QComboBox {
    Q_OBJECT

public:
    enum Fixed { LastReplay, PresentTexts, SavedTexts, OtherFolder };

    SideBox(const QString& title, Fixed usual);

    /// What was chosen stays.
    void setCommits(const std::vector<workspace::GitCommit>& commits);
    void choose(Fixed side);
    /// As if it were typed; one of the list is chosen there.
    void chooseRevision(const QString& revision);
    /// Of what is chosen. Asks for the folder of another workspace. Nothing: why not is in
    /// `problem`, which stays empty where the user gave up.
    [[nodiscard]] std::optional<CompareSide> side(Session& session, QString& problem);

private:
    Fixed m_usual;
};

} // namespace remit::ui
