// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/text_search.h"

#include <QObject>

class QLineEdit;
class QToolButton;

namespace remit::ui {

/// What find in a file and find in the workspace ask with: a line for the text, one for what
/// replaces it, and three switches. The widgets belong to whoever lays them out.
class QueryLine : public QObject {
    Q_OBJECT

public:
    explicit QueryLine(QObject* parent = nullptr);

    [[nodiscard]] workspace::TextQuery query() const;
    [[nodiscard]] std::string replacement() const;
    [[nodiscard]] QLineEdit& find() const { return *m_find; }
    [[nodiscard]] QLineEdit& replace() const { return *m_replace; }
    /// Case, whole word, regular expression.
    [[nodiscard]] QList<QToolButton*> switches() const { return m_switches; }

signals:
    void changed(); ///< what is looked for
    void replacementChanged();

private:
    QToolButton* addSwitch(const QString& text, const QString& name, const QString& help);

    QLineEdit* m_find;
    QLineEdit* m_replace;
    QList<QToolButton*> m_switches;
};

} // namespace remit::ui
