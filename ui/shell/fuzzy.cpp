// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/fuzzy.h"

#include <QString>

#include <algorithm>
#include <vector>

namespace remit::ui {
namespace {

constexpr int kImpossible = -1'000'000;
constexpr int kLongest = 200; ///< longer texts are matched by their beginning

bool startsWord(const QString& text, qsizetype at)
{
    if (at == 0)
        return true;
    const QChar before = text[at - 1];
    return !before.isLetterOrNumber() || (before.isLower() && text[at].isUpper());
}

} // namespace

/// Dynamic programming over (typed character, place in the text): the best score of a match that
/// ends exactly there.
std::optional<int> fuzzyScore(const QString& pattern, const QString& text)
{
    const QString wanted = QString(pattern).remove(QLatin1Char(' ')).toCaseFolded();
    if (wanted.isEmpty())
        return 0;
    const qsizetype length = std::min<qsizetype>(text.size(), kLongest);
    std::vector<int> ending(static_cast<std::size_t>(length), kImpossible);
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        std::vector<int> next(static_cast<std::size_t>(length), kImpossible);
        int bestBefore = i == 0 ? 0 : kImpossible;
        for (qsizetype at = 0; at < length; ++at) {
            const int previous = at > 0 ? ending[static_cast<std::size_t>(at - 1)] : kImpossible;
            if (text[at].toCaseFolded() == wanted[i]) {
                const int here = startsWord(text, at) ? 8 : 1;
                const int run = i > 0 && previous > kImpossible ? previous + 8 : kImpossible;
                const int best = std::max(run, bestBefore);
                if (best > kImpossible)
                    next[static_cast<std::size_t>(at)] = best + here;
            }
            if (i > 0)
                bestBefore = std::max(bestBefore, ending[static_cast<std::size_t>(at)]);
        }
        ending.swap(next);
    }
    const int best = length == 0 ? kImpossible : *std::max_element(ending.begin(), ending.end());
    if (best <= kImpossible)
        return std::nullopt;
    return best * 16 - static_cast<int>(length) / 8; // of equals the shorter
}

} // namespace remit::ui
