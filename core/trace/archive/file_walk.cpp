// SPDX-License-Identifier: Apache-2.0
#include "core/trace/archive/file_walk.h"

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/trace/archive/archive_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace remit::trace {

namespace {

constexpr std::size_t kStart = 512;

/// A source whose first bytes were looked at already.
class Peeked final : public ByteSource {
public:
    explicit Peeked(ByteSource& source) : m_source(source) {}

    Result<std::string_view> start()
    {
        m_start.resize(kStart);
        std::size_t have = 0;
        while (have < kStart) {
            const auto got = m_source.read(m_start.data() + have, kStart - have);
            if (!got)
                return tl::unexpected(got.error());
            if (*got == 0)
                break;
            have += *got;
        }
        m_start.resize(have);
        return std::string_view(m_start);
    }

    Result<std::size_t> read(char* to, std::size_t size) override
    {
        if (m_used == m_start.size())
            return m_source.read(to, size);
        const std::size_t got = std::min(size, m_start.size() - m_used);
        std::memcpy(to, m_start.data() + m_used, got);
        m_used += got;
        return got;
    }

private:
    ByteSource& m_source;
    std::string m_start;
    std::size_t m_used = 0;
};

class Walk {
public:
    Walk(const VisitFile& visit, const ToldProblem& problem) : m_visit(visit), m_problem(problem) {}

    Result<> file(const std::string& name, ByteSource& bytes, int depth)
    {
        Peeked peeked(bytes);
        const auto start = peeked.start();
        if (!start) {
            m_problem(name, start.error());
            return {};
        }
        if (!isArchive(*start))
            return m_visit(name, peeked);
        if (depth == limits::kArchiveNesting) {
            m_problem(name, {ErrorCode::TooLarge,
                             fmt::format("archives are nested more than {} deep",
                                         limits::kArchiveNesting),
                             "unpack it and import the files"});
            return {};
        }
        auto reader = ArchiveReader::open(peeked);
        if (!reader) {
            m_problem(name, reader.error());
            return {};
        }
        return entries(name, *reader, depth);
    }

private:
    Result<> entries(const std::string& name, ArchiveReader& reader, int depth)
    {
        ArchiveReader::Entry entry;
        const std::size_t before = m_entries;
        for (;;) {
            const auto more = reader.next(entry);
            if (!more) {
                m_problem(name, more.error());
                return {};
            }
            if (!*more) {
                if (m_entries == before)
                    m_problem(name, {ErrorCode::Malformed, "the archive holds no files",
                                     "pack it again as .gz, .zst, .zip or .tar.gz"});
                return {};
            }
            if (++m_entries > limits::kArchiveEntries) {
                m_problem(name, {ErrorCode::TooLarge,
                                 fmt::format("the archive holds more than {} files",
                                             limits::kArchiveEntries),
                                 "import it in parts"});
                return {};
            }
            const std::string inner = entry.name.empty() ? name : name + "!/" + entry.name;
            if (!isWanted(entry, inner))
                continue;
            if (auto done = file(inner, reader.content(), depth + 1); !done)
                return done;
        }
    }

    bool isWanted(const ArchiveReader::Entry& entry, const std::string& inner) const
    {
        if (!entry.isFile)
            return false;
        const auto parts = split(entry.name, '/');
        const bool leadsOut = entry.name.starts_with('/') ||
                              std::find(parts.begin(), parts.end(), "..") != parts.end();
        if (leadsOut) {
            m_problem(inner,
                      {ErrorCode::Invalid, "the name of this file in the archive leads out of it",
                       "it is left out; nobody names files so by mistake"});
            return false;
        }
        if (entry.isEncrypted) {
            m_problem(inner, {ErrorCode::Unreadable, "this file in the archive is encrypted",
                              "unpack it with its password and import the file"});
            return false;
        }
        return std::none_of(parts.begin(), parts.end(), [](std::string_view part) {
            return part.starts_with('.') || part == "__MACOSX";
        });
    }

    const VisitFile& m_visit;
    const ToldProblem& m_problem;
    std::size_t m_entries = 0;
};

} // namespace

Result<> walkFile(const std::string& name, ByteSource& bytes, const VisitFile& visit,
                  const ToldProblem& problem)
{
    return Walk(visit, problem).file(name, bytes, 0);
}

} // namespace remit::trace
