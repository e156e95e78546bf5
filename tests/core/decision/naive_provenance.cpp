// SPDX-License-Identifier: Apache-2.0
#include "tests/core/decision/naive_provenance.h"

#include "core/base/text.h"
#include "core/decision/provenance/pieces.h"

#include <algorithm>
#include <map>
#include <set>

namespace remit::test {

namespace {

using Names = std::set<std::string>;

/// The words of a text between spaces, with a bar where no value runs on.
std::string line(const std::string& text)
{
    std::string all = " ";
    decision::eachWord(
        text, [&](const decision::Word& word) { all += word.text + " "; }, [&] { all += "| "; });
    return all;
}

bool holds(const std::string& line, const std::string& words)
{
    return !words.empty() && line.find(" " + words + " ") != std::string::npos;
}

void scalarsOf(const JsonValue& value, std::vector<const JsonValue*>& scalars)
{
    for (const JsonValue& item : value.items)
        scalarsOf(item, scalars);
    for (const JsonMember& member : value.members)
        scalarsOf(member.value, scalars);
    if (!value.isArray() && !value.isObject())
        scalars.push_back(&value);
}

std::string wordsOfScalar(const JsonValue& value)
{
    return decision::scalarValue(value).words;
}

const trace::Call* callOf(const std::vector<SessionStep>& steps, std::size_t before,
                          const trace::CallResult& result, std::vector<std::string>& labels)
{
    for (std::size_t i = before; i-- > 0;) {
        const auto* call = std::get_if<trace::Call>(&steps[i].event.body);
        if (call != nullptr && call->callId == result.callId) {
            labels = steps[i].labels;
            return call;
        }
    }
    return nullptr;
}

bool isEchoed(const trace::Call& call, const std::string& words)
{
    const JsonDocument document = parseJson(*call.arguments);
    std::vector<const JsonValue*> scalars;
    scalarsOf(*document.root, scalars);
    return std::any_of(scalars.begin(), scalars.end(), [&](const JsonValue* scalar) {
        return holds(" " + wordsOfScalar(*scalar) + " ", words);
    });
}

/// What one earlier event says about a value.
void look(const std::vector<SessionStep>& steps, std::size_t at, const decision::Asker& asker,
          const std::string& words, Names& sources, Names& labels)
{
    const trace::Event& event = steps[at].event;
    if (const auto* message = std::get_if<trace::Message>(&event.body)) {
        if (!holds(line(message->text), words))
            return;
        if (message->role == trace::Role::User)
            sources.insert("user");
        else if (message->role == trace::Role::System)
            sources.insert("system");
        else if (message->from.text != asker.agent)
            sources.insert("agent:" + message->from.text);
    }
    if (const auto* result = std::get_if<trace::CallResult>(&event.body)) {
        std::vector<std::string> own;
        const trace::Call* call = callOf(steps, at, *result, own);
        if (!holds(line(result->content), words) || (call != nullptr && isEchoed(*call, words)))
            return;
        sources.insert("tool:" + (call == nullptr ? "unknown" : call->tool));
        labels.insert(own.begin(), own.end());
    }
}

decision::Provenance ofArgument(const std::vector<SessionStep>& steps, std::size_t call,
                                const decision::Asker& asker, const JsonMember& argument)
{
    decision::Provenance result;
    result.argument = argument.key;
    std::vector<const JsonValue*> scalars;
    scalarsOf(argument.value, scalars);
    Names any;
    Names every;
    for (std::size_t i = 0; i < scalars.size(); ++i) {
        Names sources, labels, named;
        for (std::size_t at = 0; at < call; ++at)
            look(steps, at, asker, wordsOfScalar(*scalars[i]), sources, labels);
        if (sources.empty())
            sources.insert("model");
        for (const std::string& source : sources)
            named.insert((decision::scalarValue(*scalars[i]).weak ? "weak:" : "") + source);
        Names common;
        std::set_intersection(every.begin(), every.end(), named.begin(), named.end(),
                              std::inserter(common, common.end()));
        every = i == 0 ? named : common;
        any.insert(named.begin(), named.end());
        for (const std::string& label : labels)
            any.insert("label:" + label);
    }
    result.every.assign(every.begin(), every.end());
    result.any.assign(any.begin(), any.end());
    return result;
}

} // namespace

std::vector<decision::Provenance> naiveProvenance(const std::vector<SessionStep>& steps,
                                                  std::size_t call, const decision::Asker& asker)
{
    const auto& body = std::get<trace::Call>(steps[call].event.body);
    const JsonDocument document = parseJson(*body.arguments);
    std::vector<decision::Provenance> all;
    for (const JsonMember& member : document.root->members)
        all.push_back(ofArgument(steps, call, asker, member));
    std::sort(all.begin(), all.end(),
              [](const auto& a, const auto& b) { return a.argument < b.argument; });
    return all;
}

std::string RandomSessions::word()
{
    static const char* const kWords[] = {
        "alpha", "Beta", "gamma@x.example", "1,200", "true", "no", "12", "https://x.io/", "DELTA",
        "beta",  "null", "a'b's",           "x.io"};
    return kWords[below(std::size(kWords))];
}

std::string RandomSessions::words()
{
    static const char* const kGaps[] = {" ", ", ", " \\n", ": ", " - "};
    std::string text = word();
    for (unsigned i = below(4); i > 0; --i)
        text += kGaps[below(std::size(kGaps))] + word();
    return text;
}

std::string RandomSessions::scalar()
{
    static const char* const kOthers[] = {"true", "null", "1200", "1.2e3", "12", "\"\""};
    return below(4) == 0 ? kOthers[below(std::size(kOthers))] : "\"" + words() + "\"";
}

std::string RandomSessions::arguments()
{
    std::string json = "{";
    for (const char* const name : {"to", "body", "amount"}) {
        if (below(3) == 0)
            continue;
        json += (json.size() > 1 ? ", \"" : "\"") + std::string(name) + "\": ";
        if (below(3) > 0) {
            json += scalar();
            continue;
        }
        json += "[";
        for (unsigned i = 0, count = below(3); i < count; ++i)
            json += (i > 0 ? ", " : "") + scalar();
        json += "]";
    }
    return json + "}";
}

std::string RandomSessions::content()
{
    switch (below(3)) {
    case 0:
        return arguments();
    case 1:
        return "{\"text\": \"" + words() + "\", \"list\": [" + scalar() + ", " + scalar() + "]}";
    default:
        return words() + "\n" + words();
    }
}

std::string RandomSessions::agent()
{
    return below(2) == 0 ? "planner" : "payer";
}

trace::EventBody RandomSessions::message()
{
    const unsigned kind = below(4);
    const auto role = kind == 0   ? trace::Role::User
                      : kind == 1 ? trace::Role::System
                                  : trace::Role::Agent;
    const trace::Field from = role == trace::Role::Agent ? trace::Field(agent()) : trace::Field();
    return trace::Message{role, from, {}, words()};
}

void RandomSessions::addCall(std::vector<SessionStep>& steps, std::vector<std::string>& open)
{
    trace::Call call;
    call.callId = "c" + std::to_string(m_calls++);
    call.agent = trace::Field(agent());
    call.tool = below(2) == 0 ? "read" : "send";
    call.arguments = arguments();
    open.push_back(call.callId);
    SessionStep step;
    step.event.run = "r";
    step.event.body = std::move(call);
    if (below(3) == 0)
        step.labels.emplace_back("secret");
    if (below(3) == 0)
        step.labels.emplace_back("mail");
    std::sort(step.labels.begin(), step.labels.end());
    steps.push_back(std::move(step));
}

std::vector<SessionStep> RandomSessions::next()
{
    std::vector<SessionStep> steps;
    std::vector<std::string> open;
    const unsigned length = 2 + below(14);
    for (unsigned i = 0; i < length; ++i) {
        const unsigned kind = below(3);
        if (kind == 0) {
            addCall(steps, open);
            continue;
        }
        SessionStep step;
        step.event.run = "r";
        if (kind == 1 || open.empty()) {
            step.event.body = message();
        } else {
            const std::size_t which = below(static_cast<unsigned>(open.size()));
            step.event.body =
                trace::CallResult{below(8) == 0 ? "lost" : open[which], true, content()};
            open.erase(open.begin() + static_cast<std::ptrdiff_t>(which));
        }
        steps.push_back(std::move(step));
    }
    return steps;
}

std::string difference(const std::vector<SessionStep>& steps, std::size_t call,
                       const std::vector<decision::Provenance>& actual,
                       const std::vector<decision::Provenance>& expected)
{
    const auto text = [](const std::vector<decision::Provenance>& all) {
        std::string told;
        for (const decision::Provenance& one : all)
            told += one.argument + " every(" + joined(one.every, " ") + ") any(" +
                    joined(one.any, " ") + ") ";
        return told;
    };
    std::string told = "\ncall " + *std::get<trace::Call>(steps[call].event.body).arguments + "\n";
    for (std::size_t i = 0; i < call; ++i) {
        if (const auto* message = std::get_if<trace::Message>(&steps[i].event.body))
            told += "message " + message->from.text + ": " + message->text + "\n";
        if (const auto* result = std::get_if<trace::CallResult>(&steps[i].event.body))
            told += "result " + result->callId + ": " + result->content + "\n";
        if (const auto* before = std::get_if<trace::Call>(&steps[i].event.body))
            told += "call " + before->callId + " " + *before->arguments + "\n";
    }
    return told + "actual   " + text(actual) + "\nexpected " + text(expected);
}

} // namespace remit::test
