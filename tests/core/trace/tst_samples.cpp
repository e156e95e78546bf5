// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"
#include "core/trace/import.h"
#include "tests/support/golden.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <filesystem>

using namespace remit;
using namespace remit::trace;

namespace {

/// Recorded text is shown by its length and digest: the goldens copy nothing of the samples.
std::string digest(const std::string& text)
{
    return std::to_string(text.size()) + ':' + hex(sha256(text)).substr(0, 8);
}

std::string shown(const std::string& name, const Field& field)
{
    if (!field.isRecorded())
        return {};
    return ' ' + name + '=' + (field.isPresent() ? field.text : "none");
}

std::string keysOf(const std::optional<std::string>& arguments)
{
    if (!arguments)
        return "not recorded";
    std::string keys;
    const JsonDocument json = parseJson(*arguments);
    for (const JsonMember& member : json.root->members)
        keys += (keys.empty() ? "" : ",") + member.key;
    return keys + ' ' + digest(*arguments);
}

struct Shape {
    std::string operator()(const RunStart& run) const
    {
        return shown("agent", run.agent) + shown("onBehalfOf", run.onBehalfOf) +
               shown("task", run.task) + " format=" + run.format;
    }
    std::string operator()(const Message& message) const
    {
        return ' ' + std::string(roleName(message.role)) + shown("from", message.from) + ' ' +
               digest(message.text);
    }
    std::string operator()(const Call& call) const
    {
        return ' ' + call.callId + shown("agent", call.agent) + ' ' + call.tool + '(' +
               keysOf(call.arguments) + ')';
    }
    std::string operator()(const CallResult& result) const
    {
        return ' ' + result.callId + (result.ok ? " ok " : " error ") + digest(result.content);
    }
    std::string operator()(const Delegate& delegate) const
    {
        return ' ' + delegate.from + " -> " + delegate.to;
    }
    std::string operator()(const Approve& approve) const { return ' ' + approve.approver; }
    std::string operator()(const Lifecycle& lifecycle) const { return ' ' + lifecycle.event; }
    std::string operator()(const Note& note) const { return ' ' + digest(note.json); }
};

std::string shapeOf(const ImportedEvents& imported, const std::filesystem::path& root)
{
    const auto withoutRoot = [&](const std::string& name) {
        const std::string prefix = root.string() + '/';
        return name.starts_with(prefix) ? name.substr(prefix.size()) : name;
    };
    std::string out;
    std::string run;
    for (const Event& event : imported.events) {
        if (event.run != run)
            out += "# " + withoutRoot(event.run) + '\n';
        run = event.run;
        out += std::to_string(event.sequence) + ' ' + (event.time ? rfc3339(*event.time) : "-") +
               ' ' + std::string(typeName(event.body)) + std::visit(Shape{}, event.body) + '\n';
    }
    for (const Problem& problem : imported.report.problems)
        out += "! " + std::to_string(problem.line) + ':' + std::to_string(problem.column) + ' ' +
               std::string(severityName(problem.severity)) + ' ' + problem.code + '\n';
    return out;
}

} // namespace

class TestSamples : public QObject {
    Q_OBJECT

private slots:
    void importAsTheirGoldensSay_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("golden");
        QTest::newRow("agentdojo") << "agentdojo/converted.json"
                                   << "agentdojo";
        QTest::newRow("anthropic") << "anthropic-messages/messages.json"
                                   << "anthropic-messages";
        QTest::newRow("openai") << "openai-chat/messages.json"
                                << "openai-chat";
        QTest::newRow("tau-bench") << "tau-bench/gpt-4o-airline.first2.json"
                                   << "tau-bench";
        QTest::newRow("claude-code") << "claude-code/sample_session.jsonl"
                                     << "claude-code";
        QTest::newRow("claude-code, representative") << "claude-code/representative_messages.jsonl"
                                                     << "claude-code-representative";
        QTest::newRow("claude-code, edge cases") << "claude-code/edge_cases.jsonl"
                                                 << "claude-code-edge-cases";
        QTest::newRow("codex") << "codex/rollout-lines.jsonl"
                               << "codex";
        QTest::newRow("codex, one call") << "codex/function-shell.jsonl"
                                         << "codex-one-call";
        QTest::newRow("mcp, a request") << "mcp-jsonrpc/call-tool-request.json"
                                        << "mcp-request";
        QTest::newRow("mcp, a result") << "mcp-jsonrpc/call-tool-result-response.json"
                                       << "mcp-result";
        QTest::newRow("mcp, a list of tools") << "mcp-jsonrpc/list-tools-result-response.json"
                                              << "mcp-tools";
        QTest::newRow("agentcore") << "agentcore/cloudwatch-span-shape.json"
                                   << "agentcore";
        QTest::newRow("otel, the collector's file")
            << "otel-genai/otlp-collector-file-exporter.jsonl"
            << "otel-collector-file";
        QTest::newRow("otel, attributes of a tool span")
            << "otel-genai/otel_genai_tool_execution_span.json"
            << "otel-tool-attributes";
        QTest::newRow("otel, attributes of OpenInference")
            << "otel-genai/openinference_client_span_tool_calls.json"
            << "otel-openinference";
        QTest::newRow("langsmith") << "langsmith/sample_runs_flat.excerpt.json"
                                   << "langsmith";
        QTest::newRow("langfuse, claude agent") << "langfuse/claude-agent-2025-12-22.trace.json"
                                                << "langfuse-claude-agent";
        QTest::newRow("langfuse, crewai") << "langfuse/crewai-2025-07-11.trace.json"
                                          << "langfuse-crewai";
        QTest::newRow("langfuse, langgraph") << "langfuse/langgraph-python-2025-08-22.trace.json"
                                             << "langfuse-langgraph";
        QTest::newRow("langfuse, openai agents") << "langfuse/openai-agents-2025-09-30.trace.json"
                                                 << "langfuse-openai-agents";
    }

    void importAsTheirGoldensSay()
    {
        REMIT_NEEDS_SHARED(samples, "traces/samples");
        QFETCH(QString, file);
        QFETCH(QString, golden);
        const auto imported = readTraces({samples / file.toStdString()});
        QVERIFY(imported);
        const auto path =
            test::sourceDir() / "tests/golden/trace" / (golden.toStdString() + ".events");
        const std::string difference = test::compareWithGolden(path, shapeOf(*imported, samples));
        QVERIFY2(difference.empty(), difference.c_str());
    }
};

QTEST_APPLESS_MAIN(TestSamples)
#include "tst_samples.moc"
