// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/safety/conflict_dialog.h"

#include "core/base/file_io.h"
#include "ui/shell/safety/changes_panel.h"
#include "ui/shell/session.h"
#include "ui/shell/typography.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace remit::ui {
namespace {

enum View { YoursToDisk, OnDisk, Yours };

std::string textOrNothing(const std::shared_ptr<const std::string>& text)
{
    return text ? *text : std::string();
}

} // namespace

ConflictDialog::ConflictDialog(Session& session, const Theme& theme, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_changes(new ChangesPanel(theme, false))
    , m_view(new QComboBox)
    , m_said(new QLabel)
{
    setObjectName(QStringLiteral("conflict"));
    setWindowTitle(tr("Changed here and on disk"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(860, 520);
    auto* text = new QLabel(tr("Another program has changed these files while you had unsaved "
                               "changes in them. Nothing is lost: every choice can be undone."));
    text->setWordWrap(true);
    m_said->setWordWrap(true);
    setMuted(m_said);
    m_view->setObjectName(QStringLiteral("conflictView"));
    m_view->setAccessibleName(tr("What to show"));
    m_view->addItems(
        {tr("From your text to the disk's"), tr("What changed on disk"), tr("What you changed")});
    auto* buttons = new QDialogButtonBox;
    m_ours = buttons->addButton(tr("&Keep yours"), QDialogButtonBox::ActionRole);
    m_disk = buttons->addButton(tr("&Take the disk's"), QDialogButtonBox::ActionRole);
    m_both = buttons->addButton(tr("&Merge both"), QDialogButtonBox::ActionRole);
    auto* later = buttons->addButton(tr("Decide &later"), QDialogButtonBox::RejectRole);
    m_ours->setObjectName(QStringLiteral("keepOurs"));
    m_disk->setObjectName(QStringLiteral("takeDisk"));
    m_both->setObjectName(QStringLiteral("mergeBoth"));
    m_ours->setToolTip(tr("The next save writes your text over the one on disk."));
    m_disk->setToolTip(tr("Your text is replaced; Undo brings it back."));

    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(2 * kStep);
    layout->addWidget(text);
    layout->addWidget(m_view, 0, Qt::AlignLeft);
    layout->addWidget(m_changes, 1);
    layout->addWidget(m_said);
    layout->addWidget(buttons);
    connect(m_changes, &ChangesPanel::currentChanged, this, &ConflictDialog::showChoices);
    connect(m_view, &QComboBox::currentIndexChanged, this, &ConflictDialog::showFiles);
    connect(m_ours, &QPushButton::clicked, this, [this] { choose(Choice::Ours); });
    connect(m_disk, &QPushButton::clicked, this, [this] { choose(Choice::Disk); });
    connect(m_both, &QPushButton::clicked, this, [this] { choose(Choice::Both); });
    connect(later, &QPushButton::clicked, this, &QDialog::close);
}

void ConflictDialog::setPaths(const std::vector<std::string>& paths)
{
    m_conflicts.clear();
    for (const std::string& path : paths)
        load(path);
    showFiles();
}

std::vector<std::string> ConflictDialog::paths() const
{
    std::vector<std::string> paths;
    for (const Conflict& conflict : m_conflicts)
        paths.push_back(conflict.path);
    return paths;
}

void ConflictDialog::load(const std::string& path)
{
    const workspace::Document* document = m_session.documents().find(path);
    if (document == nullptr)
        return;
    Conflict conflict{path, document->onDisk(), nullptr, document->text(), {}};
    if (auto disk = readFile(m_session.workspace().absolute(path)))
        conflict.disk = std::make_shared<const std::string>(std::move(*disk));
    conflict.merged =
        threeWayMerge(textOrNothing(conflict.base), conflict.ours, textOrNothing(conflict.disk));
    m_conflicts.push_back(std::move(conflict));
}

void ConflictDialog::showFiles()
{
    std::vector<ChangedFile> files;
    for (const Conflict& conflict : m_conflicts) {
        ChangedFile file;
        file.path = QString::fromStdString(conflict.path);
        file.state = conflict.disk ? QString() : tr("removed on disk");
        const std::string base = textOrNothing(conflict.base);
        const std::string disk = textOrNothing(conflict.disk);
        switch (m_view->currentIndex()) {
        case OnDisk:
            file.caption = tr("− before   + on disk now");
            file.from = base;
            file.to = disk;
            break;
        case Yours:
            file.caption = tr("− before   + your text");
            file.from = base;
            file.to = conflict.ours;
            break;
        default:
            file.caption = tr("− your text   + on disk now");
            file.from = conflict.ours;
            file.to = disk;
        }
        files.push_back(std::move(file));
    }
    m_changes->setFiles(std::move(files));
}

void ConflictDialog::showChoices(int row)
{
    const bool there = row >= 0 && row < static_cast<int>(m_conflicts.size());
    m_ours->setEnabled(there);
    m_disk->setEnabled(there);
    m_both->setEnabled(false);
    m_said->clear();
    if (!there)
        return;
    const Conflict& conflict = m_conflicts[static_cast<std::size_t>(row)];
    const auto meeting = static_cast<int>(conflict.merged.conflicts);
    m_both->setEnabled(conflict.disk != nullptr && meeting == 0);
    if (conflict.disk == nullptr)
        m_said->setText(tr("The file is not on disk any more: there is nothing to merge with."));
    else if (meeting > 0)
        m_said->setText(tr("Both changed the same lines in %n place(s): they cannot be merged "
                           "without a choice.",
                           nullptr, meeting));
    else
        m_said->setText(tr("The changes do not touch each other: both can be kept."));
}

void ConflictDialog::choose(Choice choice)
{
    const int row = m_changes->current();
    if (row < 0)
        return;
    const Conflict conflict = m_conflicts[static_cast<std::size_t>(row)];
    Result<> done;
    if (choice == Choice::Disk) {
        done = m_session.takeFromDisk(conflict.path);
    } else {
        done = m_session.keepOurs(conflict.path);
        if (done && choice == Choice::Both) {
            WorkspaceEdit edit;
            edit.title = tr("Merge with the disk").toStdString();
            edit.files[conflict.path] = difference(conflict.ours, conflict.merged.text);
            done = m_session.apply(edit);
        }
    }
    if (!done) {
        emit failed(done.error());
        return;
    }
    m_conflicts.erase(m_conflicts.begin() + row);
    if (m_conflicts.empty())
        close();
    else
        showFiles();
}

} // namespace remit::ui
