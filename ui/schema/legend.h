// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace remit::ui {

class Theme;

/// What the arrows of the schema's diagram mean.
class DiagramLegend : public QWidget {
    Q_OBJECT

public:
    /// The theme must outlive it.
    explicit DiagramLegend(const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
};

} // namespace remit::ui
