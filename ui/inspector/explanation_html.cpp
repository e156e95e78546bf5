// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/explanation_html.h"

#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"
#include "ui/models/code_words.h"
#include "ui/models/text.h"
#include "ui/models/translate.h"

#include <QUrl>

namespace remit::ui {

using namespace decision;

namespace {

QString escaped(const std::string& text)
{
    return toQString(text).toHtmlEscaped();
}

/// Text of others as it was, line by line, with nothing invisible in it.
std::string readable(const std::string& text)
{
    std::vector<std::string> lines;
    for (const std::string_view line : split(text, '\n'))
        lines.push_back(shown(line));
    return joined(lines, "\n");
}

/// The state of a clause: a word, and a sign that is not a colour.
struct State {
    QString sign;
    QString word;
    QColor colour;
};

State stateOf(ClauseOutcome outcome, const ExplanationPalette& palette)
{
    switch (outcome) {
    case ClauseOutcome::Holds:
        return {QStringLiteral("✓"), tr("true"), palette.holds};
    case ClauseOutcome::Fails:
        return {QStringLiteral("✗"), tr("false"), palette.fails};
    case ClauseOutcome::Error:
        return {QStringLiteral("!"), tr("error"), palette.fails};
    case ClauseOutcome::NotReached:
        return {QStringLiteral("–"), tr("not reached"), palette.muted};
    case ClauseOutcome::SetAside:
        return {QStringLiteral("?"), tr("not known"), palette.unknown};
    }
    return {};
}

State stateOf(StepState state, const ExplanationPalette& palette)
{
    switch (state) {
    case StepState::Holds:
        return {QStringLiteral("✓"), tr("holds"), palette.holds};
    case StepState::Fails:
        return {QStringLiteral("✗"), tr("fails"), palette.fails};
    case StepState::Unknown:
        return {QStringLiteral("?"), tr("not known"), palette.unknown};
    case StepState::NotDecided:
        return {QStringLiteral("–"), tr("not decided"), palette.muted};
    }
    return {};
}

/// Cards of policies that a list shows at once; the rest stand behind a link. Laying a card out
/// costs the UI thread a millisecond or two.
constexpr std::size_t kCardsShown = 6;

/// Writes the page piece by piece.
class Page {
public:
    Page(const ExplanationPalette& palette, const std::set<QString>& opened)
        : m_palette(palette), m_opened(opened)
    {}

    [[nodiscard]] QString html() const { return m_html; }

    void verdict(const Explanation& explanation)
    {
        const QString name = toQString(decision::name(explanation.verdict.verdict));
        m_html += QStringLiteral("<table cellspacing='0' cellpadding='0'><tr>"
                                 "<td style='padding-right:8px'><img src='verdict:%1' width='24' "
                                 "height='24'></td><td style='font-size:11pt'>%2</td></tr></table>")
                      .arg(name, codeWordsHtml(explanation.sentence, m_palette.monospace));
        const CallVerdict& call = explanation.verdict;
        QStringList parts;
        parts << code(call.tool);
        if (!call.resource.empty())
            parts << tr("on %1").arg(value(call.resource));
        if (!call.agent.empty())
            parts << tr("by %1").arg(value(call.agent));
        muted(tr("Step %1: %2").arg(call.step).arg(parts.join(QLatin1Char(' '))));
    }

    /// In which modes it was replayed, always: the table may be of others by now.
    void modes(const ModesStory& story, const CallVerdict& call)
    {
        QString line = tr("Replayed %1.").arg(escaped(story.text()));
        if (const std::string consequence = story.consequence(call); !consequence.empty())
            line += QLatin1Char(' ') + escaped(consequence);
        if (story.stoppedBy)
            line += QLatin1Char(' ') + callLink(story.stoppedBy->run, story.stoppedBy->step,
                                                tr("Show what was stopped"));
        const bool elsewhere = story.authorityStep && (story.authorityRun != call.run ||
                                                       *story.authorityStep != call.step);
        if (elsewhere)
            line += QLatin1Char(' ') +
                    callLink(story.authorityRun, *story.authorityStep, tr("Show that call"));
        muted(line);
    }

    void markup(const QString& html) { m_html += html; }

