// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace remit::ui {

/// Keeps what others wrote from being read as markup. Qt guesses whether a label's or a tool tip's
/// text is rich; traces and policies hold words like `<img src=…>`. While this lives, a label or
/// tip whose format nobody chose shows its text as it is: markup must be asked for
/// (`setTextFormat(Qt::RichText)`), and is then escaped by who asks.
class PlainLabels : public QObject {
    Q_OBJECT

public:
    explicit PlainLabels(QObject* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace remit::ui
