// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/policy_tests/run.h"
#include "core/base/text.h"
#include "core/decision/json_text.h"

#include <algorithm>

namespace remit::analysis {

namespace {

std::string coloured(bool colour, const char* code, const std::string& text)
{
    return colour ? "\x1b[" + std::string(code) + "m" + text + "\x1b[0m" : text;
}

std::size_t passed(std::span<const TestResult> results)
{
    return static_cast<std::size_t>(std::count_if(
        results.begin(), results.end(), [](const TestResult& result) { return result.passed; }));
}

} // namespace

std::string testReport(std::span<const PolicyTest> tests, std::span<const TestResult> results,
                       bool all, bool colour)
{
    std::string text;
    std::string file;
    for (std::size_t i = 0; i < results.size(); ++i) {
        if (results[i].passed && !all)
            continue;
        if (tests[i].file != file) {
            file = tests[i].file;
            text += coloured(colour, "1", shown(file)) + "\n";
        }
        const std::string word =
            results[i].passed ? coloured(colour, "32", "passed") : coloured(colour, "31", "FAILED");
        text += "  " + word + "  " + shown(tests[i].name) + "\n";
        for (const std::string& difference : results[i].differences)
            text += "          " + shown(difference) + "\n";
    }
    const std::size_t good = passed(results);
    return text + std::to_string(good) + " passed, " + std::to_string(results.size() - good) +
           " failed\n";
}

std::string testReportJson(std::span<const PolicyTest> tests, std::span<const TestResult> results)
{
    decision::JsonText json;
    json.beginObject().key("tests").beginArray();
    for (std::size_t i = 0; i < results.size(); ++i) {
        json.beginObject().key("name").string(tests[i].name).key("file").string(tests[i].file);
        json.key("passed").boolean(results[i].passed).key("verdict");
        const auto& verdict = results[i].verdict;
        verdict ? json.string(decision::name(verdict->verdict)) : json.null();
        json.key("differences").strings(results[i].differences).endObject();
    }
    const std::size_t good = passed(results);
    json.endArray().key("summary").beginObject();
    json.key("tests").number(static_cast<std::int64_t>(results.size()));
    json.key("passed").number(static_cast<std::int64_t>(good));
    json.key("failed").number(static_cast<std::int64_t>(results.size() - good));
    return json.endObject().endObject().take();
}

std::string testReportJUnit(std::span<const PolicyTest> tests, std::span<const TestResult> results)
{
    const std::size_t good = passed(results);
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"remit test\" "
                       "tests=\"" +
                       std::to_string(results.size()) + "\" failures=\"" +
                       std::to_string(results.size() - good) + "\">\n";
    for (std::size_t i = 0; i < results.size(); ++i) {
        text += "  <testcase classname=\"" + markupText(tests[i].file) + "\" name=\"" +
                markupText(tests[i].name) + "\"";
        if (results[i].passed) {
            text += "/>\n";
            continue;
        }
        text += "><failure>" + markupText(joined(results[i].differences, " ")) +
                "</failure></testcase>\n";
    }
    return text + "</testsuite>\n";
}

} // namespace remit::analysis
