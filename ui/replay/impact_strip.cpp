// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/impact_strip.h"

#include "ui/models/text.h"
#include "ui/replay/impact_runner.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"
#include "ui/shell/verdict_sign.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace remit::ui {

namespace {

/// So many calls are replayed faster than a line could be read.
constexpr std::int64_t kSoonReplayed = 20'000;

} // namespace

ImpactStrip::ImpactStrip(const ImpactRunner& runner, const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_runner(runner)
    , m_sign(new QLabel)
    , m_text(new QLabel)
    , m_button(new QPushButton)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("impact-strip"));
    setAccessibleName(tr("What the edit changes of the recorded calls"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kMargin, kStep, kMargin, kStep);
    row->setSpacing(kMargin);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setObjectName(QStringLiteral("impact-text"));
    m_button->setObjectName(QStringLiteral("impact-show"));
    m_button->setFlat(true);
    row->addWidget(m_sign);
    row->addWidget(m_text, 1);
    row->addWidget(m_button);
    connect(&runner, &ImpactRunner::changed, this, &ImpactStrip::refresh);
    connect(&theme, &Theme::changed, this, &ImpactStrip::refresh);
    connect(m_button, &QPushButton::clicked, this, [this] {
        // While the next answer is looked for, the button of the last one still stands there.
        if (m_button->text() == tr("Replay"))
            emit replayWanted();
        else
            showChanges();
    });
    refresh();
}

/// As soon as they are listed.
void ImpactStrip::showChanges()
{
    const ImpactState& state = m_runner.state();
    m_isWanted = state.kind == ImpactState::Kind::Answered && !state.isListed();
    if (state.kind == ImpactState::Kind::Answered && state.isListed())
        emit changesWanted();
}

/// What a mode makes of verdicts is no news to who has chosen it, and to nobody else clear.
QString ImpactStrip::inModes(const QString& modes) const
{
    return modes.isEmpty() ? QString() : QLatin1Char(' ') + tr("(replayed %1)").arg(modes);
}

QString ImpactStrip::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void ImpactStrip::say(const QString& text, const QString& button)
{
    m_text->setText(text);
    setAccessibleDescription(text);
    m_button->setText(button);
    m_button->setVisible(!button.isEmpty());
}

void ImpactStrip::refresh()
{
    using Kind = ImpactState::Kind;
    const ImpactState& state = m_runner.state();
    setVisible(state.kind != Kind::Nothing);
    m_isWanted = m_isWanted && state.kind == Kind::Answered;
    m_sign->clear();
    switch (state.kind) {
    case Kind::Nothing:
        m_text->clear(); // of an earlier edit; it is no answer to the next
        return;
    case Kind::Preparing:
        return say(tr("Reading the facts of the recorded calls…"), {});
    case Kind::Asking:
        // What stood there stays until the answer is there: it takes a moment.
        if (m_text->text().isEmpty())
            say(tr("Looking what changes…"), {});
        return;
    case Kind::Broken:
        return say(tr("The workspace has errors: recorded calls cannot be decided under it."), {});
    case Kind::Replaying:
        // Few calls are replayed in a moment, too.
        if (state.calls > kSoonReplayed || m_text->text().isEmpty())
            say(tr("Replaying %L1 recorded calls to see what the edit changes…").arg(state.calls),
                {});
        return;
    case Kind::Stopped:
        return say(tr("What the edit changes is not known: looking was cancelled."), tr("Replay"));
    case Kind::Answered:
        break;
    }
    const analysis::Impact& impact = *state.impact;
    if (impact.counts.total() == 0)
        return say(tr("No recorded call changes verdict (%L1 looked at).").arg(impact.calls) +
                       inModes(state.modes),
                   tr("Replay"));
    const auto crossed = impact.count(analysis::ChangeKind::NewlyCrossed);
    const auto allowed = impact.count(analysis::ChangeKind::NewlyAllowed);
    QStringList parts;
    if (crossed > 0)
        parts << tr("%L1 newly crossed").arg(crossed);
    if (allowed > 0)
        parts << tr("%L1 newly allowed").arg(allowed);
    if (impact.counts.others > 0)
        parts << tr("%L1 otherwise").arg(impact.counts.others);
    const Sign sign = crossed > 0 ? Sign::Deny : allowed > 0 ? Sign::Allow : Sign::Undecidable;
    m_sign->setPixmap(signIcon(sign, m_theme).pixmap(kIconSize, kIconSize));
    const std::size_t changed = impact.counts.total();
    const QString calls = changed == 1 ? tr("1 recorded call changes verdict")
                                       : tr("%L1 recorded calls change verdict").arg(changed);
    say(calls + QStringLiteral(": ") + parts.join(QStringLiteral(", ")) + inModes(state.modes),
        tr("Show"));
    if (m_isWanted)
        showChanges();
}

} // namespace remit::ui
