// SPDX-License-Identifier: Apache-2.0
// USES remit::trace
#include "core/trace/redaction/redactor.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace remit::trace;

/// A text goes through the built-in rules, and a pattern before the first line feed compiles or is
/// refused and searches the rest.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const Redactor builtIn = *Redactor::compile(builtInRedaction());
    const std::string text(reinterpret_cast<const char*>(data), size);
    std::string whole = text;
    Redactor::Counts counts;
    builtIn.redact(whole, counts);
    std::string json = text;
    std::vector<std::string> pointers;
    builtIn.redactJson(json, pointers, counts);

    const std::size_t feed = text.find('\n');
    RedactionRules rules;
    rules.rules.push_back(
        {.id = "fuzz", .about = {}, .patterns = {text.substr(0, feed)}, .members = {}});
    if (const auto redactor = Redactor::compile(rules); redactor && feed != std::string::npos) {
        std::string rest = text.substr(feed + 1);
        redactor->redact(rest, counts);
    }
    return 0;
}