    void triad(const std::vector<std::string>& sentences)
    {
        if (sentences.empty())
            return;
        heading(tr("Authenticated, delegated, permitted"));
        m_html += QStringLiteral("<ul style='margin-top:0; margin-left:-20px'>");
        for (const std::string& sentence : sentences)
            m_html += QStringLiteral("<li>%1</li>").arg(escaped(sentence));
        m_html += QStringLiteral("</ul>");
    }

    void steps(const std::vector<StepStory>& stories)
    {
        heading(tr("Step by step"));
        m_html += QStringLiteral("<table cellspacing='0' cellpadding='2'>");
        for (const StepStory& story : stories)
            row(stateOf(story.state, m_palette),
                QStringLiteral("%1 %2").arg(story.step).arg(escaped(story.name)),
                codeWordsHtml(story.message, m_palette.monospace));
        m_html += QStringLiteral("</table>");
    }

    void hop(const HopStory& story)
    {
        heading(tr("Grant %1: %2")
                    .arg(story.hop)
                    .arg(named("grants", story.grant, escaped(story.grant))));
        m_html += tr("%1 to %2").arg(value(story.from), value(story.to));
        muted(tr("for %1, from %2 up to %3")
                  .arg(named("tasks", story.task.substr(0, story.task.find('@')), code(story.task)),
                       escaped(rfc3339(story.begins)), escaped(rfc3339(story.ends))));
        m_html += QStringLiteral("<table cellspacing='0' cellpadding='2'>");
        row(stateOf(story.active ? StepState::Holds : StepState::Fails, m_palette), tr("active"),
            tr("it %1").arg(escaped(story.activity)));
        row(stateOf(story.scope.state, m_palette), tr("scope"), tr("hands on this call"));
        m_html += QStringLiteral("</table>");
        evaluation(story.scope);
    }

    void principal(const EvaluationStory& story)
    {
        const State state = stateOf(story.state, m_palette);
        heading(tr("Policies for %1: %2 %3")
                    .arg(story.principal.empty() ? tr("the agent") : value(story.principal),
                         state.sign, state.word));
        if (story.assumed)
            muted(tr("Taken to be entitled: rootEntitlement is \"assumed\"."));
        else
            evaluation(story);
    }

    void ignored(const std::vector<std::string>& sentences)
    {
        if (sentences.empty())
            return;
        heading(tr("Recorded, and ignored"));
        for (const std::string& sentence : sentences)
            muted(escaped(sentence));
    }

    void policies(const QString& title, const std::vector<PolicyStory>& stories)
    {
        if (stories.empty())
            return;
        heading(title);
        cards(stories);
    }

    void facts(const QString& title, const std::vector<FactRow>& rows)
    {
        if (rows.empty())
            return;
        heading(title);
        m_html += QStringLiteral("<table cellspacing='0' cellpadding='2'>");
        for (const FactRow& row : rows) {
            const QString said = row.known ? value(row.value)
                                           : QStringLiteral("<span style='color:%1'>? %2</span>")
                                                 .arg(m_palette.unknown.name(), tr("not recorded"));
            const QString read = row.read ? QStringLiteral("<span style='color:%1'>%2</span>")
                                                .arg(m_palette.muted.name(), tr("read by a policy"))
                                          : QString();
            m_html += QStringLiteral("<tr><td style='padding-right:12px'>%1</td>"
                                     "<td style='padding-right:12px'>%2</td><td>%3</td></tr>")
                          .arg(code(row.name), said, read);
        }
        m_html += QStringLiteral("</table>");
    }

    /// Where each value came from. A place that is opened shows the text around it.
    void origins(const std::vector<ValueOrigins>& values)
    {
        if (values.empty())
            return;
        heading(tr("Where the arguments came from"));
        m_html += QStringLiteral("<table cellspacing='0' cellpadding='2'>");
        for (std::size_t i = 0; i < values.size(); ++i) {
            QStringList places;
            for (std::size_t j = 0; j < values[i].origins.size(); ++j) {
                const QString place = QStringLiteral("%1-%2").arg(i).arg(j);
                places << origin(values[i].origins[j], place, m_opened.count(place) > 0);
            }
            if (places.isEmpty())
                places << escaped(joined(values[i].sources, ", "));
            if (values[i].more > 0)
                places << tr("and in other texts, %1 more").arg(values[i].more);
            m_html += QStringLiteral("<tr><td style='padding-right:12px'>%1</td><td>%2</td></tr>")
                          .arg(code(values[i].name), places.join(QStringLiteral("<br>")));
        }
        m_html += QStringLiteral("</table>");
    }

