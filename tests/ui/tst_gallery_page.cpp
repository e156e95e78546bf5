// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_paths.h"
#include "tests/ui/support/screenshot.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/editor/code_editor.h"
#include "ui/gallery/gallery_page.h"
#include "ui/gallery/pattern_form.h"
#include "ui/shell/main_window.h"
#include "ui/shell/session.h"

#include <QComboBox>
#include <QListWidget>
#include <QPushButton>
#include <QStandardPaths>
#include <QTest>

using namespace remit;
using remit::test::saveScreenshot;
using remit::test::StudioRig;

namespace {

const QString kPolicies = QStringLiteral("policies/read.cedar");

QPushButton* insertButton(const ui::GalleryPage& page)
{
    return page.findChild<QPushButton*>(QStringLiteral("galleryInsert"));
}

} // namespace

/// The policy gallery, as a person uses it.
class TestGalleryPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void aPatternIsFilledInAndInsertedAsOneStep()
    {
        StudioRig rig;
        rig.openCopyOf(test::sourceDir() / "tests" / "golden" / "assist" / "workspace", kPolicies);
        const QString before = rig.textOf(kPolicies);
        rig.trigger("edit.gallery");
        auto* page = rig.window().findChild<ui::GalleryPage*>();
        QVERIFY(page != nullptr);
        page->choose(QStringLiteral("read-only-task"));
        QTRY_VERIFY(page->preview().contains(QStringLiteral("permit")) ||
                    page->preview().contains(QStringLiteral("forbid")));
        QTRY_VERIFY(insertButton(*page)->isEnabled());
        saveScreenshot(rig.window(), QStringLiteral("gallery"));
        page->form()->field("id")->setEditText(QStringLiteral("my-own-name"));
        QTRY_VERIFY(page->preview().contains(QStringLiteral("my-own-name")));
        QTRY_VERIFY(insertButton(*page)->isEnabled());
        QTest::mouseClick(insertButton(*page), Qt::LeftButton);
        QVERIFY(rig.textOf(kPolicies).startsWith(before.trimmed()));
        QVERIFY(rig.textOf(kPolicies).contains(QStringLiteral("@id(\"my-own-name\")")));
        QTRY_COMPARE(QString::fromStdString(rig.editor().path()), kPolicies);
        QVERIFY(rig.waitForCheck());
        QTest::keyClick(&rig.editor(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(rig.textOf(kPolicies), before);
    }

    void aValueThatCannotBeIsRefusedAtItsField()
    {
        StudioRig rig;
        rig.openCopyOf(test::sourceDir() / "tests" / "golden" / "assist" / "workspace", kPolicies);
        rig.trigger("edit.gallery");
        auto* page = rig.window().findChild<ui::GalleryPage*>();
        page->choose(QStringLiteral("amount-threshold"));
        QTRY_VERIFY(page->form()->field("limit") != nullptr);
        QTRY_VERIFY(!page->form()->field("limit")->currentText().isEmpty());
        page->form()->field("limit")->setEditText(QStringLiteral("much"));
        QTest::qWait(400);
        QVERIFY(!insertButton(*page)->isEnabled());
    }

    void everyPatternHasItsForm()
    {
        StudioRig rig;
        rig.openCopyOf(test::sourceDir() / "tests" / "golden" / "assist" / "workspace", kPolicies);
        rig.trigger("edit.gallery");
        auto* page = rig.window().findChild<ui::GalleryPage*>();
        auto* list = page->findChild<QListWidget*>(QStringLiteral("galleryList"));
        QCOMPARE(list->count(), static_cast<int>(assist::gallery().size()));
        for (const assist::Pattern& pattern : assist::gallery()) {
            page->choose(QString::fromStdString(pattern.id));
            QCOMPARE(page->form()->values().size(), pattern.parameters.size());
        }
    }
};

QTEST_MAIN(TestGalleryPage)
#include "tst_gallery_page.moc"
