// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_io.h"
#include "core/base/hash.h"
#include "core/bundle/build/draft.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/screenshot.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/bundle/bundle_page.h"
#include "ui/bundle/bundle_work.h"
#include "ui/bundle/export_page.h"
#include "ui/bundle/trust_page.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/report/print_actions.h"
#include "ui/report/report_actions.h"
#include "ui/shell/incoming/incoming.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notification_bar.h"
#include "ui/shell/notifications.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"

#include <QAction>
#include <QFileDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>
#include <QTreeWidget>
#include <Qsci/qsciprinter.h>

using namespace remit;
using remit::test::saveScreenshot;
using remit::test::StudioRig;
using ui::BundlePage;

namespace {

constexpr int kWait = 25'000;

bundle::PrivateKey keyOf(char n)
{
    return std::move(*bundle::PrivateKey::fromSeed(bundle::Secret::copyOf(std::string(32, n))));
}

template <class Page>
Page& pageOf(StudioRig& rig)
{
    return *rig.window().findChild<Page*>();
}

template <class Widget>
Widget& named(QWidget& page, const char* name)
{
    return *page.findChild<Widget*>(QString::fromLatin1(name));
}

void closeDialog(StudioRig& rig)
{
    for (auto* dialog : rig.window().findChildren<QFileDialog*>())
        dialog->reject();
}

} // namespace

