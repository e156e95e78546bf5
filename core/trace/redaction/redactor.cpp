// SPDX-License-Identifier: Apache-2.0
#include "core/trace/redaction/redactor.h"

#include "core/base/hash.h"
#include "core/base/json_pointer.h"
#include "core/base/text.h"
#include "core/trace/redaction/checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace remit::trace {

namespace {

constexpr std::size_t kPatterns = 128; // a bit for each

std::string plainName(std::string_view name)
{
    std::string plain;
    for (const char c : name) {
        if (c == '-' || c == '_' || c == ' ')
            continue;
        plain += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    return plain;
}

std::string replacement(std::string_view rule)
{
    return fmt::format("[redacted:{}]", rule);
}

std::string describe(const RedactionRule& rule)
{
    return fmt::format("{}\n{}\n{}\n{}\n", rule.id, static_cast<int>(rule.check),
                       joined(rule.patterns, "\n"), joined(rule.members, "\n"));
}

bool passes(RedactionRule::Check check, std::string_view text)
{
    switch (check) {
    case RedactionRule::Check::None:
        return true;
    case RedactionRule::Check::Luhn:
        return hasLuhnDigit(text);
    case RedactionRule::Check::Iban:
        return isIban(text);
    }
    return false;
}

} // namespace

Result<Redactor> Redactor::compile(const RedactionRules& rules)
{
    Redactor redactor;
    std::string described;
    for (const RedactionRule& rule : rules.rules) {
        if (!rule.enabled)
            continue;
        const std::size_t number = redactor.m_ids.size();
        redactor.m_ids.push_back(rule.id);
        described += describe(rule);
        for (const std::string& member : rule.members)
            redactor.m_members.emplace(plainName(member), number);
        for (const std::string& text : rule.patterns) {
            auto pattern = Pattern::compile(text);
            if (!pattern)
                return failure(ErrorCode::Invalid,
                               fmt::format("a pattern of the redaction rule {} is wrong: {}",
                                           rule.id, pattern.error().message),
                               pattern.error().hint);
            if (redactor.m_patterns.size() == kPatterns)
                return failure(ErrorCode::Invalid,
                               fmt::format("there are more than {} redaction patterns", kPatterns),
                               "switch off the rules that are not needed");
            redactor.m_patterns.push_back({std::move(*pattern), number, rule.check});
        }
    }
    redactor.enterBeginnings();
    redactor.m_digest = sha256Text(described);
    return redactor;
}

void Redactor::enterBeginnings()
{
    for (std::size_t i = 0; i < m_patterns.size(); ++i) {
        const Pattern& pattern = m_patterns[i].pattern;
        const std::size_t word = i / 64;
        const std::uint64_t bit = std::uint64_t{1} << (i % 64);
        for (unsigned number = 0; number < 256; ++number) {
            const auto byte = static_cast<unsigned char>(number);
            if (pattern.mayBeFirst(byte))
                m_first[byte][word] |= bit;
            if (pattern.mayBeSecond(byte))
                m_second[byte][word] |= bit;
        }
    }
}

bool Redactor::find(std::string_view text, std::size_t from, Found& found) const
{
    if (text.size() < 3 || m_patterns.empty())
        return false;
    for (std::size_t at = from; at + 1 < text.size(); ++at) {
        const Bits& first = m_first[static_cast<unsigned char>(text[at])];
        const Bits& second = m_second[static_cast<unsigned char>(text[at + 1])];
        const Bits may{first[0] & second[0], first[1] & second[1]};
        if ((may[0] | may[1]) != 0 &&
            (findAt(text, at, 0, may[0], found) || findAt(text, at, 64, may[1], found)))
            return true;
    }
    return false;
}

/// By those patterns from number `base` on that `may` names.
bool Redactor::findAt(std::string_view text, std::size_t at, std::size_t base, std::uint64_t may,
                      Found& found) const
{
    for (; may != 0; may &= may - 1) {
        const Search& search = m_patterns[base + static_cast<std::size_t>(std::countr_zero(may))];
        const auto match = search.pattern.matchAt(text, at);
        if (match && passes(search.check, text.substr(match->begin, match->end - match->begin))) {
            found = {*match, search.rule};
            return true;
        }
    }
    return false;
}

std::uint64_t Redactor::redact(std::string& text, Counts& counts) const
{
    Found found;
    if (!find(text, 0, found))
        return 0;
    std::string out;
    std::size_t done = 0;
    std::uint64_t places = 0;
    do {
        out.append(text, done, found.match.begin - done);
        out += replacement(m_ids[found.rule]);
        done = found.match.end;
        ++places;
        ++counts[m_ids[found.rule]];
    } while (find(text, std::max(done, found.match.next), found));
    out.append(text, done, std::string::npos);
    text = std::move(out);
    return places;
}

const std::string* Redactor::ruleOfMember(std::string_view name) const
{
    if (m_members.empty())
        return nullptr;
    const auto found = m_members.find(plainName(name));
    return found == m_members.end() ? nullptr : &m_ids[found->second];
}

/// Walks a JSON value and takes out what the rules find.
class JsonRedaction {
public:
    JsonRedaction(const Redactor& redactor, std::vector<std::string>& pointers,
                  Redactor::Counts& counts)
        : m_redactor(redactor), m_pointers(pointers), m_counts(counts)
    {}

