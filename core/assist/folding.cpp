// SPDX-License-Identifier: Apache-2.0
#include "core/assist/brackets.h"
#include "core/assist/outline.h"

#include <algorithm>
#include <map>

namespace remit::assist {
namespace {

class Folding {
public:
    explicit Folding(const ModelFile& file)
        : m_file(file), m_source(file.source.path, *file.source.text)
    {}

    std::vector<FoldingRange> run()
    {
        for (const BracketPair& pair : bracketPairs(m_file))
            add(pair.open.begin, line(pair.close.begin) - 1, false);
        for (std::size_t at = 0; m_file.policies && at < m_file.policies->parsed.policies.size();
             ++at) {
            const Span policy = m_file.policies->parsed.policies[at].span;
            add(policy.begin, line(policy.end), false);
        }
        commentRuns();
        std::vector<FoldingRange> ranges;
        for (const auto& [first, range] : m_ranges)
            ranges.push_back(range);
        return ranges;
    }

private:
    [[nodiscard]] std::uint32_t line(std::uint32_t offset) const
    {
        return m_source.position(offset).line;
    }

    /// Of several that begin in a line the longest counts.
    void add(std::uint32_t begin, std::uint32_t last, bool comment)
    {
        const std::uint32_t first = line(begin);
        if (last <= first)
            return;
        FoldingRange& range =
            m_ranges.try_emplace(first, FoldingRange{first, last, comment}).first->second;
        range.lastLine = std::max(range.lastLine, last);
    }

    /// Comments that fill lines of their own, one line after the other.
    void commentRuns()
    {
        std::uint32_t first = 0;
        std::uint32_t last = 0;
        std::uint32_t begin = 0;
        for (const Span comment : comments(m_file)) {
            const std::uint32_t at = line(comment.begin);
            const std::string_view before = m_source.text().substr(
                m_source.lineStart(at), comment.begin - m_source.lineStart(at));
            if (before.find_first_not_of(" \t") != std::string_view::npos)
                continue;
            if (first == 0 || at != last + 1) {
                if (first != 0)
                    add(begin, last, true);
                first = at;
                begin = comment.begin;
            }
            last = at;
        }
        if (first != 0)
            add(begin, last, true);
    }

    const ModelFile& m_file;
    SourceText m_source;
    std::map<std::uint32_t, FoldingRange> m_ranges;
};

} // namespace

std::vector<FoldingRange> foldingRanges(const Model& model, std::string_view path)
{
    const ModelFile* file = model.file(path);
    return file == nullptr ? std::vector<FoldingRange>{} : Folding(*file).run();
}

std::optional<std::pair<Span, Span>> matchingBrackets(const Model& model, std::string_view path,
                                                      std::uint32_t offset)
{
    const ModelFile* file = model.file(path);
    if (file == nullptr)
        return std::nullopt;
    std::optional<std::pair<Span, Span>> found;
    for (const BracketPair& pair : bracketPairs(*file)) {
        for (const Span bracket : {pair.open, pair.close}) {
            if (bracket.begin == offset)
                return std::pair{pair.open, pair.close};
            if (bracket.end == offset)
                found = std::pair{pair.open, pair.close};
        }
    }
    return found;
}

} // namespace remit::assist
