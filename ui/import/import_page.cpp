// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/import_page.h"

#include "core/trace/redaction/rules_text.h"
#include "core/workspace/import_rules_edit.h"
#include "ui/import/event_text.h"
#include "ui/import/import_layout.h"
#include "ui/import/import_progress.h"
#include "ui/import/preview_model.h"
#include "ui/import/redaction_panel.h"
#include "ui/import/rules_table.h"
#include "ui/import/summary_text.h"
#include "ui/models/shown_text.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/notifications.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/typography.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QHeaderView>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QTreeWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <set>

namespace remit::ui {
namespace {

constexpr int kQuietMs = 200;
constexpr int kPathRole = Qt::UserRole;

QString formatTitle(const std::string& name)
{
    return toQString(trace::formatTitle(name));
}

} // namespace

ImportPage::ImportPage(Studio& studio, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
    , m_preview(new PreviewModel(this))
    , m_rules(new RulesTable)
    , m_redaction(new RedactionPanel)
{
    setObjectName(QStringLiteral("import-page"));
    setAcceptDrops(true);
    auto* upper = new QSplitter(Qt::Horizontal);
    upper->addWidget(makeSources());
    upper->addWidget(makeRules());
    upper->setStretchFactor(0, 1);
    upper->setStretchFactor(1, 2);
    auto* all = new QSplitter(Qt::Vertical);
    all->addWidget(upper);
    all->addWidget(makePreview());
    all->setStretchFactor(0, 1);
    all->setStretchFactor(1, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(all);
    m_timer.setSingleShot(true);
    m_timer.setInterval(kQuietMs);
    connect(&m_timer, &QTimer::timeout, this, &ImportPage::showPreview);
    connect(m_rules, &RulesTable::rulesChanged, this, &ImportPage::previewLater);
    connect(m_redaction, &RedactionPanel::rulesChanged, this, &ImportPage::previewLater);
    connect(m_redaction, &RedactionPanel::keepAsked, this, &ImportPage::keepRedaction);
    loadSettings();
}

QWidget* ImportPage::makeSources()
{
    m_files = new QTreeWidget;
    m_files->setObjectName(QStringLiteral("import-files"));
    m_files->setAccessibleName(tr("Files to import"));
    m_files->setHeaderLabels({tr("File"), tr("Format")});
    m_files->setRootIsDecorated(false);
    m_files->setFrameShape(QFrame::NoFrame);
    m_files->setTextElideMode(Qt::ElideMiddle);
    m_files->header()->setSectionResizeMode(QHeaderView::Stretch); // both are always seen
    connect(m_files, &QTreeWidget::currentItemChanged, this, &ImportPage::previewLater);
    m_mappedBy = new QLabel;
    m_mappedBy->setObjectName(QStringLiteral("import-mapped-by"));
    m_mappedBy->setWordWrap(true);
    m_mappedBy->hide();
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins({});
    column->setSpacing(kStep);
    column->addWidget(m_files, 1);
    column->addWidget(m_mappedBy);
    return importSection(
        tr("What to import"),
        tr("Drop files, folders or archives here. The format is found from the content."), body,
        {importButton(this, tr("Add &files…"), "import-add-files", [this] { emit chooseFiles(); }),
         importButton(this, tr("Add f&older…"), "import-add-folder",
                      [this] { emit chooseFolder(); }),
         importButton(this, tr("&Paste"), "import-paste", [this] { emit paste(); }),
         importButton(this, tr("&Mapping…"), "import-mapping", [this] { emit chooseMapping(); })});
}

QWidget* ImportPage::makeRules()
{
    auto* both = new QSplitter(Qt::Horizontal);
    both->addWidget(importSection(
        tr("What fills the gaps"), tr("Rules fill what the traces do not record."), m_rules,
        {importButton(this, tr("A&dd rule"), "import-add-rule",
                      [this] { m_rules->addRule(QStringLiteral("agent")); }),
         importButton(this, tr("&Remove"), "import-remove-rule",
                      [this] { m_rules->removeSelected(); }),
         importButton(this, tr("&Keep in remit.json"), "import-keep-rules",
                      [this] { keepRules(); })}));
    both->addWidget(importSection(tr("What is taken out"),
                                  tr("An argument taken out is unknown to policies."), m_redaction,
                                  {}));
    both->setStretchFactor(0, 3);
    both->setStretchFactor(1, 2);
    return both;
}

QWidget* ImportPage::makePreview()
{
    m_events = new QTableView;
    setupPreviewTable(*m_events, *m_preview);
    m_missing = new QLabel;
    m_missing->setObjectName(QStringLiteral("import-missing"));
    m_missing->setTextFormat(Qt::PlainText);
    m_missing->setWordWrap(true);
    m_summary = new QPlainTextEdit;
    m_summary->setObjectName(QStringLiteral("import-summary"));
    m_summary->setAccessibleName(tr("What was imported"));
    m_summary->setReadOnly(true);
    m_summary->setFrameShape(QFrame::NoFrame);
    m_summary->hide();
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins({});
    column->setSpacing(kStep);
    column->addWidget(m_missing);
    column->addWidget(m_events, 2);
    column->addWidget(m_summary, 3);
    m_progress = new ImportProgress(m_studio.jobs());
    column->addWidget(m_progress);
    m_import = importButton(this, tr("&Import"), "import-start", [this] { start(); });
    m_import->setEnabled(false);
    m_import->setDefault(true);
    m_replay = importButton(this, tr("Repla&y"), "import-replay", [this] {
        m_studio.actions().find(QStringLiteral("replay.run"))->trigger();
    });
    m_replay->setEnabled(false);
    return importSection(tr("What will stand in the store"),
                         tr("The first events, as recorded and as imported."), body,
                         {m_import, m_replay});
}

void ImportPage::loadSettings()
{
    m_redaction->setRules(trace::builtInRedaction());
    Session* session = m_studio.session();
    if (session == nullptr)
        return;
    const auto settings = session->document(std::string(workspace::kSettingsFile));
    if (settings)
        m_rules->setRules(workspace::readSettings((*settings)->text()).settings.importRules);
    const auto own = session->document(std::string(trace::kRedactionFile));
    if (!own)
        return;
    auto read = trace::readRedactionRules((*own)->text(), trace::kRedactionFile);
    if (!hasErrors(read.diagnostics))
        m_redaction->setRules(std::move(read.rules));
}

ImportSettings ImportPage::settings() const
{
    ImportSettings settings;
    settings.rules = m_rules->rules();
    if (m_redaction->isOn())
        settings.redaction = m_redaction->rules();
    settings.mapping = m_mapping;
    return settings;
}

void ImportPage::addPaths(const std::vector<std::filesystem::path>& paths)
{
    std::set<std::filesystem::path> known(m_input.paths.begin(), m_input.paths.end());
    for (const std::filesystem::path& path : paths) {
        if (known.insert(path).second)
            m_input.paths.push_back(path);
    }
    m_input.text.clear();
    lookAgain();
}

void ImportPage::setMapping(const std::filesystem::path& file)
{
    using Read = std::shared_ptr<const trace::Mapping>;
    m_studio.jobs().run<Read>(
        {.title = tr("Read the mapping"), .key = QStringLiteral("import.mapping"), .listed = false},
        [file](const JobControl&) { return readMappingFile(file); }, this,
        [this, file](Result<Read> read) {
            if (read)
                takeMapping(file.filename().string(), std::move(*read));
            else if (read.error().code != ErrorCode::Cancelled)
                m_studio.notifications().report(read.error());
        });
}

void ImportPage::takeMapping(const std::string& file, std::shared_ptr<const trace::Mapping> mapping)
{
    m_mapping = std::move(mapping);
    m_mappedBy->setText(tr("Files of no known format are read as %1, by %2.")
                            .arg(shownText(m_mapping->name), shownText(file)));
    m_mappedBy->show();
    if (m_input.text.empty())
        lookAgain();
    else
        showPreview();
}

void ImportPage::setText(const QString& text)
{
    m_input = {{}, text.toStdString()};
    m_files->clear();
    new QTreeWidgetItem(m_files, {tr("Pasted text"), {}});
    m_import->setEnabled(!m_input.isEmpty());
    showPreview();
}

void ImportPage::lookAgain()
{
    const quint64 job = m_studio.jobs().run<trace::ImportReport>(
        {.title = tr("Look at traces"), .key = QStringLiteral("import.detect")},
        [input = m_input, with = settings()](const JobControl& control) {
            return detect(input, with, control);
        },
        this,
        [this](Result<trace::ImportReport> report) {
            if (report)
                showFiles(*report);
            else if (report.error().code != ErrorCode::Cancelled)
                m_studio.notifications().report(report.error());
        });
    m_progress->follow(job, tr("Looking at the files"));
}

void ImportPage::showFiles(const trace::ImportReport& report)
{
    m_files->clear();
    QTreeWidgetItem* first = nullptr;
    for (const trace::FileReport& file : report.files) {
        const bool isTrace = file.outcome == trace::FileOutcome::AlreadyThere;
        const QString name = toQString(file.file);
        auto* item =
            new QTreeWidgetItem(m_files, {shownText(name.section(QLatin1Char('/'), -1)),
                                          isTrace ? formatTitle(file.format) : tr("no trace")});
        item->setToolTip(0, shownText(name));
        item->setToolTip(1, item->text(1));
        item->setData(0, kPathRole, name);
        item->setDisabled(!isTrace);
        for (const trace::Problem& problem : report.problems) {
            if (problem.file == file.file)
                item->setToolTip(1, shownText(problem.message) + QLatin1Char('\n') +
                                        shownText(problem.help));
        }
        if (isTrace && first == nullptr)
            first = item;
    }
    m_import->setEnabled(first != nullptr);
    m_files->setCurrentItem(first);
    showPreview();
}

/// The file itself, or the archive that it is in.
std::filesystem::path ImportPage::chosenFile() const
{
    const QTreeWidgetItem* item = m_files->currentItem();
    if (item == nullptr)
        return {};
    const QString name = item->data(0, kPathRole).toString();
    return name.section(QStringLiteral("!/"), 0, 0).toStdString();
}

void ImportPage::previewLater()
{
    m_timer.start();
}

void ImportPage::showPreview()
{
    m_timer.stop();
    const std::filesystem::path file = chosenFile();
    if (m_input.text.empty() && file.empty()) {
        takePreview(trace::ImportPreview());
        return;
    }
    m_studio.jobs().run<trace::ImportPreview>(
        {.title = tr("Preview traces"), .key = QStringLiteral("import.preview"), .listed = false},
        [input = m_input, file, with = settings()](const JobControl& control) {
            return preview(input, file, with, control);
        },
        this, [this](Result<trace::ImportPreview> preview) { takePreview(std::move(preview)); });
}

void ImportPage::takePreview(Result<trace::ImportPreview> preview)
{
    if (!preview) {
        if (preview.error().code == ErrorCode::Cancelled)
            return;
        m_preview->setPreview({});
        m_missing->setText(toQString(preview.error().message));
        return;
    }
    m_preview->setPreview(std::move(*preview));
    if (!m_input.text.empty() && m_files->topLevelItemCount() == 1)
        m_files->topLevelItem(0)->setText(1, formatTitle(m_preview->preview().format));
    showMissing();
}

/// Which fields the runs still lack, so that a rule can be added for them.
void ImportPage::showMissing()
{
    QStringList missing;
    for (const trace::Event& event : m_preview->preview().after) {
        if (const auto* start = std::get_if<trace::RunStart>(&event.body)) {
            for (const QString& field : missingFields(*start)) {
                if (!missing.contains(fieldTitle(field)))
                    missing << fieldTitle(field);
            }
        }
    }
    m_missing->setVisible(!m_preview->preview().after.empty());
    m_missing->setText(missing.isEmpty() ? tr("Nothing is missing that rules could fill.")
                                         : tr("Not recorded: %1. Add a rule to fill it.")
                                               .arg(missing.join(QStringLiteral(", "))));
}

void ImportPage::start()
{
    Session* session = m_studio.session();
    if (session == nullptr || m_input.isEmpty())
        return;
    m_import->setEnabled(false);
    const quint64 job = m_studio.jobs().run<Imported>(
        {.title = tr("Import traces"), .key = QStringLiteral("import")},
        [store = session->workspace().traceStore(), input = m_input, with = settings()](
            const JobControl& control) { return importInto(store, input, with, control); },
        this, [this](Result<Imported> imported) { takeImport(std::move(imported)); });
    m_progress->follow(job, tr("Importing"));
}

void ImportPage::takeImport(Result<Imported> done)
{
    m_import->setEnabled(true);
    if (!done) {
        if (done.error().code != ErrorCode::Cancelled) {
            m_studio.notifications().report(done.error());
            return;
        }
        m_summary->setPlainText(tr("Stopped. The files that were read to their end are in the "
                                   "store; importing again goes on after them."));
        m_summary->show();
        return;
    }
    m_summary->setPlainText(summaryText(*done));
    m_summary->show();
    m_replay->setEnabled(true);
    emit imported();
}

QString ImportPage::summary() const
{
    return m_summary->toPlainText();
}

void ImportPage::keepRules()
{
    Session* session = m_studio.session();
    if (session == nullptr)
        return;
    const auto settings = session->document(std::string(workspace::kSettingsFile));
    if (!settings) {
        m_studio.notifications().report(settings.error());
        return;
    }
    const auto edit = workspace::importRulesEdit((*settings)->text(), m_rules->rules());
    const Result<> applied = edit ? session->apply(*edit) : Result<>(tl::unexpected(edit.error()));
    if (!applied)
        m_studio.notifications().report(applied.error());
    else
        m_studio.notifications().inform(
            tr("The rules stand in remit.json now; save it to keep them."));
}

void ImportPage::keepRedaction()
{
    Session* session = m_studio.session();
    if (session == nullptr)
        return;
    const std::string name(trace::kRedactionFile);
    const auto there = session->document(name);
    WorkspaceEdit edit;
    edit.title = tr("Keep redaction rules").toStdString();
    edit.files[name] = difference(there ? (*there)->text() : std::string_view(),
                                  trace::redactionFileText(m_redaction->rules()));
    if (const auto applied = session->apply(edit); !applied)
        m_studio.notifications().report(applied.error());
    else
        m_studio.notifications().inform(
            tr("The rules stand in redaction.json now; save it to keep them."));
}

void ImportPage::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls() || event->mimeData()->hasText())
        event->acceptProposedAction();
}

void ImportPage::dropEvent(QDropEvent* event)
{
    const auto paths = localPaths(*event->mimeData());
    if (!paths.empty())
        addPaths(paths);
    else if (event->mimeData()->hasText())
        setText(event->mimeData()->text());
    event->acceptProposedAction();
}

} // namespace remit::ui