/// What leaves the studio: reports and prints, and the bundle views: who signed what, whether it
/// holds, which keys count, and the way from a workspace to a signature.
class TestBundleViews : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_rig = std::make_unique<StudioRig>();
        qputenv("XDG_CONFIG_HOME", m_rig->folder("config").toUtf8());
        qputenv("XDG_STATE_HOME", m_rig->folder("state").toUtf8());
        for (const char n : {1, 2}) {
            const auto key = keyOf(n);
            const std::string file =
                m_rig->folder(QStringLiteral("K%1").arg(static_cast<int>(n))).toStdString();
            QVERIFY(bundle::writeSecretFile(file, bundle::toPkcs8Pem(key)));
            test::writeAll(file + ".pub",
                           bundle::publicKeyFile(key.publicKey(), n == 1 ? "Release" : "Other"));
        }
        connect(&m_rig->studio().notifications(), &ui::Notifications::posted, this,
                [](const ui::Notification& said) { qInfo() << said.text << said.detail; });
        m_rig->openCopyOf(test::sourceDir() / "samples/payments-agent",
                          QStringLiteral("policies/paying.cedar"));
    }
    void cleanup() { m_rig.reset(); }

    void fromTheWorkspaceToASignedBundleThatVerifies()
    {
        m_rig->trigger("bundle.export");
        auto& page = pageOf<ui::ExportPage>(*m_rig);
        QTRY_VERIFY_WITH_TIMEOUT(page.isReady(), kWait);
        auto& sign = named<QPushButton>(page, "export-sign");
        QVERIFY2(!sign.isEnabled(), "there is no key yet");
        named<QLineEdit>(page, "export-key").setText(m_rig->folder("K1"));
        QVERIFY(sign.isEnabled());
        QVERIFY(named<QTreeWidget>(page, "export-summary").topLevelItemCount() >= 3);
        saveScreenshot(m_rig->window(), QStringLiteral("bundle-export"));
        const QString out = m_rig->folder("b.remit");
        page.signTo(out.toStdString());
        QTRY_VERIFY_WITH_TIMEOUT(m_rig->window().findChild<BundlePage*>() != nullptr, kWait);
        auto& opened = pageOf<BundlePage>(*m_rig);
        QTRY_COMPARE_WITH_TIMEOUT(opened.state(), BundlePage::State::Untrusted, kWait);
        saveScreenshot(m_rig->window(), QStringLiteral("bundle-untrusted"));

        m_rig->trigger("bundle.trust");
        pageOf<ui::TrustPage>(*m_rig).addKey(m_rig->folder("K1.pub").toStdString());
        saveScreenshot(m_rig->window(), QStringLiteral("bundle-trust"));
        opened.verifyAgain();
        QTRY_COMPARE_WITH_TIMEOUT(opened.state(), BundlePage::State::Verified, kWait);
        m_rig->window().resize(1200, 800);
        m_rig->trigger("bundle.open");
        closeDialog(*m_rig);
        saveScreenshot(m_rig->window(), QStringLiteral("bundle-verified"));
        m_rig->studio().theme().setAppearance(ui::Appearance::Dark);
        saveScreenshot(m_rig->window(), QStringLiteral("bundle-verified-dark"));
        m_rig->studio().theme().setAppearance(ui::Appearance::Light);

        named<QSpinBox>(opened, "bundle-threshold").setValue(2);
        QTRY_COMPARE_WITH_TIMEOUT(opened.state(), BundlePage::State::Untrusted, kWait);
    }

    /// Findings that nobody answers for are named, and nothing can be signed.
    void whatIsInTheWayIsTold()
    {
        std::filesystem::remove(m_rig->session().workspace().root() / "reviews/findings.json");
        m_rig->trigger("bundle.export");
        auto& page = pageOf<ui::ExportPage>(*m_rig);
        named<QLineEdit>(page, "export-key").setText(m_rig->folder("K1"));
        auto& checks = named<QTreeWidget>(page, "export-checks");
        QTRY_VERIFY_WITH_TIMEOUT(checks.topLevelItemCount() == 3, kWait);
        QVERIFY(checks.topLevelItem(2)->childCount() > 10);
        QVERIFY(!page.isReady());
        QVERIFY(!named<QPushButton>(page, "export-sign").isEnabled());
        saveScreenshot(m_rig->window(), QStringLiteral("bundle-export-refused"));
    }

    /// A changed member is refused, and nothing of the content is shown.
    void aChangedBundleShowsNothingOfItsContent()
    {
        writeBundle("b.remit", true);
        trustFirst();
        m_rig->trigger("bundle.open");
        closeDialog(*m_rig);
        auto& page = pageOf<BundlePage>(*m_rig);
        page.openFile(m_rig->folder("b.remit").toStdString());
        QTRY_COMPARE_WITH_TIMEOUT(page.state(), BundlePage::State::Untrusted, kWait);
        QCOMPARE(named<QListWidget>(page, "bundle-members").count(), 0);
        QVERIFY2(page.sentence().contains(QStringLiteral("policies/a.cedar")),
                 qPrintable(page.sentence()));
        QVERIFY(!named<QPushButton>(page, "bundle-accept").isEnabled());
        QVERIFY(!named<QPushButton>(page, "bundle-extract").isEnabled());
    }

    void anUntrustedBundleIsReadOnly()
    {
        writeBundle("b.remit", false);
        m_rig->trigger("bundle.open");
        closeDialog(*m_rig);
        auto& page = pageOf<BundlePage>(*m_rig);
        page.openFile(m_rig->folder("b.remit").toStdString());
        QTRY_COMPARE_WITH_TIMEOUT(page.state(), BundlePage::State::Untrusted, kWait);
        auto& members = named<QListWidget>(page, "bundle-members");
        QTRY_COMPARE(members.count(), 2);
        auto& text = named<QPlainTextEdit>(page, "bundle-text");
        QVERIFY(text.isReadOnly());
        QVERIFY(!text.toPlainText().isEmpty());
        QVERIFY(!named<QPushButton>(page, "bundle-extract").isEnabled());
    }

    /// Opening is not accepting; accepting refuses what is older from then on.
    void acceptingRemembers()
    {
        trustFirst();
        writeBundle("2.remit", false, 2);
        writeBundle("1.remit", false, 1);
        m_rig->trigger("bundle.open");
        closeDialog(*m_rig);
        auto& page = pageOf<BundlePage>(*m_rig);
        const auto open = [&](const char* file) {
            page.openFile(m_rig->folder(QString::fromLatin1(file)).toStdString());
        };
        open("2.remit");
        QTRY_COMPARE_WITH_TIMEOUT(page.state(), BundlePage::State::Verified, kWait);
        m_rig->window().incoming().take({m_rig->folder("1.remit").toStdString()}); // dropped
        QTRY_COMPARE_WITH_TIMEOUT(page.state(), BundlePage::State::Verified, kWait);
        open("2.remit");
        QTRY_COMPARE_WITH_TIMEOUT(page.state(), BundlePage::State::Verified, kWait);
        QTest::mouseClick(&named<QPushButton>(page, "bundle-accept"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(bundle::usualAcceptedRecord()), kWait);
        open("1.remit");
        QTRY_COMPARE_WITH_TIMEOUT(page.state(), BundlePage::State::Untrusted, kWait);
    }

    void trustedKeysAreNamedAndEnded()
    {
        m_rig->trigger("bundle.trust");
        auto& page = pageOf<ui::TrustPage>(*m_rig);
        page.addKey(m_rig->folder("K1.pub").toStdString());
        page.addKey(m_rig->folder("K2.pub").toStdString());
        page.addKey(m_rig->folder("K1").toStdString()); // a private key is none
        QCOMPARE(page.trust().keys.size(), std::size_t{2});
        auto& table = named<QTableWidget>(page, "trust-keys");
        table.item(0, 0)->setText(QStringLiteral("Release 2026"));
        table.selectRow(0);
        QTest::mouseClick(&named<QPushButton>(page, "trust-end"), Qt::LeftButton);
        const auto written = ui::readUserTrust(bundle::usualTrustFile());
        QVERIFY(written);
        QCOMPARE(written->keys.at(0).name, std::string("Release 2026"));
        QVERIFY(written->keys.at(0).notAfter.has_value());
        table.selectRow(1);
        QTest::mouseClick(&named<QPushButton>(page, "trust-remove"), Qt::LeftButton);
        QCOMPARE(page.trust().keys.size(), std::size_t{1});
    }

    void theReportIsWritten()
    {
        StudioRig& rig = *m_rig;
        rig.trigger("replay.run");
        QTRY_VERIFY_WITH_TIMEOUT(rig.session().replay() != nullptr, 10'000);
        for (const char* name : {"review.html", "review.pdf"}) {
            const QString file = rig.folder(QLatin1String(name));
            ui::saveReport(rig.window(), file);
            QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), 10'000);
            const std::string text = test::readAll(file.toStdString());
            QVERIFY(text.size() > 10'000);
        }
        const std::string html =
            test::readAll(rig.folder(QStringLiteral("review.html")).toStdString());
        QVERIFY(html.find(rig.session().replay()->revision) != std::string::npos);
        QVERIFY(test::readAll(rig.folder(QStringLiteral("review.pdf")).toStdString())
                    .starts_with("%PDF"));
        // Another text is not what was replayed.
        QVERIFY(rig.window().editors().open(QStringLiteral("policies/paying.cedar")) != nullptr);
        QTest::keyClicks(&rig.editor(), QStringLiteral("forbid (principal, action, resource);"));
        QVERIFY(rig.waitForCheck());
        const QString stale = rig.folder(QStringLiteral("stale.html"));
        ui::saveReport(rig.window(), stale);
        QVERIFY(rig.window().findChild<ui::NotificationBar*>()->text().contains("changed"));
        QVERIFY(!QFile::exists(stale));
    }

    /// A text, and a page that is drawn; the dark theme stays on the screen.
    void thePageInFrontIsPrinted()
    {
        StudioRig& rig = *m_rig;
        rig.trigger("view.appearance.dark");
        for (const char* name : {"text.pdf", "graph.pdf"}) {
            QsciPrinter printer;
            printer.setOutputFormat(QPrinter::PdfFormat);
            const QString file = rig.folder(QLatin1String(name));
            printer.setOutputFileName(file);
            QVERIFY(ui::printPage(rig.window(), printer));
            const std::string text = test::readAll(file.toStdString());
            QVERIFY(text.starts_with("%PDF"));
            QVERIFY(text.size() > 4'000);
            rig.trigger("view.graph");
            QTest::qWait(300);
        }
        QVERIFY(rig.studio().theme().isDark());
    }

private:
    void trustFirst()
    {
        bundle::TrustFile trust;
        trust.keys = {{"Release", keyOf(1).publicKey(), {}, {}}};
        QVERIFY(writeFileAtomically(bundle::usualTrustFile(), bundle::trustFileText(trust)));
    }
    void writeBundle(const char* file, bool changed, std::int64_t revision = 1)
    {
        bundle::Members members{{"policies/a.cedar", "permit (principal, action, resource);\n"},
                                {"remit.json",
                                 "{\"remit\":1,\"name\":\"A\",\"rootEntitlement\":\"policies\","
                                 "\"authority\":\"modelled\"}"}};
        bundle::Statement statement;
        for (const auto& [name, content] : members)
            statement.subjects.emplace(name, sha256Text(content).substr(7));
        statement.bundleId = "a";
        statement.revision = revision;
        statement.language = bundle::kCedarLanguageVersion;
        statement.facts = bundle::kFactsVersion;
        statement.semantics = bundle::kSemanticsVersion;
        statement.authority = decision::Authority::Modelled;
        statement.policyDigest = sha256Text("policies");
        bundle::Envelope envelope{
            bundle::statementText(statement), std::string(bundle::kStatementPayload), {}};
        bundle::addSignature(envelope, keyOf(1));
        if (changed)
            members["policies/a.cedar"] += "\n";
        test::writeAll(m_rig->folder(QString::fromLatin1(file)).toStdString(),
                       bundle::packed(envelope, members));
    }

    std::unique_ptr<StudioRig> m_rig;
};

QTEST_MAIN(TestBundleViews)
#include "tst_bundle_views.moc"
