// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/authority/registry.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <string>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace remit::ui {

/// Fields of a new grant, or of the scope of one that exists. Nothing is changed until Grant is
/// pressed; Esc leaves.
class GrantForm : public QWidget {
    Q_OBJECT

public:
    explicit GrantForm(QWidget* parent = nullptr);

    /// A further grant. Parents to choose from are the grants that `from` holds; a root may give
    /// without any. `scopeOf` gives the text that a new scope starts with.
    void startGrant(std::shared_ptr<const authority::Registry> registry,
                    const cedar::EntityUid& from, const cedar::EntityUid& to, bool mayBeRoot,
                    Instant now, std::function<QString(const std::string& grant)> scopeOf);
    /// Another scope for a grant.
    void startScope(const authority::Grant& grant, const QString& scope);

signals:
    void grantMade(const remit::authority::Grant& grant, const QString& scope);
    void scopeMade(const QString& grant, const QString& scope);
    void left();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void chooseParent();
    void judge();
    void accept();

    std::shared_ptr<const authority::Registry> m_registry;
    std::function<QString(const std::string&)> m_scopeOf;
    authority::Grant m_grant;
    Instant m_now;
    bool m_scopeOnly = false;
    QLabel* m_title;
    QWidget* m_fields;
    QLineEdit* m_id;
    QComboBox* m_parent;
    QLineEdit* m_expires;
    QSpinBox* m_depth;
    QPlainTextEdit* m_scope;
    QLabel* m_problem;
    QPushButton* m_accept;
};

} // namespace remit::ui
