// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bundle/bundle_page.h"

#include "core/base/text.h"
#include "core/base/time.h"
#include "ui/bundle/bundle_layout.h"
#include "ui/bundle/statement_rows.h"
#include "ui/models/text.h"
#include "ui/shell/empty_hint.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/notifications.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"
#include "ui/shell/verdict_sign.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace remit::ui {

BundlePage::BundlePage(Studio& studio, QWidget* parent) : QWidget(parent), m_studio(studio)
{
    setObjectName(QStringLiteral("bundle-page"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(makeBanner());
    column->addWidget(makeDemands());
    auto* both = new QSplitter(Qt::Horizontal);
    both->addWidget(makeStatement());
    both->addWidget(makeMembers());
    both->setStretchFactor(0, 1);
    both->setStretchFactor(1, 1);
    column->addWidget(both, 1);
    connect(&m_studio.theme(), &Theme::changed, this,
            [this] { setState(m_state, m_sentence->text(), m_detail->text()); });
    setState(State::Nothing, tr("No bundle is open."),
             tr("Open one to see who signed what, and whether it holds."));
}

/// Fields and lists that go say so once more; there is nobody to hear it then.
BundlePage::~BundlePage()
{
    qDeleteAll(findChildren<EmptyHint*>());
    for (QObject* child : findChildren<QObject*>())
        child->disconnect(this);
}

QWidget* BundlePage::makeBanner()
{
    auto* banner = new QWidget;
    auto* row = new QHBoxLayout(banner);
    row->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    row->setSpacing(kMargin);
    m_sign = new QLabel;
    m_sentence = new QLabel;
    m_sentence->setObjectName(QStringLiteral("bundle-sentence"));
    m_sentence->setFont(interfaceFont(TextSize::Large));
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_detail = new QLabel;
    m_detail->setTextFormat(Qt::PlainText);
    m_detail->setWordWrap(true);
    setMuted(m_detail);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(kStep);
    texts->addWidget(m_sentence);
    texts->addWidget(m_detail);
    row->addWidget(m_sign, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    row->addWidget(bundleButton(this, tr("&Open…"), "bundle-open", [this] { emit chooseFile(); }),
                   0, Qt::AlignTop);
    m_accept = bundleButton(this, tr("&Accept"), "bundle-accept", [this] { accept(); });
    m_accept->setToolTip(tr("Remembers its revision: older ones are refused from then on."));
    m_extract =
        bundleButton(this, tr("E&xtract…"), "bundle-extract", [this] { emit chooseFolder(); });
    m_extract->setToolTip(tr("Writes its files as a workspace."));
    row->addWidget(m_accept, 0, Qt::AlignTop);
    row->addWidget(m_extract, 0, Qt::AlignTop);
    return banner;
}

QWidget* BundlePage::makeDemands()
{
    auto* demands = new QWidget;
    auto* row = new QHBoxLayout(demands);
    row->setContentsMargins(kMargin, 0, kMargin, kMargin);
    row->setSpacing(kMargin);
    m_threshold = new QSpinBox;
    m_threshold->setRange(1, 64);
    m_threshold->setObjectName(QStringLiteral("bundle-threshold"));
    m_id = new QLineEdit;
    m_id->setPlaceholderText(tr("any"));
    m_target = new QLineEdit;
    m_target->setPlaceholderText(tr("any"));
    m_notModelled = new QCheckBox(tr("not &modelled"));
    m_assumed = new QCheckBox(tr("ass&umed roots"));
    for (QLineEdit* field : {m_id, m_target})
        field->setMinimumWidth(6 * fontMetrics().horizontalAdvance(QLatin1Char('m')));
    m_notModelled->setToolTip(tr("Take it although its authority is not modelled."));
    m_assumed->setToolTip(tr("Take it although its roots are assumed to be entitled."));
    const auto add = [row](const QString& text, QWidget* field) {
        auto* label = new QLabel(text);
        label->setBuddy(field);
        field->setAccessibleName(QString(text).remove(QLatin1Char('&')));
        row->addWidget(label);
        row->addWidget(field);
    };
    add(tr("&Keys needed"), m_threshold);
    add(tr("&Bundle"), m_id);
    add(tr("&Target"), m_target);
    row->addWidget(m_notModelled);
    row->addWidget(m_assumed);
    row->addStretch(1);
    row->addWidget(
        bundleButton(this, tr("Trusted ke&ys…"), "bundle-keys", [this] { emit manageKeys(); }));
    connect(m_threshold, &QSpinBox::valueChanged, this, &BundlePage::verifyAgain);
    for (QLineEdit* field : {m_id, m_target})
        connect(field, &QLineEdit::editingFinished, this, &BundlePage::verifyAgain);
    for (QCheckBox* box : {m_notModelled, m_assumed})
        connect(box, &QCheckBox::toggled, this, &BundlePage::verifyAgain);
    return demands;
}

QWidget* BundlePage::makeStatement()
{
    m_facts = new QTreeWidget;
    m_facts->setObjectName(QStringLiteral("bundle-statement"));
    m_facts->setAccessibleName(tr("What the bundle says of itself"));
    m_facts->setHeaderLabels({tr("What"), tr("Says")});
    m_facts->setFrameShape(QFrame::NoFrame);
    m_facts->setWordWrap(true);
    m_facts->setColumnWidth(0, 16 * m_facts->fontMetrics().horizontalAdvance(QLatin1Char('m')));
    return m_facts;
}

QWidget* BundlePage::makeMembers()
{
    m_names = new QListWidget;
    m_names->setObjectName(QStringLiteral("bundle-members"));
    m_names->setAccessibleName(tr("Files of the bundle"));
    m_names->setFrameShape(QFrame::NoFrame);
    new EmptyHint(*m_names, tr("The files of the bundle stand here once they were checked."));
    m_text = new QPlainTextEdit;
    m_text->setObjectName(QStringLiteral("bundle-text"));
    m_text->setAccessibleName(tr("Text of the file, read only"));
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setFont(codeFont());
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    connect(m_names, &QListWidget::currentTextChanged, this, &BundlePage::showMember);
    auto* both = new QSplitter(Qt::Vertical);
    both->addWidget(m_names);
    both->addWidget(m_text);
    both->setStretchFactor(0, 1);
    both->setStretchFactor(1, 2);
    return both;
}

BundleQuestion BundlePage::question() const
{
    BundleQuestion question;
    question.file = m_file;
    question.trust = bundle::usualTrustFile();
    question.record = bundle::usualAcceptedRecord();
    question.threshold = static_cast<std::size_t>(m_threshold->value());
    question.id = m_id->text().toStdString();
    question.target = m_target->text().toStdString();
    question.allowNotModelled = m_notModelled->isChecked();
    question.allowAssumed = m_assumed->isChecked();
    return question;
}

void BundlePage::openFile(const std::filesystem::path& file)
{
    m_file = file;
    verifyAgain();
}

void BundlePage::verifyAgain()
{
    if (m_file.empty())
        return;
    m_names->clear();
    m_text->clear();
    m_members.clear();
    m_facts->clear();
    setState(State::Looking,
             tr("Looking at %1…").arg(QFileInfo(toQString(m_file.string())).fileName()),
             tr("Nothing of its content is read before its signatures are."));
    m_studio.jobs().run<BundleFront>(
        {.title = tr("Look at bundle"), .key = QStringLiteral("bundle.front"), .listed = false},
        [asked = question()](const JobControl&) { return readBundleFront(asked); }, this,
        [this](Result<BundleFront> front) {
            if (front)
                takeFront(*front);
            else
                report(front.error());
        });
}

void BundlePage::takeFront(const BundleFront& front)
{
    showStatement(front);
    if (front.refusal) {
        setState(State::Unreadable, toQString(front.refusal->message),
                 toQString(front.refusal->hint));
        return;
    }
    m_studio.jobs().run<BundleWhole>(
        {.title = tr("Verify bundle"), .key = QStringLiteral("bundle.whole")},
        [asked = question()](const JobControl& control) { return readBundleWhole(asked, control); },
        this,
        [this](Result<BundleWhole> whole) {
            if (whole)
                takeWhole(std::move(*whole));
            else
                report(whole.error());
        });
}

void BundlePage::takeWhole(BundleWhole whole)
{
    m_members = std::move(whole.members);
    for (const auto& [name, content] : m_members)
        m_names->addItem(toQString(shown(name)));
    if (!whole.refusal)
        setState(State::Verified, tr("Verified: it is whole, current and signed by whom it must."),
                 tr("tar %1").arg(toQString(whole.tarDigest)));
    else
        setState(State::Untrusted, tr("Not verified: %1").arg(toQString(whole.refusal->message)),
                 m_members.empty()
                     ? tr("Nothing of its content is shown. To do: %1.")
                           .arg(toQString(whole.refusal->hint))
                     : tr("What stands below is a stranger's word, to be read only. To do: %1.")
                           .arg(toQString(whole.refusal->hint)));
    if (m_names->count() > 0)
        m_names->setCurrentRow(0);
}

void BundlePage::showStatement(const BundleFront& front)
{
    m_facts->clear();
    for (const StatementGroup& group : statementGroups(front)) {
        auto* top = new QTreeWidgetItem(m_facts, {group.title});
        top->setFirstColumnSpanned(true);
        for (const auto& [what, says] : group.rows) {
            auto* row = new QTreeWidgetItem(top, {what, says});
            row->setToolTip(1, says);
        }
        top->setExpanded(true);
    }
}

void BundlePage::showMember(const QString& name)
{
    const auto member = m_members.find(name.toStdString());
    m_text->setPlainText(member == m_members.end() ? QString() : toQString(member->second));
}

void BundlePage::setState(State state, const QString& sentence, const QString& detail)
{
    m_state = state;
    m_sentence->setText(sentence);
    m_detail->setText(detail);
    const Sign sign = state == State::Verified                                  ? Sign::Allow
                      : state == State::Untrusted || state == State::Unreadable ? Sign::Deny
                                                                                : Sign::Undecidable;
    m_sign->setPixmap(signIcon(sign, m_studio.theme()).pixmap(QSize(24, 24), devicePixelRatioF()));
    m_sign->setAccessibleName(state == State::Verified ? tr("verified") : tr("not verified"));
    m_accept->setEnabled(state == State::Verified);
    m_extract->setEnabled(state == State::Verified);
    m_names->setEnabled(state == State::Verified || state == State::Untrusted);
}

QString BundlePage::sentence() const
{
    return m_sentence->text();
}

void BundlePage::report(const Error& error)
{
    if (error.code == ErrorCode::Cancelled)
        return;
    setState(State::Unreadable, toQString(error.message), toQString(error.hint));
}

void BundlePage::accept()
{
    m_studio.jobs().run<std::optional<bundle::Refusal>>(
        {.title = tr("Accept bundle"), .key = QStringLiteral("bundle.accept")},
        [asked = question()](const JobControl&) { return acceptBundle(asked); }, this,
        [this](Result<std::optional<bundle::Refusal>> done) {
            if (!done)
                m_studio.notifications().report(done.error());
            else if (*done)
                verifyAgain();
            else
                m_studio.notifications().inform(
                    tr("Accepted. Older revisions of this bundle are refused from now on."));
        });
}

void BundlePage::extractTo(const std::filesystem::path& folder)
{
    m_studio.jobs().run<std::optional<bundle::Refusal>>(
        {.title = tr("Extract bundle"), .key = QStringLiteral("bundle.extract")},
        [asked = question(), folder](const JobControl& control) {
            return extractBundle(asked, folder, control);
        },
        this,
        [this, folder](Result<std::optional<bundle::Refusal>> done) {
            if (!done)
                m_studio.notifications().report(done.error());
            else if (*done)
                verifyAgain();
            else
                m_studio.notifications().inform(
                    tr("Its files stand in %1.").arg(toQString(folder.string())));
        });
}

} // namespace remit::ui
