// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/redaction_panel.h"

#include "core/trace/redaction/redactor.h"
#include "ui/models/text.h"
#include "ui/shell/typography.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace remit::ui {

RedactionPanel::RedactionPanel(QWidget* parent)
    : QWidget(parent)
    , m_on(new QCheckBox(tr("Take secrets out")))
    , m_list(new QListWidget)
    , m_text(new QLineEdit)
    , m_result(new QLabel)
{
    m_on->setObjectName(QStringLiteral("redaction-on"));
    m_on->setChecked(true);
    m_list->setObjectName(QStringLiteral("redaction-rules"));
    m_list->setAccessibleName(tr("Redaction rules"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the tip says it in full
    m_text->setObjectName(QStringLiteral("redaction-try"));
    m_text->setPlaceholderText(tr("Try a text, for example: password: hunter22"));
    m_text->setAccessibleName(tr("Text to try the rules on"));
    m_result->setObjectName(QStringLiteral("redaction-result"));
    m_result->setTextFormat(Qt::PlainText);
    m_result->setWordWrap(true);
    setMuted(m_result);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(kStep);
    column->addWidget(m_on);
    column->addWidget(m_list, 1);
    column->addWidget(m_text);
    column->addWidget(m_result);
    connect(m_on, &QCheckBox::toggled, this, [this](bool on) {
        m_list->setEnabled(on);
        tryText();
        emit rulesChanged();
    });
    connect(m_list, &QListWidget::itemChanged, this, [this] {
        takeSwitches();
        tryText();
        emit rulesChanged();
    });
    connect(m_text, &QLineEdit::textChanged, this, &RedactionPanel::tryText);
}

bool RedactionPanel::isOn() const
{
    return m_on->isChecked();
}

void RedactionPanel::setRules(trace::RedactionRules rules)
{
    m_rules = std::move(rules);
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const trace::RedactionRule& rule : m_rules.rules) {
        auto* item = new QListWidgetItem(toQString(rule.about.empty() ? rule.id : rule.about));
        item->setToolTip(toQString(rule.id) + QStringLiteral(": ") + toQString(rule.about));
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(rule.enabled ? Qt::Checked : Qt::Unchecked);
        m_list->addItem(item);
    }
    tryText();
}

void RedactionPanel::takeSwitches()
{
    for (int row = 0; row < m_list->count(); ++row)
        m_rules.rules.at(static_cast<std::size_t>(row)).enabled =
            m_list->item(row)->checkState() == Qt::Checked;
}

void RedactionPanel::tryText()
{
    if (m_text->text().isEmpty()) {
        m_result->clear();
        return;
    }
    const auto redactor = trace::Redactor::compile(isOn() ? m_rules : trace::RedactionRules());
    if (!redactor) {
        m_result->setText(toQString(redactor.error().message));
        return;
    }
    std::string text = m_text->text().toStdString();
    trace::Redactor::Counts counts;
    const auto places = redactor->redact(text, counts);
    m_result->setText(places == 0 ? tr("Nothing is taken out.") : toQString(text));
}

} // namespace remit::ui
