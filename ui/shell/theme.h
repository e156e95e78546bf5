// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QObject>
#include <QPalette>

/// The look: two themes of our own over the Fusion style. Every colour of the program comes from
/// here, so that one sign means one thing in every view. All pairs of text and surface have a
/// contrast of at least 4.5 : 1; tests/ui/tst_theme holds them to it.
namespace remit::ui {

struct Colors {
    // surfaces
    QColor surface; ///< of text, tables and editors
    QColor raised;  ///< of panels, bars and headers
    QColor border;
    QColor text;
    QColor muted;
    QColor accent;
    QColor onAccent;  ///< text on the accent
    QColor selection; ///< behind selected text in the editor
    QColor currentLine;
    // verdicts; drawn through verdict_sign.h
    QColor allow;
    QColor deny;
    QColor approval;
    QColor undecided;
    QColor identity;
    // code
    QColor keyword;
    QColor string;
    QColor number;
    QColor annotation;
    QColor type;
};

[[nodiscard]] const Colors& lightColors();
[[nodiscard]] const Colors& darkColors();
/// `share` of the first colour over the other.
[[nodiscard]] QColor blend(const QColor& over, const QColor& under, double share);
[[nodiscard]] QPalette paletteOf(const Colors& colors);
/// WCAG 2 contrast of two opaque colours, from 1 to 21.
[[nodiscard]] double contrast(const QColor& one, const QColor& other);

enum class Appearance { System, Light, Dark };

/// Which colours are in force. Applies style, palette and style sheet to the application.
class Theme : public QObject {
    Q_OBJECT

public:
    explicit Theme(QObject* parent = nullptr);

    void setAppearance(Appearance appearance);
    [[nodiscard]] Appearance appearance() const { return m_appearance; }
    [[nodiscard]] bool isDark() const { return m_dark; }
    [[nodiscard]] const Colors& colors() const { return m_dark ? darkColors() : lightColors(); }

signals:
    /// Colours that were read before hold no more.
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void apply();

    Appearance m_appearance = Appearance::System;
    bool m_dark = false;
    bool m_applying = false;
};

} // namespace remit::ui
