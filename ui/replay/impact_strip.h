// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace remit::ui {

class ImpactRunner;
class Theme;

/// The line below the editor: "3 recorded calls change verdict", and the way to them. Out of sight
/// while the texts are those of the last replay.
class ImpactStrip : public QFrame {
    Q_OBJECT

public:
    ImpactStrip(const ImpactRunner& runner, const Theme& theme, QWidget* parent = nullptr);

    /// What it says now; empty while it is out of sight.
    [[nodiscard]] QString text() const;

signals:
    void changesWanted();
    void replayWanted();

private:
    void refresh();
    void showChanges();
    [[nodiscard]] QString inModes(const QString& modes) const;
    void say(const QString& text, const QString& button);

    const ImpactRunner& m_runner;
    QLabel* m_sign;
    QLabel* m_text;
    QPushButton* m_button;
    const Theme& m_theme;
    bool m_isWanted = false; ///< the list of the changes, which is on its way
};

} // namespace remit::ui
