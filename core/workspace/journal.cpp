// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/journal.h"

#include "core/base/file_io.h"
#include "core/base/hash.h"
#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/workspace/documents.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fcntl.h>
#include <mutex>
#include <sys/file.h>
#include <unistd.h>

namespace remit::workspace {
namespace {

constexpr std::string_view kJournalEnd = ".journal.json";
constexpr std::size_t kJournalBytes = std::size_t{256} * 1024 * 1024; ///< all unsaved texts at once

std::filesystem::path lockOf(const std::filesystem::path& journal)
{
    return journal.string() + ".lock";
}

/// The same for every way to write the same folder.
std::filesystem::path canonicalRoot(const std::filesystem::path& root)
{
    std::error_code error;
    const std::filesystem::path whole = std::filesystem::weakly_canonical(root, error);
    return error ? root : whole;
}

std::string journalPrefix(const std::filesystem::path& root)
{
    return hex(sha256(canonicalRoot(root).string())).substr(0, 16) + "-";
}

std::int64_t journalClock()
{
    return currentInstant().milliseconds;
}

/// The lock lasts as long as the descriptor, and no longer than the process.
int takeLock(const std::filesystem::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor >= 0 && ::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor);
        return -1;
    }
    return descriptor;
}

/// Is there a program that still writes it?
bool isHeld(const std::filesystem::path& journal)
{
    const int descriptor = ::open(lockOf(journal).c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool held = ::flock(descriptor, LOCK_EX | LOCK_NB) != 0;
    ::close(descriptor);
    return held;
}

std::string entryText(const JournalEntry& entry)
{
    return fmt::format(R"({{"path":{},"exists":{},"base":{},"text":{}}})", jsonQuoted(entry.path),
                       entry.exists, entry.base ? jsonQuoted(*entry.base) : "null",
                       jsonQuoted(*entry.text));
}

std::optional<JournalEntry> readEntry(const JsonValue& value, Diagnostics& diagnostics)
{
    ObjectReader reader(value, "document", {}, diagnostics);
    JournalEntry entry;
    entry.path = reader.requiredString("path");
    entry.exists = reader.optionalBool("exists").value_or(true);
    const JsonValue* base = reader.required("base");
    if (base != nullptr && base->isString())
        entry.base = base->text;
    entry.text = std::make_shared<const std::string>(reader.requiredString("text"));
    reader.finish();
    if (!isWorkspacePath(entry.path))
        return std::nullopt;
    return entry;
}

} // namespace

struct Journal::State {
    std::filesystem::path root;
    std::filesystem::path file;
    int lock = -1;
    std::mutex mutex; ///< of what follows, and of the file
    bool over = false;

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State()
    {
        if (lock >= 0)
            ::close(lock);
    }
};

Journal::Journal(std::shared_ptr<State> state) : m_state(std::move(state)) {}
Journal::Journal(Journal&&) noexcept = default;

Journal& Journal::operator=(Journal&& other) noexcept
{
    std::swap(m_state, other.m_state);
    return *this;
}

Journal::~Journal()
{
    if (!m_state)
        return;
    const std::lock_guard guard(m_state->mutex);
    m_state->over = true;
    removeJournal(m_state->file);
}

Result<Journal> Journal::start(const std::filesystem::path& folder,
                               const std::filesystem::path& root)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    auto state = std::make_shared<State>();
    state->root = canonicalRoot(root);
    for (int attempt = 0; attempt < 100 && state->lock < 0; ++attempt) {
        state->file = folder / fmt::format("{}{}-{}{}", journalPrefix(root), ::getpid(),
                                           journalClock() + attempt, kJournalEnd);
        if (!std::filesystem::exists(lockOf(state->file), error))
            state->lock = takeLock(lockOf(state->file));
    }
    if (state->lock < 0)
        return failure(ErrorCode::Unwritable,
                       fmt::format("unsaved work cannot be kept in {}", folder.string()),
                       "Look at the permissions of that folder, and save often meanwhile.");
    return Journal(std::move(state));
}

Result<> Journal::write(const std::vector<JournalEntry>& entries) const
{
    const std::lock_guard guard(m_state->mutex);
    if (m_state->over)
        return {};
    if (!entries.empty())
        return writeFileAtomically(m_state->file,
                                   journalText(m_state->root, journalClock(), entries));
    std::error_code error;
    std::filesystem::remove(m_state->file, error);
    return {};
}

const std::filesystem::path& Journal::file() const
{
    return m_state->file;
}

std::string journalText(const std::filesystem::path& root, std::int64_t time,
                        const std::vector<JournalEntry>& entries)
{
    std::vector<std::string> documents;
    std::transform(entries.begin(), entries.end(), std::back_inserter(documents), entryText);
    return fmt::format(
        "{{\"remitJournal\":1,\"workspace\":{},\"time\":{},\"documents\":[\n{}\n]}}\n",
        jsonQuoted(root.string()), time, joined(documents, ",\n"));
}

Result<LeftJournal> readJournalText(std::string_view text)
{
    const auto damaged = [] {
        return failure(ErrorCode::Malformed, "the journal is damaged", "Nothing is taken from it.");
    };
    const JsonDocument document = parseJson(text);
    if (!document.root || hasErrors(document.diagnostics))
        return damaged();
    Diagnostics diagnostics;
    ObjectReader reader(*document.root, "journal", {}, diagnostics);
    LeftJournal journal;
    const std::int64_t version = reader.requiredInt("remitJournal");
    journal.root = reader.requiredString("workspace");
    journal.writtenAt = reader.requiredInt("time");
    const JsonValue* documents = reader.required("documents", JsonKind::Array);
    reader.finish();
    if (version != 1 || documents == nullptr)
        return damaged();
    for (const JsonValue& item : documents->items) {
        auto entry = readEntry(item, diagnostics);
        if (!entry)
            return damaged();
        journal.entries.push_back(std::move(*entry));
    }
    if (hasErrors(diagnostics))
        return damaged();
    return journal;
}

std::vector<LeftJournal> leftJournals(const std::filesystem::path& folder,
                                      const std::filesystem::path& root)
{
    std::vector<LeftJournal> found;
    std::error_code error;
    const std::string prefix = root.empty() ? std::string() : journalPrefix(root);
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (!name.ends_with(kJournalEnd) || !name.starts_with(prefix) || isHeld(entry.path()))
            continue;
        const auto text = readFile(entry.path(), kJournalBytes);
        auto journal = text ? readJournalText(*text) : tl::unexpected<Error>(text.error());
        if (!journal || journal->entries.empty())
            continue;
        journal->file = entry.path();
        found.push_back(std::move(*journal));
    }
    std::sort(found.begin(), found.end(),
              [](const LeftJournal& a, const LeftJournal& b) { return a.writtenAt > b.writtenAt; });
    return found;
}

void removeJournal(const std::filesystem::path& file)
{
    std::error_code error;
    std::filesystem::remove(file, error);
    std::filesystem::remove(lockOf(file), error);
}

} // namespace remit::workspace
