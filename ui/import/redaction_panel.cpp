// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/redaction_panel.h"

#include "core/trace/redaction/redactor.h"
#include "ui/models/shown_text.h"
#include "ui/shell/typography.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace remit::ui {
namespace {

constexpr std::size_t kShownPatterns = 12;

/// What the rule is for and what it looks for.
QString tipOf(const trace::RedactionRule& rule)
{
    QStringList lines{shownText(rule.id) + QStringLiteral(": ") + shownText(rule.about)};
    for (std::size_t i = 0; i < rule.patterns.size() && i < kShownPatterns; ++i)
        lines << QStringLiteral("  ") + shownText(rule.patterns[i]);
    if (rule.patterns.size() > kShownPatterns)
        lines << QStringLiteral("  …");
    QStringList members;
    for (const std::string& member : rule.members)
        members << shownText(member);
    if (!members.isEmpty())
        lines << RedactionPanel::tr("  members: %1").arg(members.join(QStringLiteral(", ")));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

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
    column->addWidget(makeSwitch());
    column->addWidget(m_list, 1);
    column->addWidget(makeOwnPattern());
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

QWidget* RedactionPanel::makeSwitch()
{
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins({});
    line->setSpacing(kStep);
    auto* keep = new QPushButton(tr("Keep in redaction.&json"));
    keep->setObjectName(QStringLiteral("redaction-keep"));
    line->addWidget(m_on, 1);
    line->addWidget(keep);
    connect(keep, &QPushButton::clicked, this, &RedactionPanel::keepAsked);
    return row;
}

QWidget* RedactionPanel::makeOwnPattern()
{
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins({});
    line->setSpacing(kStep);
    m_pattern = new QLineEdit;
    m_pattern->setObjectName(QStringLiteral("redaction-pattern"));
    m_pattern->setPlaceholderText(tr("Your own, such as \\bC-\\d{8}\\b"));
    m_pattern->setAccessibleName(tr("Pattern of a rule of your own"));
    m_pattern->setToolTip(
        tr("Letters stand for themselves; \\d is a digit, [a-z] one of these, {8} repeats.\n"
           "The manual's page on importing has the whole form."));
    auto* add = new QPushButton(tr("Add rul&e"));
    add->setObjectName(QStringLiteral("redaction-add"));
    line->addWidget(m_pattern, 1);
    line->addWidget(add);
    connect(add, &QPushButton::clicked, this, &RedactionPanel::addPattern);
    connect(m_pattern, &QLineEdit::returnPressed, this, &RedactionPanel::addPattern);
    return row;
}

void RedactionPanel::addPattern()
{
    trace::RedactionRule rule;
    rule.patterns.push_back(m_pattern->text().trimmed().toStdString());
    if (const auto compiled = trace::Pattern::compile(rule.patterns.front()); !compiled) {
        m_result->setText(toQString(compiled.error().message));
        return;
    }
    int number = 1;
    const auto isTaken = [&](const std::string& id) {
        return std::any_of(m_rules.rules.begin(), m_rules.rules.end(),
                           [&](const trace::RedactionRule& one) { return one.id == id; });
    };
    while (isTaken("own-" + std::to_string(number)))
        ++number;
    rule.id = "own-" + std::to_string(number);
    rule.about = tr("Your own: %1").arg(m_pattern->text().trimmed()).toStdString();
    m_rules.rules.push_back(std::move(rule));
    m_pattern->clear();
    showRules();
    m_list->scrollToBottom();
    emit rulesChanged();
}

bool RedactionPanel::isOn() const
{
    return m_on->isChecked();
}

void RedactionPanel::setRules(trace::RedactionRules rules)
{
    m_rules = std::move(rules);
    showRules();
}

void RedactionPanel::showRules()
{
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const trace::RedactionRule& rule : m_rules.rules) {
        auto* item = new QListWidgetItem(shownText(rule.about.empty() ? rule.id : rule.about));
        item->setToolTip(tipOf(rule));
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
