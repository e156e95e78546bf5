// SPDX-License-Identifier: Apache-2.0
#include "core/base/line_diff.h"

#include <algorithm>
#include <cstddef>

namespace remit {
namespace {

using DiffLines = std::vector<std::string_view>;

/// Matching runs between two lists of lines, found as the shortest edit script; empty when it is
/// longer than kMostDifferentLines.
class EditScript {
public:
    EditScript(const DiffLines& from, const DiffLines& to, std::uint32_t skip, std::uint32_t keep)
        : m_from(from)
        , m_to(to)
        , m_skip(static_cast<int>(skip))
        , m_n(static_cast<int>(from.size() - skip - keep))
        , m_m(static_cast<int>(to.size() - skip - keep))
    {}

    std::vector<LineHunk> hunks()
    {
        if (m_n == 0 && m_m == 0)
            return {};
        const int length = search();
        if (length < 0)
            return {hunk(0, m_n, 0, m_m)};
        return backtrack(length);
    }

private:
    [[nodiscard]] LineHunk hunk(int fromBegin, int fromEnd, int toBegin, int toEnd) const
    {
        const auto at = [this](int line) { return static_cast<std::uint32_t>(line + m_skip); };
        return {{at(fromBegin), at(fromEnd)}, {at(toBegin), at(toEnd)}};
    }
    [[nodiscard]] bool same(int x, int y) const
    {
        return m_from[static_cast<std::size_t>(x + m_skip)] ==
               m_to[static_cast<std::size_t>(y + m_skip)];
    }
    /// Furthest x on the diagonal k after d edits, from the row before.
    [[nodiscard]] static int step(const std::vector<int>& row, int d, int k)
    {
        const auto at = [&row, d](int diagonal) {
            return row[static_cast<std::size_t>(diagonal + d)];
        };
        if (k == -d || (k != d && at(k - 1) < at(k + 1)))
            return at(k + 1);
        return at(k - 1) + 1;
    }
    /// Rows are kept, so that the way can be walked back. The number of edits, or -1.
    int search()
    {
        // Row d holds diagonals -d-1 … d+1 at index diagonal + d + 1; row -1 is the start.
        m_rows.push_back({0, 0, 0});
        const int most = std::min(m_n + m_m, kMostDifferentLines);
        for (int d = 0; d <= most; ++d) {
            std::vector<int> row(static_cast<std::size_t>(2 * d + 3), -1);
            for (int k = -d; k <= d; k += 2) {
                int x = d == 0 ? 0 : step(m_rows.back(), d, k);
                while (x < m_n && x - k < m_m && x - k >= 0 && same(x, x - k))
                    ++x;
                row[static_cast<std::size_t>(k + d + 1)] = x;
                if (x >= m_n && x - k >= m_m)
                    return d;
            }
            m_rows.push_back(std::move(row));
        }
        return -1;
    }
    std::vector<LineHunk> backtrack(int length) const
    {
        std::vector<LineHunk> found;
        int x = m_n;
        int y = m_m;
        for (int d = length; d > 0; --d) {
            const std::vector<int>& row = m_rows[static_cast<std::size_t>(d)];
            const int k = x - y;
            const auto at = [&row, d](int diagonal) {
                return row[static_cast<std::size_t>(diagonal + d)];
            };
            const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
            const int before = down ? k + 1 : k - 1;
            x = at(before);
            y = x - before;
            add(found, down ? hunk(x, x, y, y + 1) : hunk(x, x + 1, y, y));
        }
        std::reverse(found.begin(), found.end());
        return found;
    }
    /// They come from the last to the first; neighbours become one.
    static void add(std::vector<LineHunk>& found, const LineHunk& next)
    {
        if (!found.empty() && found.back().from.begin == next.from.end &&
            found.back().to.begin == next.to.end) {
            found.back().from.begin = next.from.begin;
            found.back().to.begin = next.to.begin;
            return;
        }
        found.push_back(next);
    }

