// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace remit::ui {

/// Where the focus goes in a view that is given it as a whole: to its list, say, though a filter
/// stands before that. A focus proxy would not do: Tab, coming from outside, would pass over
/// everything before the proxy, which could then be reached only backwards.
class FirstFocus : public QObject {
    Q_OBJECT

public:
    FirstFocus(QWidget& view, QWidget& target);

    /// Null: the view has none.
    [[nodiscard]] static QWidget* of(const QWidget& view);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget& m_target;
};

} // namespace remit::ui
