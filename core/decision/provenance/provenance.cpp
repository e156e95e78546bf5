// SPDX-License-Identifier: Apache-2.0
#include "core/decision/provenance/provenance.h"

#include "core/decision/provenance/pieces.h"

#include <algorithm>

namespace remit::decision {

namespace {

using cedar::Value;

constexpr const char* kUnknownName = "unknown";
/// How the text begins that stands where redaction took something out (trace/redaction).
constexpr std::string_view kRedactionMark = "[redacted:";

template <class Strings>
void sortUnique(Strings& strings)
{
    std::sort(strings.begin(), strings.end());
    strings.erase(std::unique(strings.begin(), strings.end()), strings.end());
}

Value setOf(const std::vector<std::string>& strings)
{
    std::vector<Value> values;
    values.reserve(strings.size());
    for (const std::string& text : strings)
        values.push_back(Value::string(text));
    return Value::set(std::move(values));
}

} // namespace

Value provenanceRecord(const std::vector<Provenance>& arguments)
{
    cedar::Attributes members;
    for (const Provenance& one : arguments)
        members.emplace_hint(members.end(), one.argument,
                             Value::record({{"every", setOf(one.every)}, {"any", setOf(one.any)}}));
    return Value::record(std::move(members));
}

void ProvenanceIndex::add(const trace::Event& event, const Speakers& speakers,
                          const std::vector<std::string>& labels,
                          std::shared_ptr<const ArgumentValues> arguments)
{
    if (const auto* message = std::get_if<trace::Message>(&event.body)) {
        addMessage(event, *message, speakers.of(event));
    } else if (const auto* call = std::get_if<trace::Call>(&event.body)) {
        m_pending.insert_or_assign({event.run, call->callId},
                                   PendingCall{call->tool, labels, std::move(arguments)});
    } else if (const auto* result = std::get_if<trace::CallResult>(&event.body)) {
        addResult(event, *result);
    }
    ++m_events;
}

void ProvenanceIndex::addMessage(const trace::Event& event, const trace::Message& message,
                                 std::string speaker)
{
    Mark mark;
    mark.agent = std::move(speaker);
    if (message.role == trace::Role::Agent && mark.agent.empty()) {
        mark.source = std::string("agent:") + kUnknownName;
        mark.run = event.run;
    } else if (!mark.agent.empty()) {
        mark.source = "agent:" + mark.agent;
    } else {
        mark.source = message.role == trace::Role::User ? "user" : "system";
    }
    addText(message.text, std::move(mark), nullptr);
}

void ProvenanceIndex::addResult(const trace::Event& event, const trace::CallResult& result)
{
    Mark mark;
    const auto pending = m_pending.find({event.run, result.callId});
    if (pending == m_pending.end()) {
        mark.source = std::string("tool:") + kUnknownName;
        return addText(result.content, std::move(mark), nullptr);
    }
    mark.source = "tool:" + pending->second.tool;
    mark.labels = pending->second.labels;
    addText(result.content, std::move(mark), pending->second.arguments.get());
}

ProvenanceIndex::MarkId ProvenanceIndex::markOf(Mark mark)
{
    const auto [found, isNew] =
        m_markIds.try_emplace(std::move(mark), static_cast<MarkId>(m_marks.size()));
    if (isNew)
        m_marks.push_back(found->first);
    return found->second;
}

void ProvenanceIndex::addText(std::string_view text, Mark mark, const ArgumentValues* ownArguments)
{
    m_words.beginText();
    eachWord(
        text, [this](const Word& word) { m_words.addWord(word.text); },
        [this] { m_words.addGap(); });
    TextInfo info;
    info.event = m_events;
    info.mark = markOf(std::move(mark));
    if (text.find(kRedactionMark) != std::string_view::npos &&
        std::find(m_redacted.begin(), m_redacted.end(), info.mark) == m_redacted.end())
        m_redacted.push_back(info.mark);
    std::vector<WordIndex::WordId> words = m_words.wordsOfLast();
    if (ownArguments != nullptr) {
        std::vector<WordIndex::WordId> sequence;
        for (const ScalarValue& scalar : ownArguments->scalars) {
            m_words.findKnown(scalar.words, sequence);
            for (const WordIndex::WordId word : sequence) {
                const auto at = std::lower_bound(words.begin(), words.end(), word);
                if (at != words.end() && *at == word)
                    words.erase(at);
            }
            info.echo.push_back(sequence);
        }
    }
    for (const WordIndex::WordId word : words) {
        if (word >= m_marksOfWord.size())
            m_marksOfWord.resize(word + 1);
        std::vector<MarkId>& marks = m_marksOfWord[word];
        if (std::find(marks.rbegin(), marks.rend(), info.mark) == marks.rend())
            marks.push_back(info.mark);
    }
    m_texts.push_back(std::move(info));
}

bool ProvenanceIndex::isHidden(const Asker& asker) const
{
    return std::any_of(m_redacted.begin(), m_redacted.end(),
                       [&](MarkId mark) { return !isOwn(m_marks[mark], asker); });
}

bool ProvenanceIndex::isOwn(const Mark& mark, const Asker& asker)
{
    if (!mark.agent.empty())
        return mark.agent == asker.agent;
    return !mark.run.empty() && mark.run == asker.run;
}

std::vector<ProvenanceIndex::MarkId> ProvenanceIndex::marksOf(const ScalarValue& value) const
{
    std::vector<WordIndex::WordId> sequence;
    if (!m_words.find(value.words, sequence))
        return {};
    if (sequence.size() == 1)
        return sequence[0] < m_marksOfWord.size() ? m_marksOfWord[sequence[0]]
                                                  : std::vector<MarkId>();
    std::vector<MarkId> marks;
    m_words.eachText(sequence, [&](WordIndex::TextId text) {
        const TextInfo& info = m_texts[text];
        const bool known = std::find(marks.begin(), marks.end(), info.mark) != marks.end();
        if (!known && !isEcho(info, sequence))
            marks.push_back(info.mark);
    });
    return marks;
}

bool ProvenanceIndex::isEcho(const TextInfo& info, std::span<const WordIndex::WordId> sequence)
{
    return std::any_of(info.echo.begin(), info.echo.end(),
                       [&](const auto& argument) { return occursIn(sequence, argument); });
}

void ProvenanceIndex::find(const ScalarValue& value, const Asker& asker, Found& found) const
{
    found.sources.clear();
    found.labels.clear();
    for (const MarkId id : marksOf(value)) {
        const Mark& mark = m_marks[id];
        if (isOwn(mark, asker))
            continue;
        found.sources.push_back(mark.source);
        found.labels.insert(found.labels.end(), mark.labels.begin(), mark.labels.end());
    }
    sortUnique(found.sources);
    sortUnique(found.labels);
}

std::vector<Provenance> ProvenanceIndex::of(const ArgumentValues& arguments, const Asker& recorded,
                                            const SchemaValues* schema) const
{
    const std::string agent = agentName(recorded.agent);
    const Asker asker{recorded.run, agent};
    const bool hidden = isHidden(asker);
    std::vector<Provenance> all;
    for (const std::string& name : arguments.names)
        all.push_back({name, {}, {}, false});
    std::vector<bool> seen(all.size(), false);
    Found found;
    for (const ScalarValue& scalar : arguments.scalars) {
        Provenance& argument = all[scalar.argument];
        find(scalar, asker, found);
        std::vector<std::string> sources(found.sources.begin(), found.sources.end());
        if (schema != nullptr && schema->has(argument.argument, scalar))
            sources.emplace_back("schema");
        if (sources.empty()) {
            sources.emplace_back("model");
            argument.uncertain = argument.uncertain || (hidden && !scalar.weak);
        }
        if (scalar.weak) {
            for (std::string& source : sources)
                source.insert(0, "weak:");
        }
        std::sort(sources.begin(), sources.end());
        if (!seen[scalar.argument]) {
            argument.every = sources;
        } else {
            std::erase_if(argument.every, [&](const std::string& source) {
                return !std::binary_search(sources.begin(), sources.end(), source);
            });
        }
        seen[scalar.argument] = true;
        argument.any.insert(argument.any.end(), sources.begin(), sources.end());
        for (const std::string_view label : found.labels)
            argument.any.push_back("label:" + std::string(label));
        sortUnique(argument.any);
    }
    return all;
}

std::vector<ProvenanceIndex::Occurrence> ProvenanceIndex::occurrences(const ScalarValue& value,
                                                                      const Asker& recorded) const
{
    const std::string agent = agentName(recorded.agent);
    const Asker asker{recorded.run, agent};
    std::vector<Occurrence> all;
    std::vector<WordIndex::WordId> sequence;
    if (!m_words.find(value.words, sequence))
        return all;
    m_words.eachText(sequence, [&](WordIndex::TextId text) {
        const TextInfo& info = m_texts[text];
        const Mark& mark = m_marks[info.mark];
        if (!isOwn(mark, asker) && !isEcho(info, sequence))
            all.push_back({info.event, mark.source, mark.labels});
    });
    return all;
}

} // namespace remit::decision
