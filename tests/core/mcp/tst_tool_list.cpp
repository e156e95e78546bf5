// SPDX-License-Identifier: Apache-2.0
#include "core/mcp/tool_list.h"

#include <QTest>

using namespace remit;
using namespace remit::mcp;

namespace {

const std::string kTool =
    "{\"name\":\"send\",\"description\":\"Sends\",\"inputSchema\":{\"type\":\"object\"},\"x\":1}";

std::string list(const std::string& tool)
{
    return "{\"tools\":[" + tool + "]}";
}

} // namespace

class TestToolList : public QObject {
    Q_OBJECT

private slots:
    void everyFormOfTheAnswerIsRead_data()
    {
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const std::string& text) {
            QTest::newRow(name) << QString::fromStdString(text);
        };
        row("result", list(kTool));
        row("answer", "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + list(kTool) + "}");
        row("bare list", "[" + kTool + "]");
        row("one tool", kTool);
        row("wrapped schema", "{\"name\":\"send\",\"description\":\"Sends\","
                              "\"inputSchema\":{\"json\":{\"type\":\"object\"}}}");
    }
    void everyFormOfTheAnswerIsRead()
    {
        QFETCH(QString, text);
        const ToolList read = parseToolList(text.toStdString(), "tools/mail.json");
        QVERIFY(read.diagnostics.empty());
        QCOMPARE(read.tools.size(), 1U);
        QCOMPARE(read.tools[0].name, std::string("send"));
        QCOMPARE(read.tools[0].description, std::string("Sends"));
        QVERIFY(read.tools[0].inputSchema.isObject());
        QVERIFY(read.tools[0].inputSchema.find("type"));
    }

    void theDigestIsOfTheMeaningNotOfTheLayout()
    {
        const auto digest = [](const std::string& tool) {
            return parseToolList(list(tool)).tools.at(0).digest;
        };
        const std::string reordered = "{ \"x\": 1.0, \"inputSchema\": {\"type\": \"object\"},"
                                      " \"name\": \"send\", \"description\": \"Sends\" }";
        QCOMPARE(digest(reordered), digest(kTool));
        QVERIFY(digest(kTool).starts_with("sha256:"));
        QVERIFY(digest("{\"name\":\"send\",\"inputSchema\":{}}") != digest(kTool));
    }

    void whatIsNoListOfToolsIsSaid_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("tools");
        const auto row = [](const char* name, const std::string& text, const char* code,
                            int tools) {
            QTest::newRow(name) << QString::fromStdString(text) << code << tools;
        };
        row("another document", "{\"items\":[]}", "tools/no-list", 0);
        row("a string", "\"tools\"", "tools/no-list", 0);
        row("an error", "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601}}",
            "tools/error-answer", 0);
        row("no name", list("{\"inputSchema\":{}}"), "tools/no-name", 0);
        row("empty name", list("{\"name\":\"\",\"inputSchema\":{}}"), "tools/no-name", 0);
        row("no schema", list("{\"name\":\"t\"}"), "tools/no-schema", 1);
        row("schema of a wrong kind", list("{\"name\":\"t\",\"inputSchema\":[]}"),
            "tools/bad-schema", 1);
        row("no object", list("7"), "json/wrong-kind", 0);
        row("twice", "{\"tools\":[" + kTool + "," + kTool + "]}", "tools/duplicate", 1);
        row("more pages", "{\"tools\":[" + kTool + "],\"nextCursor\":\"p2\"}", "tools/more-pages",
            1);
    }
    void whatIsNoListOfToolsIsSaid()
    {
        QFETCH(QString, text);
        QFETCH(int, tools);
        const ToolList read = parseToolList(text.toStdString(), "tools/x.json");
        QCOMPARE(read.diagnostics.size(), 1U);
        QTEST(QString::fromStdString(read.diagnostics[0].code), "code");
        QCOMPARE(read.diagnostics[0].file, std::string("tools/x.json"));
        QCOMPARE(read.tools.size(), static_cast<std::size_t>(tools));
    }
};

QTEST_APPLESS_MAIN(TestToolList)
#include "tst_tool_list.moc"
