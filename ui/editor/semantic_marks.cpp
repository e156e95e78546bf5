// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/semantic_marks.h"

#include "ui/editor/assistant.h"
#include "ui/editor/code_editor.h"
#include "ui/shell/session.h"
#include "ui/shell/theme.h"

#include <algorithm>

namespace remit::ui {
namespace {

using Sci = QsciScintillaBase;
using Kind = assist::SemanticKind;

constexpr int kMarksPauseMs = 120;

/// Null: the lexer's colour stands.
QColor Colors::*colorOf(Kind kind)
{
    switch (kind) {
    case Kind::Namespace:
        return &Colors::muted;
    case Kind::EntityType:
    case Kind::CommonType:
        return &Colors::type;
    case Kind::Action:
        return &Colors::accent;
    case Kind::EntityId:
        return &Colors::string;
    case Kind::Method:
    case Kind::Function:
        return &Colors::annotation;
    case Kind::Attribute:
    case Kind::PolicyId:
    case Kind::Unknown:
        break;
    }
    return nullptr;
}

constexpr Kind kColoured[] = {Kind::Namespace, Kind::EntityType, Kind::CommonType, Kind::Action,
                              Kind::EntityId,  Kind::Method,     Kind::Function};

int indicatorOf(Kind kind)
{
    return SemanticMarks::kFirstIndicator + static_cast<int>(kind);
}

} // namespace

SemanticMarks::SemanticMarks(CodeEditor& editor, Assistant& assistant)
    : QObject(&editor), m_editor(editor), m_assistant(assistant)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kMarksPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &SemanticMarks::ask);
    connect(&editor, &CodeEditor::textEdited, this, &SemanticMarks::noteEdits);
    schedule();
}

void SemanticMarks::applyColors(const Colors& colors)
{
    for (const Kind kind : kColoured) {
        m_editor.indicatorDefine(QsciScintilla::TextColorIndicator, indicatorOf(kind));
        m_editor.setIndicatorForegroundColor(colors.*colorOf(kind), indicatorOf(kind));
    }
}

void SemanticMarks::schedule()
{
    m_pause.start();
}

void SemanticMarks::ask()
{
    m_editor.flush();
    using Answer = std::vector<assist::SemanticToken>;
    m_assistant.ask<Answer>(
        {"semantic", m_editor.path()},
        [path = m_editor.path()](const assist::Model& model) {
            return assist::semanticTokens(model, path);
        },
        this, [this](const Answer& tokens) { show(tokens); });
}

/// Scintilla moves the colours with the text, but what is put in has none.
void SemanticMarks::noteEdits(const std::vector<TextEdit>& edits)
{
    std::vector<TextEdit> fromBehind = edits;
    std::sort(fromBehind.begin(), fromBehind.end(),
              [](const TextEdit& a, const TextEdit& b) { return a.range > b.range; });
    for (const TextEdit& edit : fromBehind) {
        const auto size = static_cast<std::uint32_t>(edit.text.size());
        const auto moved = [&edit, size](std::uint32_t at) {
            return at < edit.range.end ? std::min(at, edit.range.begin)
                                       : at - edit.range.size() + size;
        };
        const Span now{edit.range.begin, edit.range.begin + size};
        m_touched = m_isTouched ? join({moved(m_touched.begin), moved(m_touched.end)}, now) : now;
        m_isTouched = true;
    }
    schedule();
}

Span changedRange(const std::vector<assist::SemanticToken>& before,
                  const std::vector<assist::SemanticToken>& now, std::int64_t grown)
{
    const std::size_t shorter = std::min(before.size(), now.size());
    const auto same = [](const assist::SemanticToken& a, const assist::SemanticToken& b,
                         std::int64_t shift) {
        return a.kind == b.kind && a.span.begin + shift == b.span.begin &&
               a.span.end + shift == b.span.end;
    };
    std::size_t head = 0;
    while (head < shorter && same(before[head], now[head], 0))
        ++head;
    std::size_t tail = 0;
    while (tail < shorter - head &&
           same(before[before.size() - 1 - tail], now[now.size() - 1 - tail], grown))
        ++tail;
    if (head == now.size() && head == before.size())
        return {};
    const std::uint32_t begin = head == 0 ? 0 : now[head - 1].span.end;
    const std::uint32_t end = tail == 0 ? UINT32_MAX : now[now.size() - tail].span.begin;
    return {begin, std::max(begin, end)};
}

/// Sends only where something changed: most of the time that is one line.
void SemanticMarks::show(const std::vector<assist::SemanticToken>& tokens)
{
    const auto length = static_cast<std::uint32_t>(m_editor.SendScintilla(Sci::SCI_GETLENGTH));
    Span range = changedRange(m_tokens, tokens, static_cast<std::int64_t>(length) - m_length);
    if (m_isTouched)
        range = range.empty() ? m_touched : join(range, m_touched);
    m_tokens = tokens;
    m_length = length;
    m_isTouched = false;
    range.end = std::min(range.end, length);
    if (range.begin < range.end)
        fill(range);
}

/// Kind by kind, as Scintilla fills ranges of one indicator at a time.
void SemanticMarks::fill(Span range)
{
    const auto first = std::lower_bound(
        m_tokens.begin(), m_tokens.end(), range.begin,
        [](const assist::SemanticToken& token, std::uint32_t at) { return token.span.end <= at; });
    for (const Kind kind : kColoured) {
        m_editor.SendScintilla(Sci::SCI_SETINDICATORCURRENT,
                               static_cast<unsigned long>(indicatorOf(kind)));
        m_editor.SendScintilla(Sci::SCI_INDICATORCLEARRANGE,
                               static_cast<unsigned long>(range.begin),
                               static_cast<long>(range.size()));
        for (auto token = first; token != m_tokens.end() && token->span.begin < range.end;
             ++token) {
            if (token->kind == kind)
                m_editor.SendScintilla(Sci::SCI_INDICATORFILLRANGE,
                                       static_cast<unsigned long>(token->span.begin),
                                       static_cast<long>(token->span.size()));
        }
    }
}

} // namespace remit::ui
