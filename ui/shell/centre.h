// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabWidget>

#include <functional>

namespace remit::ui {

/// The middle of the window: the pages that the user works in, as tabs. The editor opens a page for
/// each file ("file:policies/pay.cedar"); a view that needs the whole middle (graph, compare) opens
/// one of its own:
///
///     centre.open("graph", [this] { return new GraphView(…); }, tr("Graph"), "graph");
class Centre : public QTabWidget {
    Q_OBJECT

public:
    explicit Centre(QWidget* parent = nullptr);

    /// The page of that key, made when it is not open yet, in front and with the focus.
    QWidget* open(const QString& key, const std::function<QWidget*()>& make, const QString& title,
                  const QString& iconName = {});
    [[nodiscard]] QWidget* page(const QString& key) const;
    [[nodiscard]] QString keyOf(const QWidget* page) const;
    [[nodiscard]] QString currentKey() const;
    void setTitle(const QString& key, const QString& title, const QString& tip);
    /// Without asking.
    void closePage(const QString& key);
    void closeAll();
    [[nodiscard]] QStringList keys() const;

signals:
    /// By the tab's cross or its action; whoever owns the page closes it when that is right.
    void closeRequested(const QString& key);
    void pageChanged(const QString& key);

private:
    QWidget* closeButton(const QString& key, const QString& title);
    [[nodiscard]] int indexOfKey(const QString& key) const;
};

} // namespace remit::ui
