// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

class QString;

namespace remit::ui {

/// How well the text fits what was typed: every typed character must occur, in order; case does not
/// count. Beginnings of words and runs count most. Nothing where it does not fit; larger is better;
/// an empty pattern fits everything alike.
[[nodiscard]] std::optional<int> fuzzyScore(const QString& pattern, const QString& text);

} // namespace remit::ui
