// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/safety/journal_keeper.h"

#include "core/base/hash.h"
#include "ui/shell/session.h"

#include <utility>

namespace remit::ui {
namespace {

/// An unsaved document as the worker gets it: nothing is copied or hashed on the UI thread.
struct UnsavedText {
    workspace::JournalEntry entry;
    std::shared_ptr<const std::string> onDisk;
};

std::vector<UnsavedText> unsavedTexts(const Session& session)
{
    std::vector<UnsavedText> texts;
    for (const workspace::Document* document : session.documents().all()) {
        if (document->isDirty())
            texts.push_back(
                {{document->path(), document->exists(), document->sharedText(), std::nullopt},
                 document->onDisk()});
    }
    return texts;
}

std::vector<workspace::JournalEntry> journalEntries(std::vector<UnsavedText> texts)
{
    std::vector<workspace::JournalEntry> entries;
    for (UnsavedText& text : texts) {
        if (text.onDisk)
            text.entry.base = sha256Text(*text.onDisk);
        entries.push_back(std::move(text.entry));
    }
    return entries;
}

} // namespace

JournalKeeper::JournalKeeper(Session& session, const std::filesystem::path& folder, QObject* parent)
    : QObject(parent), m_session(&session)
{
    m_pool.setMaxThreadCount(1);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &JournalKeeper::write);
    auto journal = workspace::Journal::start(folder, session.workspace().root());
    if (!journal) {
        QMetaObject::invokeMethod(
            this, [this, error = journal.error()] { emit failed(error); }, Qt::QueuedConnection);
        return;
    }
    m_journal = std::move(*journal);
    connect(&session, &Session::documentChanged, this, &JournalKeeper::schedule);
    // At once: what was saved must not stand in the journal as older, unsaved work.
    connect(&session, &Session::dirtyChanged, this, &JournalKeeper::write);
}

JournalKeeper::~JournalKeeper()
{
    m_pool.waitForDone();
}

std::filesystem::path JournalKeeper::file() const
{
    return m_journal ? m_journal->file() : std::filesystem::path();
}

void JournalKeeper::replace(std::vector<std::filesystem::path> leftBehind)
{
    m_replaced.insert(m_replaced.end(), leftBehind.begin(), leftBehind.end());
    write();
}

/// Later changes do not put it off: otherwise steady typing would never be written.
void JournalKeeper::schedule()
{
    if (!m_pause.isActive())
        m_pause.start();
}

void JournalKeeper::write()
{
    if (!m_journal || !m_session)
        return;
    if (std::exchange(m_writing, true)) {
        m_again = true;
        return;
    }
    m_again = false;
    m_pool.start([this, texts = unsavedTexts(*m_session)]() mutable {
        Result<> result = m_journal->write(journalEntries(std::move(texts)));
        QMetaObject::invokeMethod(
            this, [this, result = std::move(result)] { finish(result); }, Qt::QueuedConnection);
    });
}

void JournalKeeper::finish(const Result<>& result)
{
    m_writing = false;
    if (result) {
        if (!m_again) {
            for (const std::filesystem::path& file : std::exchange(m_replaced, {}))
                workspace::removeJournal(file);
        }
        m_failed = false;
        emit written();
    } else if (!std::exchange(m_failed, true)) {
        emit failed(result.error());
    }
    if (m_again)
        write();
}

} // namespace remit::ui
