// SPDX-License-Identifier: Apache-2.0
#include "tests/help/help_page.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <regex>
#include <set>

using namespace remit;
namespace fs = std::filesystem;

namespace {

/// Texts of the sources that look like a diagnostic's code and are none.
const std::set<std::string> kNotCodes{
    "facts/1", ///< versions of the decision model
    "semantics/1",
    "tools/call",     ///< a method of MCP
    "mcp-tools/call", ///< a note's type
};

/// The codes in the sources of a folder, each with a file that has it.
std::map<std::string, std::string> codesIn(const fs::path& folder)
{
    static const std::regex kCode("\"([a-z]+(?:-[a-z]+)*/[a-z0-9]+(?:-[a-z0-9]+)*)\"");
    std::map<std::string, std::string> codes;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const fs::path& file = entry.path();
        if (file.extension() != ".cpp" && file.extension() != ".h")
            continue;
        const std::string text = test::readAll(file);
        for (std::sregex_iterator it(text.begin(), text.end(), kCode), end; it != end; ++it) {
            if (!kNotCodes.contains((*it)[1]))
                codes.emplace((*it)[1], fs::relative(file, test::sourceDir()).generic_string());
        }
    }
    return codes;
}

std::string stageOf(const std::string& code)
{
    return code.substr(0, code.find('/'));
}

/// Every text of that form in core/; in the programs, those of a stage that has pages.
std::map<std::string, std::string> allCodes()
{
    std::map<std::string, std::string> codes = codesIn(test::sourceDir() / "core");
    for (const char* folder : {"app", "ui"}) {
        for (const auto& [code, file] : codesIn(test::sourceDir() / folder)) {
            if (fs::exists(test::diagnosticsFolder() / stageOf(code)))
                codes.emplace(code, file);
        }
    }
    return codes;
}

} // namespace

/// The diagnostics and their help pages are the same set.
class TestHelpPages : public QObject {
    Q_OBJECT

private slots:
    void everyCodeHasAPage()
    {
        QStringList missing;
        for (const auto& [code, file] : allCodes()) {
            if (!fs::exists(test::diagnosticsFolder() / (code + ".md")))
                missing << QString::fromStdString(code + " (" + file + ")");
        }
        const QString advice =
            "\nWrite resources/help/diagnostics/CODE.md: what it means, an example that has it, "
            "how to mend it (see the pages beside it). If the text is no diagnostic's code, add it "
            "to kNotCodes in this test.";
        QVERIFY2(missing.isEmpty(), qPrintable("No help page for: " + missing.join(", ") + advice));
    }

    void everyPageIsOfACode()
    {
        const auto codes = allCodes();
        QStringList unknown;
        for (const test::HelpPageText& page : test::diagnosticPages()) {
            if (!codes.contains(page.code))
                unknown << QString::fromStdString(page.code);
        }
        QVERIFY2(unknown.isEmpty(),
                 qPrintable("No source has the code of these pages: " + unknown.join(", ") +
                            "\nRemove the page, or give it the name of the code."));
    }

    void everyPageHasTheSameForm_data()
    {
        QTest::addColumn<int>("index");
        const auto pages = test::diagnosticPages();
        for (int i = 0; i < static_cast<int>(pages.size()); ++i)
            QTest::newRow(pages[static_cast<std::size_t>(i)].code.c_str()) << i;
    }
    void everyPageHasTheSameForm()
    {
        QFETCH(int, index);
        static const auto pages = test::diagnosticPages();
        const test::HelpPageText& page = pages[static_cast<std::size_t>(index)];
        QVERIFY2(page.text.starts_with("# `" + page.code + "`: "),
                 "the first line is \"# `CODE`: what is wrong, in a few words\"");
        QVERIFY2(page.text.find("**What to do.**") != std::string::npos,
                 "a page says what to do, in a paragraph that begins with \"**What to do.**\"");
        QVERIFY2(page.example() != nullptr || page.saysWhyThereIsNoExample(),
                 "a page has an example as its first fenced block, or says "
                 "\"<!-- no example: why -->\"");
    }
};

QTEST_APPLESS_MAIN(TestHelpPages)
#include "tst_help_pages.moc"
