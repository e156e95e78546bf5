// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

class QString;
class QWidget;

namespace remit::ui {

enum class UnsavedAnswer { Save, Discard, Cancel };

/// Asks once, for all unsaved files together, what becomes of them. Returns at once; `answered`
/// runs when the user has chosen.
void askAboutUnsaved(QWidget* parent, const std::vector<QString>& paths,
                     std::function<void(UnsavedAnswer)> answered);

} // namespace remit::ui