    std::uint64_t places() const { return m_places; }

    void value(JsonValue& value, const std::string& pointer)
    {
        if (value.isString()) {
            mark(m_redactor.redact(value.text, m_counts), pointer);
        } else if (value.isNumber()) {
            std::string text = value.text;
            if (const auto found = m_redactor.redact(text, m_counts); found > 0) {
                value.kind = JsonKind::String;
                value.text = std::move(text);
                mark(found, pointer);
            }
        }
        for (std::size_t i = 0; i < value.items.size(); ++i)
            this->value(value.items[i], pointer + '/' + std::to_string(i));
        for (JsonMember& entry : value.members)
            member(entry, pointer);
    }

private:
    void member(JsonMember& entry, const std::string& pointer)
    {
        // A secret as a name: then the object around it is not what it was.
        mark(m_redactor.redact(entry.key, m_counts), pointer);
        std::string inner = pointer;
        appendToken(inner, entry.key);
        const std::string* rule = m_redactor.ruleOfMember(entry.key);
        if (rule == nullptr || !holdsSomething(entry.value)) {
            value(entry.value, inner);
            return;
        }
        JsonValue gone;
        gone.kind = JsonKind::String;
        gone.text = replacement(*rule);
        entry.value = std::move(gone);
        ++m_counts[*rule];
        mark(1, inner);
    }

    static bool holdsSomething(const JsonValue& value)
    {
        return value.isNumber() || (value.isString() && !value.text.empty()) ||
               !value.items.empty() || !value.members.empty();
    }

    void mark(std::uint64_t places, const std::string& pointer)
    {
        if (places == 0)
            return;
        m_places += places;
        if (m_pointers.empty() || m_pointers.back() != pointer)
            m_pointers.push_back(pointer);
    }

    const Redactor& m_redactor;
    std::vector<std::string>& m_pointers;
    Redactor::Counts& m_counts;
    std::uint64_t m_places = 0;
};

std::uint64_t Redactor::redactJson(std::string& json, std::vector<std::string>& pointers,
                                   Counts& counts) const
{
    JsonDocument document = parseJson(json);
    if (!document.root)
        return redact(json, counts);
    JsonRedaction redaction(*this, pointers, counts);
    redaction.value(*document.root, {});
    if (redaction.places() > 0)
        json = toJson(*document.root);
    return redaction.places();
}

/// What the source says of the run: headers and settings are among it.
std::uint64_t Redactor::redactStart(RunStart& start, Counts& counts) const
{
    std::uint64_t places = 0;
    for (auto& [name, value] : start.attributes) {
        const std::string* rule = ruleOfMember(name);
        if (rule == nullptr || value.empty()) {
            places += redact(value, counts);
            continue;
        }
        value = replacement(*rule);
        ++counts[*rule];
        ++places;
    }
    return places;
}

std::uint64_t Redactor::redact(Event& event, Counts& counts) const
{
    if (auto* start = std::get_if<RunStart>(&event.body))
        return redactStart(*start, counts);
    if (auto* message = std::get_if<Message>(&event.body))
        return redact(message->text, counts);
    if (auto* result = std::get_if<CallResult>(&event.body))
        return redact(result->content, counts);
    std::vector<std::string> pointers;
    if (auto* note = std::get_if<Note>(&event.body))
        return redactJson(note->json, pointers, counts);
    auto* call = std::get_if<Call>(&event.body);
    if (call == nullptr || !call->arguments)
        return 0;
    const std::uint64_t places = redactJson(*call->arguments, pointers, counts);
    std::move(pointers.begin(), pointers.end(), std::back_inserter(call->redacted));
    return places;
}

} // namespace remit::trace
