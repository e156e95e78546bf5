// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabWidget>

#include <functional>
#include <map>

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
    /// Shows a page that was open before, made anew where it was closed. False: there was none of
    /// that key since closeAll().
    bool reopen(const QString& key);
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

    /// How a page that was opened is made.
    struct Maker {
        std::function<QWidget*()> make;
        QString title;
        QString iconName;
    };
    std::map<QString, Maker> m_makers;
};

} // namespace remit::ui
