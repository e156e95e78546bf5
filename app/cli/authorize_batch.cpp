// SPDX-License-Identifier: Apache-2.0
#include "app/cli/authorize_batch.h"

#include "app/cli/response_json.h"
#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/cedar/entities/request_json.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::cli {
namespace {

struct ReadLine {
    std::optional<cedar::Request> request;
    Diagnostics diagnostics; ///< with spans in the whole file
};

ReadLine readLine(const SourceText& source, std::uint32_t number, const cedar::Schema* schema)
{
    ReadLine line;
    JsonDocument document = parseJson(source.line(number), source.name());
    line.diagnostics = std::move(document.diagnostics);
    if (document.root)
        line.request = cedar::readRequest(*document.root, source.name(), line.diagnostics, schema);
    const std::uint32_t start = source.lineStart(number);
    for (Diagnostic& diagnostic : line.diagnostics) {
        diagnostic.span.begin += start;
        diagnostic.span.end += start;
    }
    return line;
}

std::string refusal(const Diagnostics& diagnostics)
{
    const auto first =
        std::find_if(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& each) { return each.severity == Severity::Error; });
    return fmt::format(
        R"({{"decision":null,"message":{}}})",
        jsonQuoted(first == diagnostics.end() ? "this is no request" : first->message));
}

} // namespace

ExitStatus authorizeBatch(const std::string& file, const BatchInput& input, Session& session)
{
    const auto source = session.read(file);
    if (!source)
        return source.error();
    cedar::Scratch scratch;
    ExitStatus status = ExitStatus::Yes;
    const JobControl job = session.job("Deciding request");
    const std::uint32_t lines = (*source)->lineCount();
    for (std::uint32_t number = 1; number <= lines && !job.cancelled(); ++number) {
        if (trimmed((*source)->line(number)).empty())
            continue;
        job.tell(number, lines);
        const ReadLine line = readLine(**source, number, input.schema.get());
        const ExitStatus read = session.report(line.diagnostics, **source);
        if (read == ExitStatus::Yes && line.request) {
            session.printLine(
                toJson(cedar::authorize(*input.program, *input.entities, *line.request, scratch)));
        } else {
            status = worse(status, ExitStatus::Invalid);
            session.printLine(refusal(line.diagnostics));
        }
    }
    return status;
}

std::string sourceOf(const cedar::PolicySet& set, const std::string& policyId)
{
    for (const cedar::Link& link : set.links()) {
        if (link.id == policyId)
            return link.templateId;
    }
    return policyId;
}

} // namespace remit::cli
