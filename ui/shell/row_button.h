// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace remit::ui {

/// A button as wide as its column: icon, a title, and a muted line below it.
class RowButton : public QToolButton {
    Q_OBJECT

public:
    RowButton(const QString& title, const QString& detail, const QIcon& sign,
              QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_title;
    QString m_detail;
};

} // namespace remit::ui
