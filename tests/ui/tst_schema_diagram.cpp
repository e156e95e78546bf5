// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_paths.h"
#include "tests/ui/support/screenshot.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/schema/diagram_view.h"
#include "ui/schema/schema_page.h"
#include "ui/shell/centre.h"
#include "ui/shell/main_window.h"
#include "ui/shell/session.h"

#include <QFile>
#include <QLineEdit>
#include <QStandardPaths>
#include <QTest>
#include <QTreeView>

using namespace remit;
using remit::test::saveScreenshot;
using remit::test::StudioRig;

namespace {

const QString kPolicies = QStringLiteral("policies/read.cedar");

/// Opens the diagram of the example and waits until it is drawn.
ui::SchemaPage* openDiagram(StudioRig& rig)
{
    rig.openCopyOf(test::sourceDir() / "tests" / "golden" / "assist" / "workspace", kPolicies);
    rig.trigger("view.schema");
    auto* page = rig.window().findChild<ui::SchemaPage*>();
    const bool drawn = QTest::qWaitFor([page] { return page->view().diagram() != nullptr; }, 5000);
    return drawn ? page : nullptr;
}

std::string chosenName(const ui::SchemaPage& page)
{
    const auto chosen = page.view().chosen();
    return chosen ? page.view().diagram()->graph.nodes[*chosen].name : std::string();
}

std::size_t numberOf(const ui::SchemaPage& page, const std::string& name)
{
    const auto& nodes = page.view().diagram()->graph.nodes;
    std::size_t at = 0;
    while (at < nodes.size() && nodes[at].name != name)
        ++at;
    return at;
}

} // namespace

/// The diagram of the schema, as a person uses it.
class TestSchemaDiagram : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void boxesDoNotOverlap()
    {
        StudioRig rig;
        ui::SchemaPage* page = openDiagram(rig);
        QVERIFY(page != nullptr);
        saveScreenshot(rig.window(), QStringLiteral("schema"));
        const std::vector<QRectF>& boxes = page->view().diagram()->boxes;
        QVERIFY(boxes.size() > 5);
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            QVERIFY(page->view().diagram()->bounds.contains(boxes[i]));
            for (std::size_t j = i + 1; j < boxes.size(); ++j)
                QVERIFY(!boxes[i].intersects(boxes[j]));
        }
    }

    void itIsWalkedAndOpenedByKeyboard()
    {
        StudioRig rig;
        ui::SchemaPage* page = openDiagram(rig);
        QVERIFY(page != nullptr);
        ui::DiagramView& view = page->view();
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Right);
        QVERIFY(view.chosen().has_value());
        view.choose(numberOf(*page, "read"));
        const QRectF read = view.diagram()->boxes[*view.chosen()];
        QTest::keyClick(&view, Qt::Key_Right);
        QVERIFY(chosenName(*page) != "read");
        QVERIFY(view.diagram()->boxes[*view.chosen()].center().x() > read.center().x());
        view.choose(numberOf(*page, "User"));
        saveScreenshot(rig.window(), QStringLiteral("schema-chosen"));
        QTest::keyClick(&view, Qt::Key_Return);
        QTRY_COMPARE(QString::fromStdString(rig.editor().path()),
                     QStringLiteral("schema/org.cedarschema"));
        QCOMPARE(rig.editor().selectedText(), QStringLiteral("User"));
    }

    void theListSaysTheSameAndChoosesTogether()
    {
        StudioRig rig;
        ui::SchemaPage* page = openDiagram(rig);
        QVERIFY(page != nullptr);
        QTreeView& list = page->list();
        QCOMPARE(list.model()->rowCount(),
                 static_cast<int>(page->view().diagram()->graph.nodes.size()));
        page->view().choose(numberOf(*page, "Document"));
        QCOMPARE(list.currentIndex().data().toString(), QStringLiteral("Document"));
        list.setFocus();
        list.setCurrentIndex(list.model()->index(0, 0));
        QCOMPARE(chosenName(*page), list.currentIndex().data().toString().toStdString());
    }

    void aSearchDimsTheRest()
    {
        StudioRig rig;
        ui::SchemaPage* page = openDiagram(rig);
        QVERIFY(page != nullptr);
        auto* line = page->findChild<QLineEdit*>(QStringLiteral("schemaSearch"));
        QTest::keyClicks(line, QStringLiteral("readers"));
        const int nodes = static_cast<int>(page->view().diagram()->graph.nodes.size());
        QCOMPARE(page->view().dimmedCount(), nodes - 1);
        line->clear();
        QCOMPARE(page->view().dimmedCount(), 0);
    }

    void theDrawingIsWrittenAsSvg()
    {
        StudioRig rig;
        ui::SchemaPage* page = openDiagram(rig);
        QVERIFY(page != nullptr);
        const QString file = rig.folder(QStringLiteral("schema.svg"));
        QVERIFY(page->writeSvg(file).has_value());
        QFile svg(file);
        QVERIFY(svg.open(QIODevice::ReadOnly));
        const QByteArray text = svg.readAll();
        QVERIFY(text.contains("<svg"));
        QVERIFY(text.contains("Document"));
    }
};

QTEST_MAIN(TestSchemaDiagram)
#include "tst_schema_diagram.moc"
