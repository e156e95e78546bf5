// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/pattern_form.h"

#include "ui/models/code_words.h"
#include "ui/shell/typography.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace remit::ui {
namespace {

QLabel* smallLabel(const QString& text)
{
    auto* label = new QLabel;
    label->setTextFormat(Qt::RichText);
    label->setText(codeWordsHtml(text.toStdString(), codeFont().family()));
    label->setWordWrap(true);
    label->setFont(interfaceFont(TextSize::Small));
    setMuted(label);
    return label;
}

} // namespace

PatternForm::PatternForm(const assist::Pattern& pattern, QWidget* parent)
    : QWidget(parent), m_pattern(pattern)
{
    auto* layout = new QFormLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    layout->setVerticalSpacing(kMargin);
    for (const assist::Parameter& parameter : pattern.parameters)
        addRow(parameter);
}

void PatternForm::addRow(const assist::Parameter& parameter)
{
    auto* field = new QComboBox;
    field->setObjectName(QString::fromStdString(parameter.name));
    field->setEditable(true);
    field->setInsertPolicy(QComboBox::NoInsert);
    field->setFont(codeFont());
    field->setMinimumContentsLength(12);
    const QString title = QString::fromStdString(parameter.title);
    field->setAccessibleName(title);
    field->lineEdit()->setAccessibleName(title);
    QLabel* objection = smallLabel({});
    objection->hide();

    auto* cell = new QWidget;
    auto* rows = new QVBoxLayout(cell);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    rows->addWidget(field);
    if (!parameter.explanation.empty())
        rows->addWidget(smallLabel(QString::fromStdString(parameter.explanation)));
    rows->addWidget(objection);
    static_cast<QFormLayout*>(layout())->addRow(title, cell);
    m_rows[parameter.name] = {field, objection};
    connect(field, &QComboBox::currentTextChanged, this, [this] {
        showObjections();
        if (!m_setting)
            emit valuesChanged();
    });
}

void PatternForm::setChoices(const Choices& choices)
{
    const QScopedValueRollback guard(m_setting, true);
    for (const auto& [name, offered] : choices) {
        QComboBox* box = field(name);
        if (box == nullptr)
            continue;
        QStringList texts;
        for (const std::string& text : offered)
            texts.append(QString::fromStdString(text));
        QStringList present;
        for (int i = 0; i < box->count(); ++i)
            present.append(box->itemText(i));
        if (texts == present)
            continue; // a list that is open stays as it is
        const QString value = box->currentText();
        box->clear();
        box->addItems(texts);
        box->setEditText(value);
    }
}

void PatternForm::setValues(const assist::PatternValues& values)
{
    const QScopedValueRollback guard(m_setting, true);
    for (const auto& [name, value] : values) {
        if (QComboBox* box = field(name))
            box->setEditText(QString::fromStdString(value));
    }
    showObjections();
}

assist::PatternValues PatternForm::values() const
{
    assist::PatternValues values;
    for (const auto& [name, row] : m_rows)
        values[name] = row.field->currentText().trimmed().toStdString();
    return values;
}

QComboBox* PatternForm::field(const std::string& parameter) const
{
    const auto found = m_rows.find(parameter);
    return found == m_rows.end() ? nullptr : found->second.field;
}

void PatternForm::showObjections()
{
    for (const assist::Parameter& parameter : m_pattern.parameters) {
        const Row& row = m_rows.at(parameter.name);
        const std::string why =
            assist::objection(parameter, row.field->currentText().trimmed().toStdString());
        row.objection->setText(codeWordsHtml(why, codeFont().family()));
        row.objection->setVisible(!why.empty());
    }
}

} // namespace remit::ui
