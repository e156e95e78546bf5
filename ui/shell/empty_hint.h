// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

class QAbstractItemView;
class QLabel;

namespace remit::ui {

/// One line over an item view that says what belongs there, shown while its model is empty.
class EmptyHint : public QObject {
    Q_OBJECT

public:
    EmptyHint(QAbstractItemView& view, const QString& text);

    void setText(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void update();

    QAbstractItemView& m_view;
    QLabel* m_label;
};

} // namespace remit::ui
