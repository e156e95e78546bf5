// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/gallery_page.h"

#include "ui/editor/assistant.h"
#include "ui/editor/highlight.h"
#include "ui/editor/source_lexer.h"
#include "ui/gallery/pattern_form.h"
#include "ui/models/code_words.h"
#include "ui/shell/first_focus.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>
#include <Qsci/qsciscintilla.h>

namespace remit::ui {
namespace {

constexpr int kPauseMs = 120;

QLabel* plainLabel()
{
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QString paragraphs(const assist::Pattern& pattern)
{
    QString html;
    for (const std::string& text : pattern.explanation)
        html += QStringLiteral("<p style='margin:0 0 8px 0'>%1</p>")
                    .arg(codeWordsHtml(text, codeFont().family()));
    return html;
}

} // namespace

struct GalleryPage::Outcome {
    std::string pattern;
    assist::PatternValues values; ///< the first ones, where those were asked for
    PatternForm::Choices choices;
    Result<assist::Insertion> insertion;
};

GalleryPage::GalleryPage(Assistant& assistant, const Theme& theme, const QStringList& files,
                         QWidget* parent)
    : QWidget(parent)
    , m_assistant(&assistant)
    , m_theme(theme)
    , m_list(new QListWidget)
    , m_title(plainLabel())
    , m_explanation(plainLabel())
    , m_file(new QComboBox)
    , m_preview(new QsciScintilla)
    , m_lexer(new SourceLexer(Syntax::Cedar, this))
    , m_verdict(plainLabel())
    , m_insert(new QPushButton(tr("Insert")))
{
    setObjectName(QStringLiteral("gallery"));
    auto* split = new QSplitter;
    split->addWidget(makeList());
    split->addWidget(makeDetails(files));
    split->setStretchFactor(1, 1);
    split->setSizes({260, 700});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(split);
    new FirstFocus(*this, *m_list);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, [this] { ask(false); });
    connect(&theme, &Theme::changed, this, &GalleryPage::applyColors);
    applyColors();
    m_list->setCurrentRow(0);
}

QWidget* GalleryPage::makeList()
{
    m_list->setObjectName(QStringLiteral("galleryList"));
    m_list->setAccessibleName(tr("Patterns of policies"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setWordWrap(true);
    m_list->setSpacing(2);
    for (const assist::Pattern& pattern : assist::gallery()) {
        auto* item = new QListWidgetItem(QString::fromStdString(pattern.title), m_list);
        item->setData(Qt::UserRole, QString::fromStdString(pattern.id));
        item->setToolTip(QString::fromStdString(pattern.summary));
    }
    connect(m_list, &QListWidget::currentRowChanged, this, &GalleryPage::showPattern);
    return m_list;
}

QWidget* GalleryPage::makeDetails(const QStringList& files)
{
    m_title->setFont(interfaceFont(TextSize::Title));
    m_explanation->setTextFormat(Qt::RichText);
    setMuted(m_explanation);
    m_file->setObjectName(QStringLiteral("galleryFile"));
    m_file->setAccessibleName(tr("File to insert into"));
    m_file->setEditable(true);
    m_file->addItems(files);
    m_preview->setAccessibleName(tr("The policies as they will stand in the file"));
    m_preview->setUtf8(true);
    m_preview->setReadOnly(true);
    m_preview->setMarginWidth(1, 0);
    m_preview->setMinimumHeight(180);
    m_preview->setScrollWidth(1);
    m_preview->setScrollWidthTracking(true);
    m_insert->setObjectName(QStringLiteral("galleryInsert"));
    m_insert->setDefault(true);
    connect(m_insert, &QPushButton::clicked, this, &GalleryPage::insert);
    connect(m_file, &QComboBox::currentTextChanged, &m_pause, qOverload<>(&QTimer::start));

    auto* foot = new QHBoxLayout;
    auto* into = new QLabel(tr("Into"));
    into->setBuddy(m_file);
    foot->addWidget(into);
    foot->addWidget(m_file, 1);
    foot->addWidget(m_insert);
    auto* inner = new QWidget;
    auto* layout = new QVBoxLayout(inner);
    layout->setContentsMargins(2 * kMargin, kMargin, 2 * kMargin, 2 * kMargin);
    layout->setSpacing(kMargin);
    layout->addWidget(m_title);
    layout->addWidget(m_explanation);
    m_formPlace = new QVBoxLayout;
    layout->addLayout(m_formPlace);
    layout->addWidget(m_preview, 1);
    layout->addWidget(m_verdict);
    layout->addLayout(foot);
    auto* area = new QScrollArea;
    area->setFocusPolicy(Qt::NoFocus); // what is in it takes the focus
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(inner);
    return area;
}

void GalleryPage::applyColors()
{
    const Colors& colors = m_theme.colors();
    m_lexer->applyColors(colors, codeFont());
    m_preview->setLexer(m_lexer);
    m_preview->setColor(colors.text);
    m_preview->setPaper(colors.surface);
    m_preview->setCaretForegroundColor(colors.surface); // nothing is typed here
    m_preview->setSelectionBackgroundColor(colors.selection);
    m_preview->setMarginsBackgroundColor(colors.surface);
}

void GalleryPage::choose(const QString& patternId)
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(Qt::UserRole).toString() == patternId)
            m_list->setCurrentRow(row);
    }
}

