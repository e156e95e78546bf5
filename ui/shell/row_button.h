// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace remit::ui {

/// A button as wide as its column: icon, a title, and muted text below it.
class RowButton : public QToolButton {
    Q_OBJECT

public:
    enum class Detail {
        Path, ///< one line; its middle gives way
        Prose ///< as many lines as it takes
    };
    RowButton(const QString& title, const QString& detail, Detail kind, const QIcon& sign,
              QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_title;
    QString m_detail;
    Detail m_kind;
};

} // namespace remit::ui
