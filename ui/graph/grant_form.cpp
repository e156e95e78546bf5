// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/grant_form.h"

#include "core/authority/grant_edits.h"
#include "core/cedar/syntax/parser.h"
#include "ui/models/text.h"
#include "ui/shell/typography.h"

#include <QComboBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace remit::ui {
namespace {

/// What is wrong with the text as a scope; empty: nothing.
QString problemOf(const QString& scope)
{
    const cedar::ParsedPolicies parsed = cedar::parsePolicies(scope.toStdString());
    for (const Diagnostic& diagnostic : parsed.diagnostics) {
        if (diagnostic.severity == Severity::Error)
            return toQString(diagnostic.message);
    }
    for (const cedar::Policy& policy : parsed.policies) {
        if (policy.principal.op != cedar::ScopeConstraint::Op::Any)
            return GrantForm::tr("a scope may not name a principal");
    }
    return parsed.policies.empty() ? GrantForm::tr("a grant without a scope hands on nothing")
                                   : QString();
}

} // namespace

GrantForm::GrantForm(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel)
    , m_fields(new QWidget)
    , m_id(new QLineEdit)
    , m_parent(new QComboBox)
    , m_expires(new QLineEdit)
    , m_depth(new QSpinBox)
    , m_scope(new QPlainTextEdit)
    , m_problem(new QLabel)
    , m_accept(new QPushButton)
{
    setObjectName(QStringLiteral("grantForm"));
    m_title->setWordWrap(true);
    m_title->setTextFormat(Qt::RichText); // names in it are escaped
    m_problem->setWordWrap(true);
    m_scope->setFont(codeFont());
    m_scope->setTabChangesFocus(true);
    m_scope->setAccessibleName(tr("Scope, as Cedar policies without a principal"));
    m_scope->setObjectName(QStringLiteral("grantScope"));
    m_accept->setObjectName(QStringLiteral("grantAccept"));
    m_depth->setRange(0, 31);
    auto* fields = new QFormLayout(m_fields);
    fields->setContentsMargins(0, 0, 0, 0);
    fields->addRow(tr("&Id"), m_id);
    fields->addRow(tr("&Stands on"), m_parent);
    fields->addRow(tr("&Expires"), m_expires);
    fields->addRow(tr("Further &hops"), m_depth);
    auto* cancel = new QPushButton(tr("Cancel"));
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_accept);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_title);
    column->addWidget(m_fields);
    column->addWidget(new QLabel(tr("Scope")));
    column->addWidget(m_scope, 1);
    column->addWidget(m_problem);
    column->addLayout(buttons);
    connect(m_parent, &QComboBox::activated, this, &GrantForm::chooseParent);
    connect(m_scope, &QPlainTextEdit::textChanged, this, &GrantForm::judge);
    connect(m_expires, &QLineEdit::textChanged, this, &GrantForm::judge);
    connect(m_id, &QLineEdit::textChanged, this, &GrantForm::judge);
    connect(m_accept, &QPushButton::clicked, this, &GrantForm::accept);
    connect(cancel, &QPushButton::clicked, this, &GrantForm::left);
}

void GrantForm::startGrant(std::shared_ptr<const authority::Registry> registry,
                           const cedar::EntityUid& from, const cedar::EntityUid& to, bool mayBeRoot,
                           Instant now, std::function<QString(const std::string&)> scopeOf)
{
    m_registry = std::move(registry);
    m_scopeOf = std::move(scopeOf);
    m_now = now;
    m_scopeOnly = false;
    m_grant = {};
    m_grant.from = from;
    m_grant.to = to;
    m_title->setText(
        tr("<b>New grant</b>: %1 → %2")
            .arg(toQString(toText(from)).toHtmlEscaped(), toQString(toText(to)).toHtmlEscaped()));
    m_parent->clear();
    for (const authority::Grant* held : m_registry->grantsTo(from))
        m_parent->addItem(toQString(held->id));
    if (mayBeRoot || m_parent->count() == 0)
        m_parent->addItem(QStringLiteral("root"));
    m_fields->setVisible(true);
    m_accept->setText(tr("&Grant"));
    chooseParent();
    m_scope->setFocus();
}

void GrantForm::chooseParent()
{
    const authority::Grant* parent = m_registry->grant(m_parent->currentText().toStdString());
    m_grant = authority::grantBelow(*m_registry, parent, m_grant.from, m_grant.to, m_now);
    m_id->setText(toQString(m_grant.id));
    m_expires->setText(toQString(rfc3339(m_grant.expiresAt)));
    m_depth->setValue(static_cast<int>(m_grant.depth));
    m_scope->setPlainText(parent && m_scopeOf ? m_scopeOf(parent->id) : QString());
    judge();
}

void GrantForm::startScope(const authority::Grant& grant, const QString& scope)
{
    m_scopeOnly = true;
    m_grant = grant;
    m_title->setText(tr("<b>Scope of %1</b>").arg(toQString(grant.id).toHtmlEscaped()));
    m_fields->setVisible(false);
    m_accept->setText(tr("&Write Scope"));
    m_scope->setPlainText(scope);
    judge();
    m_scope->setFocus();
}

void GrantForm::judge()
{
    QString problem = problemOf(m_scope->toPlainText());
    if (!m_scopeOnly) {
        const std::string id = m_id->text().toStdString();
        const bool named = !id.empty() && id.find_first_of("/\\:*?\"<>| ") == std::string::npos &&
                           id.front() != '.';
        if (!parseRfc3339(m_expires->text().toStdString()))
            problem = tr("the end is written as 2026-03-02T17:00:00Z");
        else if (!named)
            problem = tr("the id names a file: letters, digits, - and _");
        else if (m_registry && m_registry->grant(id))
            problem = tr("there is a grant of that id");
    }
    m_problem->setText(problem);
    m_accept->setEnabled(problem.isEmpty());
}

void GrantForm::accept()
{
    if (m_scopeOnly) {
        emit scopeMade(toQString(m_grant.id), m_scope->toPlainText());
        return;
    }
    m_grant.id = m_id->text().toStdString();
    m_grant.expiresAt = *parseRfc3339(m_expires->text().toStdString());
    m_grant.depth = m_depth->value();
    emit grantMade(m_grant, m_scope->toPlainText());
}

void GrantForm::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        return emit left();
    QWidget::keyPressEvent(event);
}

} // namespace remit::ui
