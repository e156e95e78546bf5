// SPDX-License-Identifier: Apache-2.0
#include "core/decision/provenance/provenance.h"

#include "core/decision/provenance/pieces.h"

#include <algorithm>
#include <utility>

namespace remit::decision {

namespace {

using cedar::Value;

/// In the key of a record.
constexpr std::uint32_t kWeak = 1;
constexpr std::uint32_t kInSchema = 2;
/// Records with longer ones are not kept: nobody asks for them again.
constexpr std::size_t kLongestKey = 64;

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

Value recordOf(const Provenance& argument)
{
    return Value::record({{"every", setOf(argument.every)}, {"any", setOf(argument.any)}});
}

} // namespace

void ProvenanceIndex::add(const trace::Event& event, const Speakers& speakers,
                          const std::vector<std::string>& labels,
                          std::shared_ptr<const ArgumentValues> arguments)
{
    if (const auto* message = std::get_if<trace::Message>(&event.body)) {
        addMessage(event, *message, speakers.of(event));
    } else if (const auto* call = std::get_if<trace::Call>(&event.body)) {
        Mark mark;
        mark.source = "tool:" + call->tool;
        mark.labels = labels;
        m_pending.insert_or_assign({call->callId, event.run},
                                   PendingCall{markOf(std::move(mark)), std::move(arguments)});
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
    addText(message.text, markOf(std::move(mark)), nullptr);
}

void ProvenanceIndex::addResult(const trace::Event& event, const trace::CallResult& result)
{
    const auto pending = m_pending.find({result.callId, event.run});
    if (pending != m_pending.end())
        return addText(result.content, pending->second.mark, pending->second.arguments.get());
    Mark mark;
    mark.source = std::string("tool:") + kUnknownName;
    addText(result.content, markOf(std::move(mark)), nullptr);
}

ProvenanceIndex::MarkId ProvenanceIndex::markOf(Mark mark)
{
    const auto [found, isNew] =
        m_markIds.try_emplace(std::move(mark), static_cast<MarkId>(m_marks.size()));
    if (isNew)
        m_marks.push_back(found->first);
    return found->second;
}

void ProvenanceIndex::addText(std::string_view text, MarkId mark,
                              const ArgumentValues* ownArguments)
{
    m_words.beginText();
    eachWord(
        text, [this](const Word& word) { m_words.addWord(word.text); },
        [this] { m_words.addGap(); });
    TextInfo info;
    info.event = m_events;
    info.mark = mark;
    if (text.find(kRedactionMark) != std::string_view::npos &&
        std::find(m_redacted.begin(), m_redacted.end(), info.mark) == m_redacted.end())
        m_redacted.push_back(info.mark);
    info.echoBegin = m_echoes.size();
    if (ownArguments != nullptr) {
        for (const ScalarValue& scalar : ownArguments->scalars) {
            m_words.addKnown(scalar.words, m_echoes);
            m_echoes.push_back(WordIndex::kNone);
        }
    }
    info.echoEnd = m_echoes.size();
    m_texts.push_back(info);
    markWords(info.mark);
}

/// Each word of the last text, but for those of an echo, gets the text's mark.
void ProvenanceIndex::markWords(MarkId mark)
{
    m_marksOfWord.resize(m_words.endOfWords(), 0);
    m_seenWord.resize(m_words.endOfWords(), 0);
    const auto seen = static_cast<std::uint32_t>(m_texts.size());
    m_seenWord[WordIndex::kNone] = seen;
    for (std::size_t i = m_texts.back().echoBegin; i < m_texts.back().echoEnd; ++i)
        m_seenWord[m_echoes[i]] = seen;
    for (const WordIndex::WordId word : m_words.lastText()) {
        if (std::exchange(m_seenWord[word], seen) == seen)
            continue;
        std::uint32_t* node = &m_marksOfWord[word];
        while (*node != 0 && m_markNodes[*node].mark != mark)
            node = &m_markNodes[*node].next;
        if (*node != 0)
            continue;
        *node = static_cast<std::uint32_t>(m_markNodes.size());
        m_markNodes.push_back({mark, 0});
    }
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

bool ProvenanceIndex::isEcho(const TextInfo& info,
                             std::span<const WordIndex::WordId> sequence) const
{
    return occursIn(sequence,
                    std::span(m_echoes).subspan(info.echoBegin, info.echoEnd - info.echoBegin));
}

void ProvenanceIndex::find(const ScalarValue& value, const Asker& asker, Found& found) const
{
    found.marks.clear();
    if (!m_words.find(value.words, found.sequence))
        return;
    const auto add = [&](MarkId mark) {
        if (!isOwn(m_marks[mark], asker) &&
            std::find(found.marks.begin(), found.marks.end(), mark) == found.marks.end())
            found.marks.push_back(mark);
    };
    if (found.sequence.size() == 1) {
        for (std::uint32_t i = m_marksOfWord[found.sequence[0]]; i != 0; i = m_markNodes[i].next)
            add(m_markNodes[i].mark);
    } else {
        m_words.eachText(found.sequence, [&](WordIndex::TextId text) {
            if (!isEcho(m_texts[text], found.sequence))
                add(m_texts[text].mark);
        });
    }
    std::sort(found.marks.begin(), found.marks.end());
}

/// Joins what is known of one scalar to its argument.
void ProvenanceIndex::addScalar(const Found& found, bool weak, bool inSchema, bool first,
                                Provenance& argument) const
{
    std::vector<std::string> sources;
    for (const MarkId mark : found.marks) {
        sources.push_back(m_marks[mark].source);
        for (const std::string& label : m_marks[mark].labels)
            argument.any.push_back("label:" + label);
    }
    if (inSchema)
        sources.emplace_back("schema");
    if (sources.empty())
        sources.emplace_back("model");
    if (weak) {
        for (std::string& source : sources)
            source.insert(0, "weak:");
    }
    sortUnique(sources);
    argument.any.insert(argument.any.end(), sources.begin(), sources.end());
    sortUnique(argument.any);
    if (first) {
        argument.every = std::move(sources);
        return;
    }
    std::erase_if(argument.every, [&](const std::string& source) {
        return !std::binary_search(sources.begin(), sources.end(), source);
    });
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
        const bool inSchema = schema != nullptr && schema->has(argument.argument, scalar);
        addScalar(found, scalar.weak, inSchema, !seen[scalar.argument], argument);
        const bool nowhere = found.marks.empty() && !inSchema;
        argument.uncertain = argument.uncertain || (nowhere && hidden && !scalar.weak);
        seen[scalar.argument] = true;
    }
    return all;
}

/// The record of an argument, from what its scalars come to: of each its marks, their number, and
/// whether it is weak and in the schema.
Value ProvenanceIndex::recordFor(const std::vector<std::uint32_t>& key) const
{
    const auto known = m_records.find(key);
    if (known != m_records.end())
        return known->second;
    Provenance argument;
    Found found;
    for (std::size_t end = key.size(); end > 0;) {
        const std::uint32_t flags = key[end - 1];
        const std::size_t begin = end - 2 - key[end - 2];
        found.marks.assign(key.begin() + static_cast<std::ptrdiff_t>(begin),
                           key.begin() + static_cast<std::ptrdiff_t>(end - 2));
        addScalar(found, (flags & kWeak) != 0, (flags & kInSchema) != 0, end == key.size(),
                  argument);
        end = begin;
    }
    Value record = recordOf(argument);
    if (key.size() <= kLongestKey)
        m_records.emplace(key, record);
    return record;
}

ProvenanceFact ProvenanceIndex::factOf(const ArgumentValues& arguments, const Asker& recorded,
                                       const SchemaValues* schema) const
{
    const std::string agent = agentName(recorded.agent);
    const Asker asker{recorded.run, agent};
    const bool hidden = isHidden(asker);
    cedar::Attributes members;
    ProvenanceFact fact;
    Found found;
    std::vector<std::uint32_t> key;
    auto scalar = arguments.scalars.begin();
    for (std::uint32_t i = 0; i < arguments.names.size(); ++i) {
        const std::string& name = arguments.names[i];
        key.clear();
        bool uncertain = false;
        for (; scalar != arguments.scalars.end() && scalar->argument == i; ++scalar) {
            find(*scalar, asker, found);
            const bool inSchema = schema != nullptr && schema->has(name, *scalar);
            key.insert(key.end(), found.marks.begin(), found.marks.end());
            key.push_back(static_cast<std::uint32_t>(found.marks.size()));
            key.push_back((scalar->weak ? kWeak : 0U) | (inSchema ? kInSchema : 0U));
            uncertain = uncertain || (found.marks.empty() && !inSchema && hidden && !scalar->weak);
        }
        if (uncertain)
            fact.uncertain.push_back(name);
        members.emplace_hint(members.end(), name, recordFor(key));
    }
    fact.record = Value::record(std::move(members));
    return fact;
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
