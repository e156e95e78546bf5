// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/edit.h"
#include "core/base/result.h"

#include <QObject>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace remit::ui {

class CodeEditor;
class EditorArea;
class Session;
class Studio;

/// Is there a formatter for files of that name? For policies and schemas in Cedar's own language,
/// and for JSON.
[[nodiscard]] bool canFormat(std::string_view path);

struct Formatting {
    std::vector<TextEdit> edits; ///< of blanks and line breaks alone, wherever that is possible
    Error refusal;               ///< the text does not parse; the message is empty when it does
};
[[nodiscard]] Formatting formatted(std::string_view path, std::string_view text);

/// Lays documents out on a worker and puts the result in as one step, carets kept. What has been
/// typed meanwhile wins: that file stays as it is.
class Formatter : public QObject {
    Q_OBJECT

public:
    Formatter(Studio& studio, EditorArea& editors);

    /// Then, whether it could be formatted or not, calls `done`.
    void format(const std::vector<std::string>& paths, std::function<void()> done);
    /// One file; says why where it cannot be.
    void format(const std::string& path);

private:
    struct Request;
    struct Outcome;
    void run(std::vector<Request> requests, std::function<void(std::vector<Outcome>)> done);
    void put(const Outcome& outcome);

    Studio& m_studio;
    EditorArea& m_editors;
};

} // namespace remit::ui
