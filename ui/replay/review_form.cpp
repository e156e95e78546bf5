// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/review_form.h"

#include "ui/models/text.h"
#include "ui/replay/review_desk.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace remit::ui {

namespace {

constexpr int kUsualDays = 90; ///< that an acceptance holds

} // namespace

ReviewForm::ReviewForm(ReviewDesk& desk, std::vector<decision::CallVerdict> calls, QWidget* parent)
    : QDialog(parent)
    , m_desk(desk)
    , m_calls(std::move(calls))
    , m_state(new QComboBox)
    , m_reason(new QLineEdit)
    , m_owner(new QLineEdit(desk.lastOwner()))
    , m_ends(new QCheckBox(tr("&Expires")))
    , m_expires(new QDateEdit(QDate::currentDate().addDays(kUsualDays)))
    , m_problem(new QLabel)
    , m_mark(nullptr)
{
    setObjectName(QStringLiteral("review-form"));
    setWindowTitle(m_calls.size() == 1
                       ? tr("Review a crossing")
                       : tr("Review %n crossing(s)", nullptr, static_cast<int>(m_calls.size())));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(420);
    m_state->setObjectName(QStringLiteral("review-state"));
    m_reason->setObjectName(QStringLiteral("review-reason"));
    m_owner->setObjectName(QStringLiteral("review-owner"));
    m_state->addItem(tr("Accepted: it may happen"),
                     static_cast<int>(analysis::ReviewState::Accepted));
    m_state->addItem(tr("False alarm: the trace or the facts are wrong"),
                     static_cast<int>(analysis::ReviewState::FalseAlarm));
    m_state->addItem(tr("Open: to be looked at"), static_cast<int>(analysis::ReviewState::Open));
    m_reason->setPlaceholderText(tr("Why, in a sentence"));
    m_expires->setCalendarPopup(true);
    m_expires->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_expires->setMinimumDate(QDate::currentDate().addDays(1));
    m_expires->setEnabled(false);
    m_expires->setAccessibleName(tr("Expires on"));
    connect(m_ends, &QCheckBox::toggled, m_expires, &QWidget::setEnabled);

    auto* form = new QFormLayout(this);
    const decision::CallVerdict& first = m_calls.front();
    auto* what =
        new QLabel(tr("%1, step %2 of %3")
                       .arg(toQString(first.tool))
                       .arg(first.step)
                       .arg(toQString(first.run)) +
                   (m_calls.size() > 1 ? tr(" and %L1 more").arg(m_calls.size() - 1) : QString()));
    what->setTextFormat(Qt::PlainText);
    form->addRow(tr("Call"), what);
    form->addRow(tr("&State"), m_state);
    form->addRow(tr("&Reason"), m_reason);
    form->addRow(tr("&Owner"), m_owner);
    auto* until = new QHBoxLayout;
    until->addWidget(m_ends);
    until->addWidget(m_expires, 1);
    form->addRow(QString(), until);
    m_problem->setWordWrap(true);
    m_problem->hide();
    form->addRow(m_problem);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_mark = buttons->addButton(tr("&Mark"), QDialogButtonBox::AcceptRole);
    m_mark->setObjectName(QStringLiteral("review-mark"));
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &ReviewForm::mark);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_reason, &QLineEdit::textChanged, this, &ReviewForm::check);
    connect(m_owner, &QLineEdit::textChanged, this, &ReviewForm::check);
    if (const analysis::Review* known = m_desk.reviewOf(first)) {
        m_state->setCurrentIndex(m_state->findData(static_cast<int>(known->state)));
        m_reason->setText(toQString(known->reason));
        m_owner->setText(toQString(known->owner));
    }
    check();
    m_reason->setFocus();
}

void ReviewForm::check()
{
    const bool complete =
        !m_reason->text().trimmed().isEmpty() && !m_owner->text().trimmed().isEmpty();
    m_mark->setEnabled(complete);
    m_mark->setToolTip(complete ? QString() : tr("A reason and an owner are needed"));
}

void ReviewForm::mark()
{
    std::vector<analysis::Review> reviews;
    for (const decision::CallVerdict& call : m_calls) {
        analysis::Review review;
        review.crossing = analysis::crossingKey(call);
        if (!review.crossing)
            continue;
        review.state = static_cast<analysis::ReviewState>(m_state->currentData().toInt());
        review.reason = m_reason->text().trimmed().toStdString();
        review.owner = m_owner->text().trimmed().toStdString();
        if (m_ends->isChecked())
            review.expires = Instant{m_expires->date().startOfDay(Qt::UTC).toMSecsSinceEpoch()};
        reviews.push_back(std::move(review));
    }
    const Result<> marked = m_desk.mark(std::move(reviews));
    if (marked)
        return accept();
    m_problem->setText(toQString(marked.error().message) + QLatin1Char(' ') +
                       toQString(marked.error().hint));
    m_problem->show();
}

} // namespace remit::ui
