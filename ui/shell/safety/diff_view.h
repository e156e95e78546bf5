// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

#include <string>

namespace remit::ui {

class Theme;

/// What differs between two texts, for reading: lines that go begin with −, lines that come with +,
/// and have a colour too; lines left out are a row of dots.
class DiffView : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit DiffView(const Theme& theme, QWidget* parent = nullptr);

    void show(const std::string& from, const std::string& to);
    void clearTexts();

private:
    void colour();

    const Theme& m_theme;
};

} // namespace remit::ui
