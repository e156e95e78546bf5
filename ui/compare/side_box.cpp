// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/side_box.h"

#include "core/base/text.h"
#include "core/base/time.h"
#include "core/decision/decide.h"
#include "ui/models/text.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/session.h"

#include <QFileDialog>

namespace remit::ui {

SideBox::SideBox(const QString& title, Fixed usual) : m_usual(usual)
{
    setAccessibleName(title);
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setMinimumContentsLength(18);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setToolTip(tr("One of the list, or any git revision: HEAD~3, a branch, a tag"));
    setCommits({});
}

void SideBox::setCommits(const std::vector<workspace::GitCommit>& commits)
{
    const QString chosen = currentText();
    clear();
    addItem(tr("The last replay"), LastReplay);
    addItem(tr("The present texts"), PresentTexts);
    addItem(tr("The saved texts"), SavedTexts);
    addItem(tr("Another workspace…"), OtherFolder);
    for (const workspace::GitCommit& commit : commits) {
        const QString id = toQString(commit.id);
        addItem(tr("%1  %2").arg(id.left(9), toQString(shown(commit.subject))), id);
        setItemData(
            count() - 1,
            tr("%1, %2").arg(toQString(shown(commit.author)), toQString(rfc3339(commit.time))),
            Qt::ToolTipRole);
    }
    const int again = findText(chosen);
    setCurrentIndex(again >= 0 ? again : m_usual);
    if (again < 0 && !chosen.isEmpty())
        setEditText(chosen); // a revision that was typed meanwhile
}

void SideBox::choose(Fixed side)
{
    setCurrentIndex(side);
}

void SideBox::chooseRevision(const QString& revision)
{
    const int listed = findData(revision);
    if (listed >= 0)
        setCurrentIndex(listed);
    else
        setEditText(revision);
}

std::optional<CompareSide> SideBox::side(Session& session, QString& problem)
{
    CompareSide side;
    side.title = currentText();
    side.folder = session.workspace().root();
    const int listed = findText(currentText());
    const QVariant known = listed >= 0 ? itemData(listed) : QVariant(currentText());
    if (known.userType() == QMetaType::QString) {
        side.kind = CompareSide::Kind::Revision;
        side.revision = known.toString().toStdString();
        return side;
    }
    switch (known.toInt()) {
    case LastReplay:
        if (!session.replay()) {
            problem = tr("Nothing was replayed yet: press F5, or choose another side.");
            return std::nullopt;
        }
        side.kind = CompareSide::Kind::Setup;
        side.setup = std::shared_ptr<const decision::Setup>(session.replay(),
                                                            &session.replay()->decider->setup());
        side.snapshot = session.replay()->texts;
        return side;
    case PresentTexts:
        side.kind = CompareSide::Kind::Texts;
        side.snapshot = session.snapshot();
        return side;
    case SavedTexts:
        side.kind = CompareSide::Kind::Folder;
        return side;
    default:
        break;
    }
    const QString folder = QFileDialog::getExistingDirectory(this, tr("The other workspace"));
    if (folder.isEmpty())
        return std::nullopt;
    side.kind = CompareSide::Kind::Folder;
    side.folder = folder.toStdString();
    side.title = folder;
    return side;
}

} // namespace remit::ui