    void notes(const CallVerdict& call)
    {
        QStringList words;
        for (const std::string& note : call.notes)
            words << escaped(note);
        if (!words.isEmpty())
            muted(tr("Notes: %1").arg(words.join(QStringLiteral(", "))));
    }

private:
    QString code(const std::string& text) const
    {
        return QStringLiteral("<code style='font-family:\"%1\"'>%2</code>")
            .arg(m_palette.monospace, escaped(text));
    }

    /// Goes to where something of the workspace is written down; `kind` as in its folder's name.
    QString named(const char* kind, const std::string& name, const QString& html) const
    {
        return QStringLiteral("<a href='named:%1/%2' style='color:%3; text-decoration:none'>%4</a>")
            .arg(QLatin1String(kind), QString::fromLatin1(QUrl::toPercentEncoding(toQString(name))),
                 m_palette.link.name(), html);
    }

    /// Code; an entity is a link to where it is written down.
    QString value(const std::string& text) const
    {
        const bool isEntity =
            text.find("::\"") != std::string::npos && cedar::parseEntityUid(text).has_value();
        return isEntity ? named("entities", text, code(text)) : code(text);
    }

    void heading(const QString& text)
    {
        m_html +=
            QStringLiteral("<p style='margin-top:16px; margin-bottom:4px; color:%1'><b>%2</b></p>")
                .arg(m_palette.muted.name(), text);
    }

    QString origin(const Origin& each, const QString& place, bool isOpen) const
    {
        QString html =
            QStringLiteral("<a href='origin:%1' style='color:%2'>%3 %4</a>")
                .arg(place, m_palette.link.name(),
                     isOpen ? QStringLiteral("▾") : QStringLiteral("▸"), escaped(each.source));
        if (!each.call.empty())
            html += QStringLiteral(" (%1)").arg(code(each.call));
        for (const std::string& label : each.labels)
            html += QStringLiteral(" [%1]").arg(escaped(label));
        if (!isOpen)
            return html;
        QString text = QStringLiteral("%1<span style='background-color:%2; color:%3'>%4</span>%5")
                           .arg(escaped(readable(each.before)), m_palette.link.name(),
                                m_palette.surface.name(), escaped(readable(each.text)),
                                escaped(readable(each.after)));
        text.replace(QLatin1Char('\n'), QStringLiteral("<br>"));
        return html + QStringLiteral("<div>%1</div>").arg(text);
    }

    void muted(const QString& html)
    {
        m_html += QStringLiteral("<p style='margin-top:4px; margin-bottom:0; color:%1'>%2</p>")
                      .arg(m_palette.muted.name(), html);
    }

    void row(const State& state, const QString& name, const QString& text)
    {
        m_html += QStringLiteral("<tr><td style='color:%1'><b>%2</b></td>"
                                 "<td style='color:%1; padding-right:8px; white-space:nowrap'>%3"
                                 "</td><td style='padding-right:8px; white-space:nowrap'>%4</td>"
                                 "<td>%5</td></tr>")
                      .arg(state.colour.name(), state.sign, state.word, name, text);
    }

    void evaluation(const EvaluationStory& story)
    {
        if (story.state == StepState::Holds) {
            cards(story.deciding);
        } else {
            policies(tr("What decided"), story.deciding);
            policies(tr("Nearest permits"), story.nearest);
            policies(tr("Set aside: a fact that they need is not known"), story.setAside);
        }
        policies(tr("Skipped with an error"), story.skipped);
    }

    QString callLink(const std::string& run, std::int64_t step, const QString& text) const
    {
        return QStringLiteral("<a href='call:%1#%2' style='color:%3'>%4</a>")
            .arg(QString::fromUtf8(QUrl::toPercentEncoding(toQString(run))))
            .arg(step)
            .arg(m_palette.link.name(), text);
    }

    QString link(const std::string& file, Span span, const QString& html) const
    {
        const QString target =
            QStringLiteral("policy:%1#%2-%3")
                .arg(QString::fromUtf8(QUrl::toPercentEncoding(toQString(file), "/")))
                .arg(span.begin)
                .arg(span.end);
        return QStringLiteral("<a href='%1' style='color:%2'>%3</a>")
            .arg(target, m_palette.link.name(), html);
    }

