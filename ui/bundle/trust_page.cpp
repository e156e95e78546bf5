// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bundle/trust_page.h"

#include "core/base/file_io.h"
#include "core/base/text.h"
#include "core/base/time.h"
#include "core/bundle/limits.h"
#include "ui/bundle/bundle_layout.h"
#include "ui/bundle/bundle_work.h"
#include "ui/models/text.h"
#include "ui/shell/empty_hint.h"
#include "ui/shell/notifications.h"
#include "ui/shell/studio.h"
#include "ui/shell/typography.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

namespace remit::ui {
namespace {

enum TrustColumn { NameColumn, FingerprintColumn, FromColumn, UntilColumn, TrustColumns };

QTableWidgetItem* fixedItem(const QString& text)
{
    auto* item = new QTableWidgetItem(text);
    item->setFlags(item->flags() & ~Qt::ItemIsEditable);
    item->setToolTip(text);
    return item;
}

} // namespace

TrustPage::TrustPage(Studio& studio, QWidget* parent) : QWidget(parent), m_studio(studio)
{
    setObjectName(QStringLiteral("trust-page"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->setSpacing(kStep);
    auto* heading = new QLabel(tr("Trusted keys"));
    heading->setFont(interfaceFont(TextSize::Large));
    auto* hint = new QLabel(tr("Signatures by these keys count. They stand in %1, which the "
                               "command line reads too. Compare a fingerprint with its owner "
                               "before you trust it.")
                                .arg(toQString(bundle::usualTrustFile().string())));
    hint->setWordWrap(true);
    setMuted(hint);
    m_table = new QTableWidget(0, TrustColumns);
    m_table->setObjectName(QStringLiteral("trust-keys"));
    m_table->setAccessibleName(tr("Trusted keys"));
    m_table->setHorizontalHeaderLabels({tr("Name"), tr("Fingerprint"), tr("From"), tr("Until")});
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const int em = m_table->fontMetrics().horizontalAdvance(QLatin1Char('m'));
    m_table->setColumnWidth(NameColumn, 12 * em);
    m_table->setColumnWidth(FingerprintColumn, 34 * em);
    m_table->setColumnWidth(FromColumn, 10 * em);
    new EmptyHint(*m_table, tr("No key is trusted yet: add the .pub file of whoever signs."));
    auto* row = new QHBoxLayout;
    row->setSpacing(kStep);
    row->addWidget(bundleButton(this, tr("&Add key…"), "trust-add", [this] { emit chooseKey(); }));
    m_end = bundleButton(this, tr("&End now"), "trust-end", [this] { endSelected(); });
    m_end->setToolTip(tr("It counts no more from now on, and stays in the list."));
    m_remove = bundleButton(this, tr("&Remove"), "trust-remove", [this] { removeSelected(); });
    row->addWidget(m_end);
    row->addWidget(m_remove);
    row->addStretch(1);
    column->addWidget(heading);
    column->addWidget(hint);
    column->addWidget(m_table, 1);
    column->addLayout(row);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, [this] {
        m_remove->setEnabled(selectedRow() >= 0 && m_readable);
        m_end->setEnabled(selectedRow() >= 0 && m_readable);
    });
    connect(m_table, &QTableWidget::cellChanged, this, [this](int changedRow, int changedColumn) {
        if (!m_showing && changedColumn == NameColumn)
            rename(changedRow, m_table->item(changedRow, NameColumn)->text());
    });
    load();
}

/// Fields and lists that go say so once more; there is nobody to hear it then.
TrustPage::~TrustPage()
{
    qDeleteAll(findChildren<EmptyHint*>());
    for (QObject* child : findChildren<QObject*>())
        child->disconnect(this);
}

void TrustPage::load()
{
    auto trust = readUserTrust(bundle::usualTrustFile());
    m_readable = trust.has_value();
    if (!trust)
        m_studio.notifications().report(trust.error());
    display(trust ? *trust : bundle::TrustFile{});
}

void TrustPage::display(const bundle::TrustFile& trust)
{
    m_showing = true;
    m_trust = trust;
    m_table->setRowCount(static_cast<int>(trust.keys.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const bundle::TrustedKey& key = trust.keys[static_cast<std::size_t>(row)];
        const auto time = [](const std::optional<Instant>& instant, const QString& none) {
            return fixedItem(instant ? toQString(rfc3339(*instant)) : none);
        };
        m_table->setItem(row, NameColumn, new QTableWidgetItem(toQString(key.name)));
        auto* print = fixedItem(toQString(fingerprint(key.key)));
        print->setFont(codeFont());
        m_table->setItem(row, FingerprintColumn, print);
        m_table->setItem(row, FromColumn, time(key.notBefore, tr("always")));
        m_table->setItem(row, UntilColumn, time(key.notAfter, tr("no end")));
    }
    m_showing = false;
    m_remove->setEnabled(false);
    m_end->setEnabled(false);
}

bool TrustPage::write(const bundle::TrustFile& trust)
{
    const std::filesystem::path file = bundle::usualTrustFile();
    const std::string text = bundle::trustFileText(trust);
    const auto again = bundle::readTrustFile(text, file.string());
    if (!m_readable || hasErrors(again.diagnostics)) {
        m_studio.notifications().report(
            m_readable ? Error{ErrorCode::Invalid, again.diagnostics.front().message,
                               again.diagnostics.front().help}
                       : Error{ErrorCode::Unwritable, file.string() + " could not be read",
                               "mend it first: nothing was changed"});
        display(m_trust);
        return false;
    }
    if (const Result<> written = writeFileAtomically(file, text); !written) {
        m_studio.notifications().report(written.error());
        display(m_trust);
        return false;
    }
    display(trust);
    emit changed();
    return true;
}

void TrustPage::addKey(const std::filesystem::path& file)
{
    const auto text = readFile(file, bundle::limits::kKeyFileBytes);
    const auto key = text ? bundle::parsePublicKey(*text, file.filename().string())
                          : Result<bundle::NamedPublicKey>(tl::unexpected(text.error()));
    if (!key) {
        m_studio.notifications().report(key.error());
        return;
    }
    bundle::TrustFile trust = m_trust;
    trust.keys.push_back(
        {key->comment.empty() ? file.stem().string() : key->comment, key->key, {}, {}});
    write(trust);
}

int TrustPage::selectedRow() const
{
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : rows.front().row();
}

void TrustPage::removeSelected()
{
    const int row = selectedRow();
    if (row < 0)
        return;
    bundle::TrustFile trust = m_trust;
    trust.keys.erase(trust.keys.begin() + row);
    write(trust);
}

void TrustPage::endSelected()
{
    const int row = selectedRow();
    if (row < 0)
        return;
    bundle::TrustFile trust = m_trust;
    bundle::TrustedKey& key = trust.keys[static_cast<std::size_t>(row)];
    key.notAfter = presentTime();
    if (key.notBefore && *key.notBefore >= *key.notAfter)
        key.notBefore.reset();
    write(trust);
}

void TrustPage::rename(int row, const QString& name)
{
    bundle::TrustFile trust = m_trust;
    trust.keys[static_cast<std::size_t>(row)].name = name.trimmed().toStdString();
    write(trust);
}

} // namespace remit::ui
