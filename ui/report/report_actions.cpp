// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_actions.h"

#include "core/analysis/policy_tests/folder_traces.h"
#include "core/base/file_io.h"
#include "core/base/text.h"
#include "core/decision/decide.h"
#include "core/report/gather_review.h"
#include "core/trace/import.h"
#include "ui/models/call_table.h"
#include "ui/models/translate.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifications.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/version.h"

#include <QAction>
#include <QBuffer>
#include <QDateTime>
#include <QDesktopServices>
#include <QFileDialog>
#include <QPageSize>
#include <QPdfWriter>
#include <QTextDocument>
#include <QUrl>

#include <algorithm>
#include <iterator>
#include <numeric>

namespace remit::ui {
namespace {

/// What a worker needs; the workspace's root stands for its traces.
struct ReportWork {
    report::Review review;
    std::filesystem::path root;
    std::filesystem::path file;
    std::shared_ptr<const ReplayResult> replay;
};

std::string pdfOf(const std::string& html, const QString& title)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(16, 16, 16, 16), QPageLayout::Millimeter);
    writer.setTitle(title);
    writer.setCreator(QStringLiteral("Remit Studio"));
    writer.setResolution(150);
    QTextDocument document;
    document.setHtml(QString::fromStdString(html));
    document.print(&writer);
    buffer.close();
    return bytes.toStdString();
}

/// All of them; many are read from the store page by page.
Result<std::vector<decision::CallVerdict>> rowsOf(const ReplayResult& replay,
                                                  const JobControl& control)
{
    if (!replay.rows.empty() || !replay.table)
        return replay.rows;
    constexpr std::int64_t kPage = 2'000;
    std::vector<decision::CallVerdict> rows;
    for (std::int64_t from = 0; from < replay.table->count(); from += kPage) {
        if (control.cancelled())
            return failure(ErrorCode::Cancelled, "The report was not written.");
        std::vector<std::int64_t> numbers(
            static_cast<std::size_t>(std::min(kPage, replay.table->count() - from)));
        std::iota(numbers.begin(), numbers.end(), from);
        auto page = replay.table->page(numbers);
        if (!page)
            return tl::unexpected<Error>(page.error());
        std::move(page->begin(), page->end(), std::back_inserter(rows));
    }
    return rows;
}

Result<QString> writeReportFile(ReportWork work, const JobControl& control)
{
    if (work.replay) {
        auto rows = rowsOf(*work.replay, control);
        if (!rows)
            return tl::unexpected<Error>(rows.error());
        work.review.rows = std::move(*rows);
        work.review.summary = work.replay->summary;
        work.review.origins = work.replay->origins;
        work.review.mode = work.replay->mode;
        work.review.timing = work.replay->timing;
    }
    auto load = analysis::tracesBelow(work.root, work.review.snapshot.settings.importRules);
    const replay::MemorySource none{{}};
    const replay::EventSource& source = work.replay ? *work.replay->source : none;
    const auto review =
        report::gatherReview(std::move(work.review), source, std::move(load), control);
    if (!review)
        return tl::unexpected<Error>(review.error());
    const bool paper = work.file.extension() == ".pdf";
    std::string text =
        reviewReport(*review, paper ? report::Medium::Paper : report::Medium::Screen);
    if (paper)
        text = pdfOf(text, QString::fromStdString("Review of " + review->setup->name));
    if (const Result<> written = writeFileAtomically(work.file, text); !written)
        return tl::unexpected<Error>(written.error());
    return QString::fromStdString(work.file.string());
}

void tellReplayFirst(MainWindow& window, const QString& text)
{
    window.studio().notifications().post(
        {Notification::Kind::Warning, text,
         tr("The report is about what was replayed under the texts as they are."), tr("Replay"),
         [&window] {
             if (QAction* replay = window.studio().actions().find(QStringLiteral("replay.run")))
                 replay->trigger();
         }});
}

void chooseReportFile(MainWindow& window)
{
    const Session* session = window.studio().session();
    if (session == nullptr)
        return;
    auto* dialog = new QFileDialog(&window, tr("Save the report"), session->folder());
    dialog->setObjectName(QStringLiteral("reportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Web page (*.html)"), tr("PDF (*.pdf)")});
    dialog->setDefaultSuffix(QStringLiteral("html"));
    dialog->selectFile(QStringLiteral("review.html"));
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.contains(QLatin1String("pdf")) ? QStringLiteral("pdf")
                                                                       : QStringLiteral("html"));
    });
    QObject::connect(dialog, &QFileDialog::fileSelected, &window,
                     [&window](const QString& file) { saveReport(window, file); });
    dialog->open();
}

} // namespace

void saveReport(MainWindow& window, const QString& file)
{
    Session* session = window.studio().session();
    if (session == nullptr || !session->setup())
        return;
    if (!session->isChecked() || !session->mayDecide())
        return tellReplayFirst(window, tr("No report: the texts have errors, or are still "
                                          "being checked"));
    const auto replay = session->replay();
    if (replay && replay->revision != session->setup()->revision)
        return tellReplayFirst(window, tr("No report: the texts have changed since the last "
                                          "replay"));
    ReportWork work{{}, session->workspace().root(), file.toStdString(), replay};
    work.review.setup = session->setup();
    work.review.snapshot = session->snapshot();
    work.review.madeAt = Instant{QDateTime::currentMSecsSinceEpoch()};
    work.review.program = "Remit Studio " + std::string(programVersion());
    window.studio().jobs().run<QString>(
        {.title = tr("Report"), .key = QStringLiteral("report")},
        [work](const JobControl& control) { return writeReportFile(work, control); }, &window,
        [&window](const Result<QString>& written) {
            Notifications& notifications = window.studio().notifications();
            if (!written) {
                if (written.error().code != ErrorCode::Cancelled)
                    notifications.report(written.error());
                return;
            }
            notifications.post({Notification::Kind::Information,
                                tr("The report is written: %1").arg(*written),
                                {},
                                tr("Open"),
                                [written = *written] {
                                    QDesktopServices::openUrl(QUrl::fromLocalFile(written));
                                }});
        });
}

void addReportActions(MainWindow& window)
{
    QAction* action = window.studio().actions().add(
        {.id = QStringLiteral("report.save"),
         .text = tr("Save re&port…"),
         .help = tr("Writes what was replayed, crossed and found as one HTML file or a PDF."),
         .shortcut = QKeySequence(QStringLiteral("Ctrl+Alt+W")),
         .icon = QStringLiteral("report"),
         .menu = Menu::File,
         .group = 60},
        [&window] { chooseReportFile(window); });
    action->setEnabled(false);
    Studio& studio = window.studio();
    QObject::connect(&studio, &Studio::sessionOpened, &window,
                     [action] { action->setEnabled(true); });
    QObject::connect(&studio, &Studio::sessionClosing, &window,
                     [action] { action->setEnabled(false); });
}

} // namespace remit::ui