    /// A list of policies; what is too many is counted, and shown when it is opened.
    void cards(const std::vector<PolicyStory>& stories)
    {
        const QString list = QStringLiteral("list-%1").arg(m_lists++);
        const bool all = stories.size() <= kCardsShown || m_opened.count(list) > 0;
        const std::size_t shown = all ? stories.size() : kCardsShown;
        for (std::size_t i = 0; i < shown; ++i)
            policy(stories[i]);
        if (!all)
            m_html += QStringLiteral("<p><a href='more:%1' style='color:%2'>▸ %3</a></p>")
                          .arg(list, m_palette.link.name(),
                               tr("show %n more", static_cast<int>(stories.size() - shown)));
    }

    void policy(const PolicyStory& story)
    {
        m_html += QStringLiteral("<table width='100%' cellspacing='0' cellpadding='8' "
                                 "style='margin-bottom:8px' bgcolor='%1'><tr><td>")
                      .arg(m_palette.surface.name());
        const QString effect = story.forbid ? QStringLiteral("forbid") : QStringLiteral("permit");
        m_html += QStringLiteral("%1 %2").arg(
            code(effect.toStdString()),
            link(story.file, story.span, QStringLiteral("<b>%1</b>").arg(escaped(story.id))));
        if (!story.title.empty())
            m_html += QStringLiteral(" – %1").arg(escaped(story.title));
        if (!story.reason.empty())
            muted(escaped(story.reason));
        m_html += QStringLiteral("<table cellspacing='0' cellpadding='2' style='margin-top:4px'>");
        for (const Clause& each : story.clauses)
            writeClause(story, each);
        m_html += QStringLiteral("</table>");
        if (!story.error.empty())
            m_html += QStringLiteral("<p style='color:%1; margin-top:4px'>! %2</p>")
                          .arg(m_palette.fails.name(), escaped(story.error));
        m_html += QStringLiteral("</td></tr></table>");
    }

    void writeClause(const PolicyStory& story, const Clause& clause)
    {
        const State state = stateOf(clause.outcome, m_palette);
        m_html +=
            QStringLiteral("<tr><td style='color:%1'><b>%2</b></td>"
                           "<td style='color:%1; padding-right:12px; white-space:nowrap'>%3</td>"
                           "<td>%4</td></tr>")
                .arg(state.colour.name(), state.sign, state.word,
                     link(story.file, clause.span, code(clause.text)));
        QStringList values;
        for (const NamedValue& each : clause.values) {
            if (each.text == each.value)
                continue;
            values << (each.error
                           ? QStringLiteral("%1: %2").arg(code(each.text), escaped(each.value))
                           : QStringLiteral("%1 = %2").arg(code(each.text), value(each.value)));
        }
        for (const std::string& fact : clause.unknown)
            values << QStringLiteral("%1: %2").arg(code(fact), tr("not recorded"));
        if (!values.isEmpty())
            m_html += QStringLiteral("<tr><td></td><td></td><td style='color:%1'>%2</td></tr>")
                          .arg(m_palette.muted.name(), values.join(QStringLiteral("<br>")));
    }

    const ExplanationPalette& m_palette;
    const std::set<QString>& m_opened;
    int m_lists = 0;
    QString m_html;
};

} // namespace

QString explanationHtml(const Explanation& explanation, const ExplanationPalette& palette,
                        const std::set<QString>& opened, const QString& belowVerdict)
{
    Page page(palette, opened);
    page.verdict(explanation);
    page.modes(explanation.modes, explanation.verdict);
    page.notes(explanation.verdict);
    page.markup(belowVerdict);
    page.triad(explanation.triad);
    if (explanation.modelled) {
        page.steps(explanation.steps);
        for (const HopStory& hop : explanation.chain)
            page.hop(hop);
        for (const EvaluationStory& one : explanation.principals)
            page.principal(one);
    } else {
        page.policies(tr("What decided"), explanation.deciding);
        page.policies(tr("Nearest permits"), explanation.nearest);
        page.policies(tr("Set aside: a fact that they need is not known"), explanation.setAside);
        page.policies(tr("Skipped with an error"), explanation.skipped);
    }
    page.ignored(explanation.ignored);
    page.facts(tr("Arguments"), explanation.arguments);
    page.origins(explanation.origins);
    page.facts(tr("Facts"), explanation.facts);
    return QStringLiteral("<body style='color:%1'>%2</body>").arg(palette.text.name(), page.html());
}

} // namespace remit::ui