void GalleryPage::showPattern(int row)
{
    const QListWidgetItem* item = m_list->item(row);
    m_pattern = item == nullptr
                    ? nullptr
                    : assist::findPattern(item->data(Qt::UserRole).toString().toStdString());
    delete m_form;
    m_form = nullptr;
    m_insertion.reset();
    m_insert->setEnabled(false);
    if (m_pattern == nullptr)
        return;
    m_title->setText(QString::fromStdString(m_pattern->title));
    m_explanation->setText(paragraphs(*m_pattern));
    m_form = new PatternForm(*m_pattern);
    m_formPlace->addWidget(m_form);
    connect(m_form, &PatternForm::valuesChanged, &m_pause, qOverload<>(&QTimer::start));
    ask(true);
}

/// First: with the values that the workspace suggests, else with those in the form.
void GalleryPage::ask(bool first)
{
    if (m_pattern == nullptr || m_assistant == nullptr)
        return;
    m_insertion.reset();
    m_insert->setEnabled(false);
    m_assistant->ask<Outcome>(
        {"gallery", {}},
        [pattern = m_pattern, first, given = m_form->values(),
         file = m_file->currentText().trimmed().toStdString()](const assist::Model& model) {
            Outcome outcome{pattern->id, {}, {}, failure(ErrorCode::Internal, {})};
            const assist::PatternValues values =
                first ? assist::firstValues(model, *pattern) : given;
            if (first)
                outcome.values = values;
            for (const assist::Parameter& parameter : pattern->parameters)
                outcome.choices[parameter.name] =
                    assist::choices(model, *pattern, parameter, values);
            outcome.insertion = assist::insertion(model, *pattern, values, file);
            return outcome;
        },
        this, [this](const Outcome& outcome) { take(outcome); });
}

void GalleryPage::take(const Outcome& outcome)
{
    if (m_pattern == nullptr || outcome.pattern != m_pattern->id)
        return;
    m_form->setChoices(outcome.choices);
    m_form->setValues(outcome.values);
    if (!outcome.insertion.has_value()) {
        const Error& error = outcome.insertion.error();
        m_verdict->setText(QString::fromStdString(error.message + " " + error.hint).trimmed());
        return;
    }
    m_insertion = *outcome.insertion;
    setPreview(m_insertion->settings.empty()
                   ? m_insertion->policies
                   : m_insertion->policies + "\n// in remit.json:\n// " +
                         QString::fromStdString(m_insertion->settings)
                             .trimmed()
                             .replace(QLatin1Char('\n'), QStringLiteral("\n// "))
                             .toStdString() +
                         "\n");
    m_insert->setEnabled(true);
    QStringList lines;
    for (const Diagnostic& diagnostic : m_insertion->diagnostics)
        lines.append(QString::fromUtf8(severityName(diagnostic.severity).data()) +
                     QStringLiteral(": ") + QString::fromStdString(diagnostic.message));
    m_verdict->setText(lines.isEmpty() ? tr("The validator has no objection in this workspace.")
                                       : lines.join(QLatin1Char('\n')));
}

void GalleryPage::setPreview(const std::string& text)
{
    m_preview->setReadOnly(false);
    m_preview->setText(QString::fromStdString(text));
    m_preview->setReadOnly(true);
}

QString GalleryPage::preview() const
{
    return m_preview->text();
}

void GalleryPage::insert()
{
    if (!m_insertion)
        return;
    const WorkspaceEdit edit = m_insertion->edit;
    emit editWanted(edit, m_file->currentText().trimmed());
    ask(false); // the id is taken now
}

} // namespace remit::ui
