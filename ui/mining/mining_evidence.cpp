// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mining/mining_evidence.h"

#include "core/cedar/syntax/parser.h"
#include "ui/models/roomy_rows.h"
#include "ui/models/text.h"

#include <QComboBox>
#include <QHeaderView>

#include <cmath>

namespace remit::ui {
namespace {

using analysis::ArgumentRule;

enum Column : int { kSeen, kRule, kCallCount };

QString counted(std::int64_t number)
{
    return QString::number(number);
}

/// `schedule_payment` of `Action::"schedule_payment"`; the tip says the whole.
QString shortName(const std::string& action)
{
    const auto uid = cedar::parseEntityUid(action);
    return toQString(uid ? uid->id : action);
}

std::string actionOf(const QTreeWidgetItem& item)
{
    return item.data(kSeen, Qt::UserRole).toString().toStdString();
}

QString valuesSeen(const analysis::ArgumentEvidence& evidence)
{
    if (evidence.onlyIntegers && evidence.least)
        return QStringLiteral("%1 … %2").arg(*evidence.least).arg(*evidence.most);
    if (!evidence.onlyStrings)
        return MiningEvidence::tr("values of several kinds");
    QStringList values;
    for (const auto& [value, calls] : evidence.strings) {
        if (values.size() == 3) {
            values << QStringLiteral("…");
            break;
        }
        values
            << QStringLiteral("‘%1’ (%2)").arg(toQString(value).simplified().left(40)).arg(calls);
    }
    return values.join(QStringLiteral(", "));
}

QString sourcesSeen(const analysis::ArgumentEvidence& evidence)
{
    QStringList lines;
    for (const auto& [sources, calls] : evidence.sources) {
        QStringList names;
        for (const std::string& source : sources)
            names << toQString(source);
        lines << MiningEvidence::tr("%n call(s): from %1", nullptr, static_cast<int>(calls))
                     .arg(names.isEmpty() ? QStringLiteral("–") : names.join(QStringLiteral(", ")));
    }
    return lines.join(QLatin1Char('\n'));
}

/// "from user, 44 %".
QString demandText(const std::string& name, const analysis::ArgumentEvidence& evidence,
                   ArgumentRule rule)
{
    const auto demand = analysis::demandOf(name, evidence, rule);
    if (!demand)
        return MiningEvidence::tr("anything");
    return MiningEvidence::tr("%1, %2 %")
        .arg(toQString(demand->words))
        .arg(std::lround(100 * demand->support.confidence()));
}

void addRule(QComboBox* box, const QString& text, ArgumentRule rule)
{
    box->addItem(text, static_cast<int>(rule));
}

} // namespace

MiningEvidence::MiningEvidence(QWidget* parent) : QTreeWidget(parent)
{
    setObjectName(QStringLiteral("mining-evidence"));
    setAccessibleName(tr("Evidence"));
    setAccessibleDescription(
        tr("Actions of the task. Unchecked ones are left out; below each, what is demanded of its "
           "arguments, with the confidence that the evidence gives."));
    setHeaderLabels({tr("Seen"), tr("Demand, confidence"), tr("Calls")});
    headerItem()->setToolTip(kSeen, tr("Kept where checked."));
    setFrameShape(QFrame::NoFrame);
    const int em = fontMetrics().horizontalAdvance(QLatin1Char('m'));
    setIndentation(em);
    header()->setStretchLastSection(false);
    header()->setMinimumSectionSize(3 * em);
    header()->setSectionResizeMode(kSeen, QHeaderView::Stretch);
    setColumnWidth(kRule, 13 * em);
    setColumnWidth(kCallCount, 4 * em);
    RoomyRows::give(*this);
    connect(this, &QTreeWidget::itemChanged, this, [this] {
        if (!m_filling)
            emit changed();
    });
}

void MiningEvidence::setProfile(const analysis::TaskProfile* profile)
{
    m_filling = true;
    m_rules.clear();
    clear();
    if (profile != nullptr)
        for (const analysis::ActionEvidence& evidence : profile->actions)
            addAction(evidence);
    m_filling = false;
}

void MiningEvidence::addAction(const analysis::ActionEvidence& evidence)
{
    auto* item =
        new QTreeWidgetItem(this, {shortName(evidence.action), QString(), counted(evidence.calls)});
    item->setData(kSeen, Qt::UserRole, toQString(evidence.action));
    item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
    item->setCheckState(kSeen, Qt::Checked);
    item->setToolTip(kSeen, tr("%1, in %n run(s)", nullptr, static_cast<int>(evidence.runs))
                                .arg(toQString(evidence.action)));
    for (const auto& [name, argument] : evidence.arguments)
        addArgument(item, name, argument);
    item->setExpanded(m_argumentsUsed);
}

void MiningEvidence::addArgument(QTreeWidgetItem* action, const std::string& name,
                                 const analysis::ArgumentEvidence& evidence)
{
    auto* item =
        new QTreeWidgetItem(action, {toQString(name) + QStringLiteral(": ") + valuesSeen(evidence),
                                     QString(), counted(evidence.calls)});
    const QString sources = sourcesSeen(evidence);
    item->setToolTip(kSeen, item->text(kSeen) +
                                (sources.isEmpty() ? QString() : QLatin1Char('\n') + sources));
    auto* box = new QComboBox;
    box->setObjectName(QStringLiteral("mining-rule-") + toQString(name));
    box->setAccessibleName(tr("Demand on %1 of %2").arg(toQString(name), action->text(kSeen)));
    box->setFrame(false);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    addRule(box, tr("auto: %1").arg(demandText(name, evidence, ArgumentRule::Automatic)),
            ArgumentRule::Automatic);
    addRule(box, tr("Anything"), ArgumentRule::Anything);
    for (const ArgumentRule rule : analysis::possibleRules(evidence))
        addRule(box, demandText(name, evidence, rule), rule);
    box->setEnabled(m_argumentsUsed);
    box->setToolTip(tr("Confidence: at least so many of the calls to come would pass, going by how "
                       "many calls the others foresaw."));
    connect(box, &QComboBox::currentIndexChanged, this, &MiningEvidence::changed);
    m_rules.push_back({{actionOf(*action), name}, box});
    box->ensurePolished();
    item->setSizeHint(kRule, QSize(0, box->sizeHint().height() + 4));
    setItemWidget(item, kRule, box);
}

void MiningEvidence::setArgumentsUsed(bool used)
{
    if (m_argumentsUsed == used)
        return;
    m_argumentsUsed = used;
    for (const RuleBox& rule : m_rules)
        rule.box->setEnabled(used);
    for (int i = 0; used && i < topLevelItemCount(); ++i)
        topLevelItem(i)->setExpanded(true);
}

std::vector<std::string> MiningEvidence::leftOut() const
{
    std::vector<std::string> left;
    for (int i = 0; i < topLevelItemCount(); ++i)
        if (topLevelItem(i)->checkState(kSeen) != Qt::Checked)
            left.push_back(actionOf(*topLevelItem(i)));
    return left;
}

std::map<analysis::ArgumentKey, ArgumentRule> MiningEvidence::rules() const
{
    std::map<analysis::ArgumentKey, ArgumentRule> rules;
    for (const RuleBox& rule : m_rules)
        rules[rule.key] = static_cast<ArgumentRule>(rule.box->currentData().toInt());
    return rules;
}

} // namespace remit::ui
