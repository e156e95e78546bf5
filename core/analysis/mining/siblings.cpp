// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/mining/siblings.h"

#include "core/decision/provenance/argument_values.h"
#include "core/decision/provenance/words.h"

#include <algorithm>
#include <map>
#include <set>

namespace remit::analysis {
namespace {

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isAccountNumber(std::string_view text)
{
    return text.size() >= 14 && text.size() <= 34 && isUpper(text[0]) && isUpper(text[1]) &&
           isDigit(text[2]) && isDigit(text[3]) &&
           std::all_of(text.begin(), text.end(), [](char c) { return isUpper(c) || isDigit(c); });
}

bool isEmail(std::string_view text)
{
    const std::size_t at = text.find('@');
    return at != std::string_view::npos && at > 0 &&
           text.find('.', at + 2) != std::string_view::npos &&
           text.find_first_of(" \t\r\n/,;<>()") == std::string_view::npos;
}

bool isUrl(std::string_view text)
{
    return (text.starts_with("http://") || text.starts_with("https://") ||
            text.starts_with("www.")) &&
           text.find_first_of(" \t\r\n") == std::string_view::npos;
}

/// The values of a form in a text, as written, with their words.
struct Written {
    std::string text;
    std::string word;
};

std::vector<Written> valuesIn(std::string_view text, ValueForm form)
{
    std::vector<Written> values;
    decision::WordScanner scanner(text);
    decision::Word word;
    while (scanner.next(word)) {
        std::string written(text.substr(word.span.begin, word.span.end - word.span.begin));
        if (formOf(written) == form)
            values.push_back({std::move(written), word.text});
    }
    return values;
}

/// The tools whose results hold the word.
std::set<std::string> toolsWith(const std::string& word, ValueForm form,
                                const std::vector<ObservedCall>& calls)
{
    std::set<std::string> tools;
    for (const ObservedCall& call : calls) {
        if (tools.contains(call.verdict.tool))
            continue;
        const std::vector<Written> values = valuesIn(call.result, form);
        if (std::any_of(values.begin(), values.end(),
                        [&](const Written& value) { return value.word == word; }))
            tools.insert(call.verdict.tool);
    }
    return tools;
}

/// Which words arguments have brought into a run so far.
class Brought {
public:
    void add(const ObservedCall& call)
    {
        if (call.verdict.run != m_run) {
            m_run = call.verdict.run;
            m_words.clear();
        }
        if (!call.arguments)
            return;
        for (const decision::ScalarValue& value : decision::argumentValues(*call.arguments).scalars)
            m_words.insert(value.words);
    }
    [[nodiscard]] bool has(const std::string& word) const { return m_words.contains(word); }

private:
    std::string m_run;
    std::set<std::string> m_words;
};

} // namespace

ValueForm formOf(std::string_view written)
{
    if (isUrl(written))
        return ValueForm::Url;
    if (isEmail(written))
        return ValueForm::Email;
    return isAccountNumber(written) ? ValueForm::AccountNumber : ValueForm::Other;
}

std::vector<std::string> siblingsOf(const std::vector<KnownValue>& values,
                                    const std::vector<ObservedCall>& calls)
{
    std::map<ValueForm, std::set<std::string>> tools;
    for (const KnownValue& value : values) {
        const ValueForm form = formOf(value.text);
        if (form != ValueForm::Other)
            tools[form].merge(toolsWith(decision::wordsOf(value.text), form, calls));
    }
    std::set<std::string> siblings;
    Brought brought;
    for (const ObservedCall& call : calls) {
        brought.add(call);
        for (const auto& [form, names] : tools)
            if (names.contains(call.verdict.tool))
                for (Written& value : valuesIn(call.result, form))
                    if (!brought.has(value.word))
                        siblings.insert(std::move(value.text));
    }
    for (const KnownValue& value : values)
        siblings.erase(value.text);
    return {siblings.begin(), siblings.end()};
}

} // namespace remit::analysis
