// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/verify/accepted.h"

#include "core/base/file_io.h"
#include "core/base/text.h"
#include "core/bundle/limits.h"
#include "core/bundle/payload_reader.h"

#include <fmt/format.h>

#include <cstdlib>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace remit::bundle {
namespace {

using AcceptedById = std::map<std::string, AcceptedNumber, std::less<>>;
constexpr std::int64_t kRecordFormat = 1;

void readAcceptedList(const JsonValue& array, AcceptedById& list, std::string& problem)
{
    for (const JsonValue& item : array.items) {
        PayloadReader reader(item, "accepted bundle", problem);
        const std::string id = reader.text("id");
        AcceptedNumber one;
        one.number = reader.number("number", 1);
        one.payloadDigest = reader.digest("payload");
        one.acceptedAt = reader.instant("acceptedAt");
        if (!list.emplace(id, one).second)
            reader.wrong("id", "is there twice");
        reader.finish();
    }
}

std::string acceptedListText(const AcceptedById& list)
{
    std::string text;
    for (const auto& [id, one] : list)
        text += fmt::format(
            "{}\n    {{ \"id\": {}, \"number\": {}, \"payload\": \"{}\", \"acceptedAt\": \"{}\" }}",
            text.empty() ? "" : ",", jsonQuoted(id), one.number, one.payloadDigest,
            rfc3339(one.acceptedAt));
    return text.empty() ? text : text + "\n  ";
}

/// Held while the record is read and written.
class RecordLock {
public:
    explicit RecordLock(const std::filesystem::path& file)
    {
        std::error_code ignored;
        if (file.has_parent_path())
            std::filesystem::create_directories(file.parent_path(), ignored);
        m_descriptor =
            ::open((file.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        m_held = m_descriptor >= 0 && ::flock(m_descriptor, LOCK_EX) == 0;
    }
    ~RecordLock()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    RecordLock(const RecordLock&) = delete;
    RecordLock& operator=(const RecordLock&) = delete;
    [[nodiscard]] bool isHeld() const { return m_held; }

private:
    int m_descriptor = -1;
    bool m_held = false;
};

void advance(AcceptedById& list, const std::string& id, const AcceptedNumber& number)
{
    AcceptedNumber& known = list[id];
    if (known.payloadDigest != number.payloadDigest)
        known = number;
}

} // namespace

Checked<> AcceptedRecord::checkRevision(std::string_view bundleId, std::int64_t revision,
                                        std::string_view payloadDigest) const
{
    const auto known = revisions.find(bundleId);
    if (known == revisions.end() || revision > known->second.number)
        return {};
    if (revision < known->second.number)
        return refused(
            RefusalKind::OlderRevision,
            fmt::format("it is revision {}, and revision {} of {} was accepted before", revision,
                        known->second.number, jsonQuoted(bundleId)),
            "get the current bundle; to go back, sign the old content as a new revision");
    if (payloadDigest != known->second.payloadDigest)
        return refused(RefusalKind::RevisionReused,
                       fmt::format("another bundle was accepted as revision {} of {}", revision,
                                   jsonQuoted(bundleId)),
                       "build it again with the next revision");
    return {};
}

Checked<> AcceptedRecord::checkStatus(std::string_view bundleId, std::int64_t number,
                                      std::string_view payloadDigest) const
{
    const auto known = statuses.find(bundleId);
    if (known == statuses.end() || number > known->second.number)
        return {};
    if (number < known->second.number)
        return refused(RefusalKind::OlderStatus,
                       fmt::format("it is status list {}, and list {} of {} was accepted before",
                                   number, known->second.number, jsonQuoted(bundleId)),
                       "get the current status list");
    if (payloadDigest != known->second.payloadDigest)
        return refused(RefusalKind::StatusNumberReused,
                       fmt::format("another status list was accepted as number {} of {}", number,
                                   jsonQuoted(bundleId)),
                       "make it again with the next number");
    return {};
}

Result<AcceptedRecord> parseAcceptedRecord(std::string_view text, const std::string& file)
{
    AcceptedRecord record;
    std::string problem;
    if (const auto root = parsePayload(text, problem)) {
        PayloadReader reader(*root, "record", problem);
        if (reader.number("remit-accepted") != kRecordFormat)
            reader.wrong("remit-accepted", "is not 1: another version wrote it");
        if (const JsonValue* bundles = reader.array("bundles"))
            readAcceptedList(*bundles, record.revisions, problem);
        if (const JsonValue* lists = reader.array("statusLists"))
            readAcceptedList(*lists, record.statuses, problem);
        reader.finish();
    }
    if (!problem.empty())
        return failure(
            ErrorCode::Malformed,
            fmt::format("the record of accepted revisions {} is damaged: {}", file, problem),
            "mend it, or name another with --record; without it nobody knows which "
            "revisions are old");
    return record;
}

Result<AcceptedRecord> readAcceptedRecord(const std::filesystem::path& file)
{
    const auto text = readFile(file, limits::kRecordBytes);
    if (text)
        return parseAcceptedRecord(*text, file.string());
    if (text.error().code == ErrorCode::NotFound)
        return AcceptedRecord{};
    return tl::unexpected(text.error());
}

std::string acceptedRecordText(const AcceptedRecord& record)
{
    return fmt::format(
        "{{\n  \"remit-accepted\": {},\n  \"bundles\": [{}],\n  \"statusLists\": [{}]\n}}\n",
        kRecordFormat, acceptedListText(record.revisions), acceptedListText(record.statuses));
}

std::filesystem::path usualAcceptedRecord()
{
    constexpr const char* kName = "remit/accepted.json";
    const auto setTo = [](const char* variable) {
        const char* value = std::getenv(variable);
        return std::filesystem::path(value == nullptr ? "" : value);
    };
    if (const auto state = setTo("XDG_STATE_HOME"); state.is_absolute())
        return state / kName;
    const auto home = setTo("HOME");
    return home.empty() ? home : home / ".local/state" / kName;
}

Result<Checked<>> advanceAcceptedRecord(const std::filesystem::path& file,
                                        const Acceptance& acceptance)
{
    const RecordLock lock(file);
    if (!lock.isHeld())
        return failure(ErrorCode::Unwritable, fmt::format("{} cannot be written", file.string()),
                       "check that the folder exists and that you may write there");
    auto record = readAcceptedRecord(file);
    if (!record)
        return tl::unexpected(record.error());
    if (!acceptance.payloadDigest.empty()) {
        auto checked = record->checkRevision(acceptance.bundleId, acceptance.revision,
                                             acceptance.payloadDigest);
        if (!checked)
            return checked;
        advance(record->revisions, acceptance.bundleId,
                {acceptance.revision, acceptance.payloadDigest, acceptance.at});
    }
    if (!acceptance.statusDigest.empty()) {
        auto checked = record->checkStatus(acceptance.bundleId, acceptance.statusNumber,
                                           acceptance.statusDigest);
        if (!checked)
            return checked;
        advance(record->statuses, acceptance.bundleId,
                {acceptance.statusNumber, acceptance.statusDigest, acceptance.at});
    }
    if (const Result<> written = writeFileAtomically(file, acceptedRecordText(*record)); !written)
        return tl::unexpected(written.error());
    return Checked<>();
}

} // namespace remit::bundle
