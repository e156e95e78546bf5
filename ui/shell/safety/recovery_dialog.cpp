// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/safety/recovery_dialog.h"

#include "core/base/hash.h"
#include "ui/shell/safety/changes_panel.h"
#include "ui/shell/session.h"
#include "ui/shell/typography.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace remit::ui {
namespace {

QString clockTime(std::int64_t milliseconds)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(milliseconds), QLocale::ShortFormat);
}

/// What the document holds now; null where there is no such file.
std::shared_ptr<const std::string> presentText(Session& session, const std::string& path)
{
    const auto opened = session.document(path);
    if (!opened || !(*opened)->exists())
        return nullptr;
    return (*opened)->sharedText();
}

} // namespace

RecoveryDialog::RecoveryDialog(Session& session, const Theme& theme,
                               const std::vector<workspace::LeftJournal>& journals, QWidget* parent)
    : QDialog(parent), m_session(session), m_changes(new ChangesPanel(theme, true))
{
    setObjectName(QStringLiteral("recovery"));
    setWindowTitle(tr("Recover unsaved work"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(860, 520);

    auto* text = new QLabel(
        tr("The studio ended while these files had changes that were not saved; they were kept "
           "until %1. What you recover becomes one change that can be undone, and is saved when "
           "you save it.")
            .arg(clockTime(journals.empty() ? 0 : journals.front().writtenAt)));
    text->setWordWrap(true);
    auto* buttons = new QDialogButtonBox;
    m_recover = buttons->addButton(tr("&Recover"), QDialogButtonBox::AcceptRole);
    auto* discard = buttons->addButton(tr("&Throw all away"), QDialogButtonBox::DestructiveRole);
    auto* later = buttons->addButton(tr("Decide &later"), QDialogButtonBox::RejectRole);
    m_recover->setObjectName(QStringLiteral("recover"));
    discard->setObjectName(QStringLiteral("discard"));
    later->setObjectName(QStringLiteral("later"));
    m_recover->setDefault(true);

    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(2 * kStep);
    layout->addWidget(text);
    layout->addWidget(m_changes, 1);
    layout->addWidget(buttons);

    connect(m_recover, &QPushButton::clicked, this, &RecoveryDialog::recover);
    connect(discard, &QPushButton::clicked, this, [this] {
        emit discarded();
        close();
    });
    connect(later, &QPushButton::clicked, this, &QDialog::close);
    connect(m_changes, &ChangesPanel::checkedChanged, this,
            [this] { m_recover->setEnabled(!m_changes->checked().empty()); });
    gather(journals);
}

void RecoveryDialog::gather(const std::vector<workspace::LeftJournal>& journals)
{
    std::set<std::string> seen;
    std::vector<ChangedFile> files;
    for (const workspace::LeftJournal& journal : journals) {
        for (const workspace::JournalEntry& entry : journal.entries) {
            if (!seen.insert(entry.path).second)
                continue;
            const auto present = presentText(m_session, entry.path);
            const bool same = entry.exists ? present && *present == *entry.text : !present;
            if (same)
                continue;
            const bool moved =
                present ? entry.base != sha256Text(*present) : entry.base.has_value();
            QString state = moved ? tr("changed on disk since") : QString();
            if (!entry.exists)
                state = tr("had been removed");
            else if (!present)
                state = tr("a new file");
            files.push_back({QString::fromStdString(entry.path), state,
                             tr("− as it is now   + as it was when the studio ended"),
                             present ? *present : std::string(), *entry.text});
            m_entries.push_back(entry);
        }
    }
    m_changes->setFiles(std::move(files));
}

void RecoveryDialog::recover()
{
    WorkspaceEdit edit;
    edit.title = tr("Recover unsaved work").toStdString();
    for (const std::size_t row : m_changes->checked()) {
        const workspace::JournalEntry& entry = m_entries[row];
        const auto present = presentText(m_session, entry.path);
        if (entry.exists)
            edit.files[entry.path] = present ? difference(*present, *entry.text)
                                             : std::vector<TextEdit>{{{0, 0}, *entry.text}};
        else if (present)
            edit.removedFiles.push_back(entry.path);
    }
    emit recoverWanted(edit);
    close();
}

} // namespace remit::ui
