// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schema/schema_page.h"

#include "core/base/file_io.h"
#include "core/decision/setup.h"
#include "ui/schema/diagram_view.h"
#include "ui/schema/legend.h"
#include "ui/schema/node_item.h"
#include "ui/schema/schema_list.h"
#include "ui/shell/first_focus.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/notifications.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QBuffer>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QSplitter>
#include <QStandardItemModel>
#include <QSvgGenerator>
#include <QTreeView>
#include <QVBoxLayout>

namespace remit::ui {

SchemaPage::SchemaPage(Studio& studio, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
    , m_view(new DiagramView(studio.theme()))
    , m_line(new QLineEdit)
    , m_list(new QTreeView)
    , m_model(new QStandardItemModel(this))
    , m_hint(new QLabel)
{
    setupWidgets();
    connect(m_line, &QLineEdit::textChanged, m_view, &DiagramView::search);
    connect(m_view, &DiagramView::nodeChosen, this, &SchemaPage::chooseInList);
    connect(m_view, &DiagramView::nodeOpened, this, &SchemaPage::openNode);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& now) {
                if (now.isValid() && m_list->hasFocus())
                    m_view->choose(static_cast<std::size_t>(now.data(SchemaNodeRole).toInt()));
            });
    connect(m_list, &QTreeView::activated, this, [this](const QModelIndex& index) {
        const QVariant target = index.data(SchemaTargetRole);
        if (target.isValid())
            return m_view->choose(static_cast<std::size_t>(target.toInt()));
        const QVariant row = index.data(SchemaRowRole);
        const int node = index.data(SchemaNodeRole).toInt();
        if (!row.isValid())
            return openNode(node);
        const auto& rows = m_view->diagram()->graph.nodes[static_cast<std::size_t>(node)].rows;
        openPlace(rows[static_cast<std::size_t>(row.toInt())].place);
    });
    connect(&studio, &Studio::sessionOpened, this, &SchemaPage::follow);
    follow(studio.session());
}

void SchemaPage::setupWidgets()
{
    m_line->setObjectName(QStringLiteral("schemaSearch"));
    m_line->setPlaceholderText(tr("Find a type, action or attribute"));
    m_line->setAccessibleName(m_line->placeholderText());
    m_line->setClearButtonEnabled(true);
    m_list->setObjectName(QStringLiteral("schemaList"));
    m_list->setAccessibleName(tr("Types and actions of the schema"));
    m_list->setModel(m_model);
    m_list->setHeaderHidden(true);
    m_list->setUniformRowHeights(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    setMuted(m_hint);
    auto* fit = new QPushButton(tr("Fit"));
    fit->setToolTip(tr("Shows the whole schema (F)."));
    connect(fit, &QPushButton::clicked, m_view, &DiagramView::fitAll);
    auto* save = new QPushButton(tr("Save as SVG…"));
    connect(save, &QPushButton::clicked, this, &SchemaPage::exportSvg);

    auto* head = new QHBoxLayout;
    head->setContentsMargins(kMargin, kStep, kMargin, kStep);
    head->setSpacing(kMargin);
    head->addWidget(m_line, 1);
    head->addWidget(new DiagramLegend(m_studio.theme()));
    head->addWidget(fit);
    head->addWidget(save);
    auto* split = new QSplitter;
    split->addWidget(m_view);
    split->addWidget(m_list);
    split->setStretchFactor(0, 1);
    split->setSizes({700, 260});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_hint, 1);
    layout->addWidget(split, 1);
    new FirstFocus(*this, *m_view);
}

void SchemaPage::follow(Session* session)
{
    m_session = session;
    if (session != nullptr)
        connect(session, &Session::checked, this, &SchemaPage::redraw);
    redraw();
}

/// The same schema is not drawn again: most checks are of policies.
void SchemaPage::redraw()
{
    const auto setup = m_session ? m_session->setup() : nullptr;
    const std::shared_ptr<const cedar::Schema> schema = setup ? setup->schema : nullptr;
    if (schema == m_schema && m_view->diagram() != nullptr)
        return;
    m_schema = schema;
    if (schema == nullptr)
        return take(nullptr);
    using Answer = std::shared_ptr<const Diagram>;
    m_studio.jobs().run<Answer>(
        {.title = tr("Draw the schema"), .key = QStringLiteral("schema-diagram"), .listed = false},
        [schema, metrics = boxMetrics()](const JobControl& control) -> Result<Answer> {
            return drawn(*schema, metrics, control).map([](Diagram diagram) {
                return std::make_shared<const Diagram>(std::move(diagram));
            });
        },
        this,
        [this](const Result<Answer>& answer) {
            if (answer.has_value())
                take(*answer);
        });
}

void SchemaPage::take(std::shared_ptr<const Diagram> diagram)
{
    const bool empty = diagram == nullptr || diagram->graph.nodes.empty();
    m_hint->setText(tr("The workspace has no schema. Put one into the folder “schema”, or make one "
                       "from the tools with “remit schema from-mcp”."));
    m_hint->setVisible(empty);
    m_view->parentWidget()->setVisible(!empty);
    m_view->setDiagram(std::move(diagram));
    fillList();
}

void SchemaPage::fillList()
{
    if (m_view->diagram() == nullptr)
        return m_model->clear();
    fillSchemaList(*m_model, *m_view->diagram(), m_studio.theme());
    if (m_view->chosen())
        chooseInList(static_cast<int>(*m_view->chosen()));
}

void SchemaPage::chooseInList(int node)
{
    const QModelIndex index = m_model->index(node, 0);
    if (m_list->hasFocus() && m_list->currentIndex().data(SchemaNodeRole) == node)
        return;
    m_list->collapseAll();
    m_list->setCurrentIndex(index);
    if (index.isValid()) {
        m_list->expand(index);
        m_list->scrollTo(index, QAbstractItemView::PositionAtTop);
    }
}

void SchemaPage::openNode(int node)
{
    openPlace(m_view->diagram()->graph.nodes[static_cast<std::size_t>(node)].place);
}

void SchemaPage::openPlace(const cedar::Place& place)
{
    if (place.known())
        emit placeChosen(QString::fromStdString(*place.file), place.name.begin, place.name.end);
}

Result<> SchemaPage::writeSvg(const QString& file)
{
    const Diagram* diagram = m_view->diagram();
    if (diagram == nullptr)
        return failure(ErrorCode::Usage, "there is no schema to draw");
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setTitle(tr("Schema of %1").arg(m_session ? m_session->name() : QString()));
    generator.setViewBox(diagram->bounds);
    generator.setSize(diagram->bounds.size().toSize());
    QPainter painter(&generator);
    painter.fillRect(diagram->bounds, m_studio.theme().colors().surface);
    m_view->scene()->render(&painter, diagram->bounds, diagram->bounds);
    painter.end();
    return writeFileAtomically(file.toStdString(), buffer.data().toStdString());
}

void SchemaPage::exportSvg()
{
    auto* dialog = new QFileDialog(this, tr("Save the diagram"));
    dialog->setObjectName(QStringLiteral("svgDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("svg"));
    dialog->setNameFilter(tr("SVG drawings (*.svg)"));
    if (m_session)
        dialog->setDirectory(m_session->folder());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        if (const Result<> written = writeSvg(file); written.has_value())
            m_studio.notifications().inform(tr("The diagram was saved as %1.").arg(file));
        else
            m_studio.notifications().report(written.error());
    });
    dialog->open();
}

} // namespace remit::ui
