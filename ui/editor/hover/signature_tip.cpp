// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/hover/signature_tip.h"

#include "ui/editor/assistant.h"
#include "ui/editor/code_editor.h"
#include "ui/shell/session.h"
#include "ui/shell/typography.h"

#include <QEvent>
#include <QKeyEvent>

#include <algorithm>

namespace remit::ui {
namespace {

constexpr int kMostWidth = 520;

QString escaped(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toHtmlEscaped();
}

} // namespace

QString signatureHtml(const assist::SignatureHelp& help)
{
    const std::string_view label = help.label;
    QString html;
    if (help.active < help.parameters.size()) {
        const Span active = help.parameters[help.active];
        html = escaped(label.substr(0, active.begin)) + QStringLiteral("<b><u>") +
               escaped(label.substr(active.begin, active.size())) + QStringLiteral("</u></b>") +
               escaped(label.substr(active.end));
    } else {
        html = escaped(label);
    }
    html = QStringLiteral("<span style='font-family:\"%1\"'>%2</span>")
               .arg(codeFont().family().toHtmlEscaped(), html);
    if (!help.documentation.empty())
        html += QStringLiteral("<br>") + escaped(help.documentation);
    return html;
}

SignatureTip::SignatureTip(CodeEditor& editor, Assistant& assistant)
    : QObject(&editor), m_editor(editor), m_assistant(assistant)
{
    editor.installEventFilter(this);
    connect(&editor, &CodeEditor::typed, this, [this](const QString& text) {
        if (isOpen() || text.endsWith(QLatin1Char('(')) || text.endsWith(QLatin1Char(',')))
            ask();
    });
    connect(&editor, &CodeEditor::caretMoved, this, [this] {
        if (isOpen())
            ask();
    });
}

SignatureTip::~SignatureTip()
{
    delete m_label.data();
}

void SignatureTip::ask()
{
    m_editor.flush();
    using Answer = std::optional<assist::SignatureHelp>;
    m_assistant.ask<Answer>(
        {"signature", m_editor.path()},
        [path = m_editor.path(), at = m_editor.caret()](const assist::Model& model) {
            return assist::signatureHelp(model, path, at);
        },
        this, [this](const Answer& help) { take(help); });
}

void SignatureTip::take(const std::optional<assist::SignatureHelp>& help)
{
    if (!help || !m_editor.hasFocus())
        return close();
    QWidget* window = m_editor.window();
    if (m_label == nullptr) {
        m_label = new QLabel(window);
        m_label->setObjectName(QStringLiteral("signature"));
        m_label->setFrameShape(QFrame::StyledPanel);
        m_label->setAutoFillBackground(true);
        m_label->setMargin(kStep);
        m_label->setTextFormat(Qt::RichText);
        m_label->setTextInteractionFlags(Qt::NoTextInteraction);
    }
    m_label->setText(signatureHtml(*help));
    m_label->setAccessibleName(QString::fromStdString(help->label));
    m_label->setWordWrap(false);
    QSize size = m_label->sizeHint();
    if (size.width() > kMostWidth) {
        m_label->setWordWrap(true);
        size = {kMostWidth, m_label->heightForWidth(kMostWidth)};
    }
    const QPoint below = m_editor.mapTo(window, m_editor.pointBelow(help->call.begin));
    const int above = below.y() - m_editor.lineHeight() - size.height() - kStep;
    const int left = std::clamp(below.x(), 0, std::max(0, window->width() - size.width()));
    m_label->setGeometry(QRect(QPoint(left, above >= 0 ? above : below.y() + kStep), size));
    m_label->show();
    m_label->raise();
}

void SignatureTip::close()
{
    if (m_label != nullptr)
        m_label->hide();
}

bool SignatureTip::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut || event->type() == QEvent::Hide ||
        event->type() == QEvent::Wheel)
        close();
    // Not taken: whatever else is open may want the key too.
    if (event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        close();
    return QObject::eventFilter(watched, event);
}

} // namespace remit::ui
