// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bundle/export_page.h"

#include "core/bundle/keys/secret.h"
#include "core/decision/verdict.h"
#include "ui/bundle/bundle_layout.h"
#include "ui/bundle/statement_rows.h"
#include "ui/models/text.h"
#include "ui/shell/empty_hint.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/notifications.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"
#include "ui/shell/verdict_sign.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace remit::ui {
namespace {

QWidget* exportStep(const QString& title, QWidget* body)
{
    auto* step = new QWidget;
    auto* column = new QVBoxLayout(step);
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->setSpacing(kStep);
    auto* heading = new QLabel(title);
    heading->setFont(interfaceFont(TextSize::Large));
    column->addWidget(heading);
    column->addWidget(body, 1);
    return step;
}

QTreeWidget* exportTree(const char* name, const QString& accessible)
{
    auto* tree = new QTreeWidget;
    tree->setObjectName(QString::fromLatin1(name));
    tree->setAccessibleName(accessible);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setWordWrap(true);
    return tree;
}

} // namespace

ExportPage::ExportPage(Studio& studio, QWidget* parent) : QWidget(parent), m_studio(studio)
{
    setObjectName(QStringLiteral("export-page"));
    auto* left = new QWidget;
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins({});
    leftColumn->setSpacing(0);
    leftColumn->addWidget(makeProfile());
    leftColumn->addWidget(makeChecks(), 1);
    auto* right = new QWidget;
    auto* rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins({});
    rightColumn->setSpacing(0);
    rightColumn->addWidget(makeSummary(), 1);
    rightColumn->addWidget(makeSignature());
    auto* both = new QSplitter(Qt::Horizontal);
    both->addWidget(left);
    both->addWidget(right);
    both->setStretchFactor(0, 1);
    both->setStretchFactor(1, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(both);
    fillIn();
    check();
}

/// Fields and lists that go say so once more; there is nobody to hear it then.
ExportPage::~ExportPage()
{
    qDeleteAll(findChildren<EmptyHint*>());
    for (QObject* child : findChildren<QObject*>())
        child->disconnect(this);
}

QWidget* ExportPage::makeProfile()
{
    auto* body = new QWidget;
    auto* form = new QFormLayout(body);
    form->setContentsMargins({});
    form->setSpacing(kStep);
    m_profile = new QComboBox;
    m_profile->setObjectName(QStringLiteral("export-profile"));
    m_revision = new QSpinBox;
    m_revision->setObjectName(QStringLiteral("export-revision"));
    m_revision->setRange(1, 1'000'000'000);
    m_id = new QLineEdit;
    m_target = new QLineEdit;
    m_target->setPlaceholderText(tr("none named"));
    form->addRow(tr("&Profile"), m_profile);
    form->addRow(tr("&Revision"), m_revision);
    form->addRow(tr("&Bundle"), m_id);
    form->addRow(tr("&Target"), m_target);
    connect(m_profile, &QComboBox::currentIndexChanged, this, &ExportPage::check);
    connect(m_revision, &QSpinBox::editingFinished, this, &ExportPage::check);
    for (QLineEdit* field : {m_id, m_target})
        connect(field, &QLineEdit::editingFinished, this, &ExportPage::check);
    return exportStep(tr("1  Profile"), body);
}

QWidget* ExportPage::makeChecks()
{
    m_checks = exportTree("export-checks", tr("Checks"));
    m_checks->setHeaderHidden(true);
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins({});
    column->setSpacing(kStep);
    column->addWidget(m_checks, 1);
    auto* row = new QHBoxLayout;
    row->addWidget(bundleButton(this, tr("&Check again"), "export-check", [this] { check(); }));
    row->addStretch(1);
    column->addLayout(row);
    return exportStep(tr("2  Checks"), body);
}

QWidget* ExportPage::makeSummary()
{
    m_summary = exportTree("export-summary", tr("What will be signed"));
    m_summary->setHeaderLabels({tr("What"), tr("Says")});
    m_summary->setColumnWidth(0, 16 * m_summary->fontMetrics().horizontalAdvance(QLatin1Char('m')));
    new EmptyHint(*m_summary, tr("What will be signed stands here once all checks are good."));
    return exportStep(tr("3  Summary"), m_summary);
}

QWidget* ExportPage::makeSignature()
{
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins({});
    column->setSpacing(kStep);
    auto* row = new QHBoxLayout;
    row->setSpacing(kStep);
    auto* label = new QLabel(tr("Private &key"));
    m_key = new QLineEdit;
    m_key->setObjectName(QStringLiteral("export-key"));
    m_key->setAccessibleName(tr("Private key"));
    m_key->setPlaceholderText(tr("a file made by `remit key generate`"));
    label->setBuddy(m_key);
    row->addWidget(label);
    row->addWidget(m_key, 1);
    row->addWidget(
        bundleButton(this, tr("Ch&oose…"), "export-choose-key", [this] { emit chooseKey(); }));
    m_sign = bundleButton(this, tr("&Sign and write…"), "export-sign", [this] {
        const bundle::Statement& said = m_draft->statement;
        emit chooseOutput(
            QStringLiteral("%1-%2.remit").arg(toQString(said.bundleId)).arg(said.revision));
    });
    m_sign->setDefault(true);
    row->addWidget(m_sign);
    m_note = new QLabel;
    m_note->setObjectName(QStringLiteral("export-note"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    setMuted(m_note);
    column->addLayout(row);
    column->addWidget(m_note);
    connect(m_key, &QLineEdit::textChanged, this, &ExportPage::updateButtons);
    return exportStep(tr("4  Signature"), body);
}

/// From remit.json as it is now.
void ExportPage::fillIn()
{
    Session* session = m_studio.session();
    if (session == nullptr)
        return;
    const workspace::Settings settings = session->snapshot().settings;
    const workspace::BundleSettings said = settings.bundle.value_or(workspace::BundleSettings{});
    m_profile->addItem(tr("no particular one"));
    for (const workspace::ExportProfile& profile : settings.exportProfiles)
        m_profile->addItem(toQString(profile.name), toQString(profile.name));
    m_id->setText(toQString(said.id.empty() ? bundle::idOfName(settings.name) : said.id));
    m_target->setText(toQString(said.target));
    // The one after the revision that this user accepted last.
    const auto record = bundle::readAcceptedRecord(bundle::usualAcceptedRecord());
    if (!record)
        return;
    const auto known = record->revisions.find(m_id->text().toStdString());
    if (known != record->revisions.end())
        m_revision->setValue(static_cast<int>(known->second.number + 1));
}

bundle::BuildOptions ExportPage::options() const
{
    bundle::BuildOptions options;
    options.revision = m_revision->value();
    options.id = m_id->text().trimmed().toStdString();
    options.target = m_target->text().trimmed().toStdString();
    const QString profile = m_profile->currentData().toString();
    if (!profile.isEmpty())
        options.exportProfile = profile.toStdString();
    return options;
}

void ExportPage::check()
{
    Session* session = m_studio.session();
    if (session == nullptr)
        return;
    m_draft.reset();
    m_summary->clear();
    updateButtons();
    m_studio.jobs().run<ExportLook>(
        {.title = tr("Check for export"), .key = QStringLiteral("export.check")},
        [folder = session->workspace().root(), asked = options()](const JobControl& control) {
            return lookAtExport(folder, asked, control);
        },
        this, [this](Result<ExportLook> look) { takeLook(std::move(look)); });
}

void ExportPage::takeLook(Result<ExportLook> look)
{
    if (!look) {
        if (look.error().code != ErrorCode::Cancelled)
            showChecks({{false, look.error().message, {look.error().hint}}});
        return;
    }
    showChecks(look->checks);
    m_draft = std::move(look->draft);
    showSummary();
    updateButtons();
}

void ExportPage::showChecks(const std::vector<ExportCheck>& checks)
{
    m_checks->clear();
    for (const ExportCheck& check : checks) {
        const Sign sign = check.good ? Sign::Allow : Sign::Deny;
        auto* top = new QTreeWidgetItem(m_checks, {toQString(check.what)});
        top->setIcon(0, signIcon(sign, m_studio.theme()));
        top->setToolTip(0, check.good ? tr("good") : tr("in the way"));
        for (const std::string& detail : check.details) {
            auto* line = new QTreeWidgetItem(top, {toQString(detail)});
            line->setToolTip(0, toQString(detail));
        }
        top->setExpanded(true);
    }
}

void ExportPage::showSummary()
{
    m_summary->clear();
    if (!m_draft)
        return;
    BundleFront front;
    front.statement = m_draft->statement;
    for (const StatementGroup& group : statementGroups(front)) {
        if (group.rows.empty())
            continue;
        auto* top = new QTreeWidgetItem(m_summary, {group.title});
        top->setFirstColumnSpanned(true);
        for (const auto& [what, says] : group.rows) {
            auto* row = new QTreeWidgetItem(top, {what, says});
            row->setToolTip(1, says);
        }
        top->setExpanded(true);
    }
    auto* files = new QTreeWidgetItem(m_summary, {tr("Files")});
    files->setFirstColumnSpanned(true);
    for (const auto& [name, content] : m_draft->members)
        new QTreeWidgetItem(
            files, {toQString(name), tr("%n byte(s)", nullptr, static_cast<int>(content.size()))});
}

void ExportPage::updateButtons()
{
    m_sign->setEnabled(m_draft.has_value() && !m_key->text().isEmpty());
    const Session* session = m_studio.session();
    if (session != nullptr && !session->dirtyPaths().empty())
        m_note->setText(tr("There are unsaved changes: what is on the disk is signed."));
    else if (!m_draft)
        m_note->setText(tr("It can be signed once all checks are good."));
    else
        m_note->setText(tr("What the summary says is what will be signed."));
}

void ExportPage::setKey(const QString& file)
{
    m_key->setText(file);
}

void ExportPage::signTo(const std::filesystem::path& out)
{
    if (!m_draft)
        return;
    const std::filesystem::path key = m_key->text().toStdString();
    const auto isProtected = isProtectedKey(key);
    if (!isProtected) {
        m_studio.notifications().report(isProtected.error());
        return;
    }
    if (!*isProtected) {
        sign(out, std::make_shared<bundle::Secret>());
        return;
    }
    auto* dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("export-passphrase"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Sign"));
    dialog->setLabelText(tr("Passphrase of %1").arg(toQString(key.filename().string())));
    dialog->setTextEchoMode(QLineEdit::Password);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, out](const QString& typed) {
        std::string text = typed.toStdString();
        sign(out, std::make_shared<bundle::Secret>(bundle::Secret::copyOf(text)));
        bundle::wipe(text);
    });
    dialog->open();
}

void ExportPage::sign(const std::filesystem::path& out, std::shared_ptr<bundle::Secret> passphrase)
{
    const std::filesystem::path key = m_key->text().toStdString();
    m_studio.jobs().run<bool>(
        {.title = tr("Sign bundle"), .key = QStringLiteral("export.sign")},
        [draft = *m_draft, key, out, passphrase](const JobControl&) -> Result<bool> {
            const Result<> done = signAndWrite(draft, key, *passphrase, out);
            if (!done)
                return tl::unexpected(done.error());
            return true;
        },
        this,
        [this, out](Result<bool> done) {
            if (!done) {
                m_studio.notifications().report(done.error());
                return;
            }
            const QString file = toQString(out.string());
            m_studio.notifications().inform(tr("Signed and written: %1").arg(file));
            emit written(file);
        });
}

} // namespace remit::ui