    const DiffLines& m_from;
    const DiffLines& m_to;
    int m_skip;
    int m_n;
    int m_m;
    std::vector<std::vector<int>> m_rows;
};

std::vector<LineHunk> hunksBetween(const DiffLines& from, const DiffLines& to)
{
    const std::size_t shorter = std::min(from.size(), to.size());
    std::size_t skip = 0;
    while (skip < shorter && from[skip] == to[skip])
        ++skip;
    std::size_t keep = 0;
    while (keep < shorter - skip && from[from.size() - 1 - keep] == to[to.size() - 1 - keep])
        ++keep;
    return EditScript(from, to, static_cast<std::uint32_t>(skip), static_cast<std::uint32_t>(keep))
        .hunks();
}

std::string withoutEnd(std::string_view line)
{
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
        line.remove_suffix(1);
    return std::string(line);
}

void appendLines(std::string& text, const DiffLines& lines, LineRange range)
{
    for (std::uint32_t i = range.begin; i < range.end; ++i)
        text += lines[i];
}

/// A stretch of the base that one side or both have changed.
struct MergeRegion {
    LineRange base;
    std::vector<LineHunk> ours;
    std::vector<LineHunk> theirs;
};

/// What became of the base's lines on one side.
LineRange counterpart(const MergeRegion& region, const std::vector<LineHunk>& hunks)
{
    const LineHunk& first = hunks.front();
    const LineHunk& last = hunks.back();
    return {first.to.begin - (first.from.begin - region.base.begin),
            last.to.end + (region.base.end - last.from.end)};
}

std::vector<MergeRegion> mergeRegions(const std::vector<LineHunk>& ours,
                                      const std::vector<LineHunk>& theirs)
{
    std::vector<MergeRegion> regions;
    std::size_t a = 0;
    std::size_t b = 0;
    while (a < ours.size() || b < theirs.size()) {
        const bool fromOurs = b == theirs.size() || (a < ours.size() && ours[a] < theirs[b]);
        const LineHunk& next = fromOurs ? ours[a++] : theirs[b++];
        // Changes that touch are one region: what stands between them is not the same any more.
        if (regions.empty() || next.from.begin > regions.back().base.end)
            regions.push_back({next.from, {}, {}});
        MergeRegion& region = regions.back();
        region.base.end = std::max(region.base.end, next.from.end);
        (fromOurs ? region.ours : region.theirs).push_back(next);
    }
    return regions;
}

} // namespace

std::vector<std::string_view> linesWithEnds(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
        lines.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return lines;
}

std::vector<LineHunk> lineDifference(std::string_view from, std::string_view to)
{
    return hunksBetween(linesWithEnds(from), linesWithEnds(to));
}

std::vector<DiffLine> shownDifference(std::string_view from, std::string_view to,
                                      std::uint32_t context)
{
    const DiffLines old = linesWithEnds(from);
    const DiffLines fresh = linesWithEnds(to);
    std::vector<DiffLine> shown;
    std::uint32_t told = 0; ///< lines of `old` that are shown or lie in a gap
    const auto same = [&](std::uint32_t begin, std::uint32_t end, std::int64_t shift) {
        for (std::uint32_t i = begin; i < end; ++i)
            shown.push_back({DiffLine::Kind::Same, i + 1, static_cast<std::uint32_t>(i + 1 + shift),
                             withoutEnd(old[i])});
    };
    std::int64_t shift = 0;
    const std::vector<LineHunk> hunks = hunksBetween(old, fresh);
    for (std::size_t h = 0; h < hunks.size(); ++h) {
        const LineHunk& hunk = hunks[h];
        shift = std::int64_t{hunk.to.begin} - hunk.from.begin;
        const std::uint32_t lead =
            std::max(told, hunk.from.begin > context ? hunk.from.begin - context : 0);
        if (lead > told)
            shown.push_back({DiffLine::Kind::Gap, 0, 0, {}});
        same(lead, hunk.from.begin, shift);
        for (std::uint32_t i = hunk.from.begin; i < hunk.from.end; ++i)
            shown.push_back({DiffLine::Kind::Removed, i + 1, 0, withoutEnd(old[i])});
        for (std::uint32_t i = hunk.to.begin; i < hunk.to.end; ++i)
            shown.push_back({DiffLine::Kind::Added, 0, i + 1, withoutEnd(fresh[i])});
        const std::uint32_t next =
            h + 1 < hunks.size() ? hunks[h + 1].from.begin : static_cast<std::uint32_t>(old.size());
        told = std::min(next, hunk.from.end + context);
        same(hunk.from.end, told, std::int64_t{hunk.to.end} - hunk.from.end);
    }
    if (!hunks.empty() && told < old.size())
        shown.push_back({DiffLine::Kind::Gap, 0, 0, {}});
    return shown;
}

MergedText threeWayMerge(std::string_view base, std::string_view ours, std::string_view theirs)
{
    const DiffLines baseLines = linesWithEnds(base);
    const DiffLines ourLines = linesWithEnds(ours);
    const DiffLines theirLines = linesWithEnds(theirs);
    MergedText merged;
    std::uint32_t done = 0;
    for (const MergeRegion& region :
         mergeRegions(hunksBetween(baseLines, ourLines), hunksBetween(baseLines, theirLines))) {
        appendLines(merged.text, baseLines, {done, region.base.begin});
        done = region.base.end;
        if (region.ours.empty()) {
            appendLines(merged.text, theirLines, counterpart(region, region.theirs));
            ++merged.takenOver;
            continue;
        }
        const LineRange mine = counterpart(region, region.ours);
        appendLines(merged.text, ourLines, mine);
        if (region.theirs.empty())
            continue;
        const LineRange other = counterpart(region, region.theirs);
        const bool alike =
            std::equal(ourLines.begin() + mine.begin, ourLines.begin() + mine.end,
                       theirLines.begin() + other.begin, theirLines.begin() + other.end);
        merged.conflicts += alike ? 0 : 1;
    }
    appendLines(merged.text, baseLines, {done, static_cast<std::uint32_t>(baseLines.size())});
    return merged;
}

} // namespace remit
