// SPDX-License-Identifier: Apache-2.0
#include "tests/help/help_page.h"
#include "tests/help/source_codes.h"

#include <QTest>

using namespace remit;
namespace fs = std::filesystem;

/// The diagnostics and their help pages are the same set.
class TestHelpPages : public QObject {
    Q_OBJECT

private slots:
    void everyCodeHasAPage()
    {
        QStringList missing;
        for (const auto& [code, file] : test::allCodes()) {
            if (!fs::exists(test::diagnosticsFolder() / (code + ".md")))
                missing << QString::fromStdString(code + " (" + file + ")");
        }
        const QString advice =
            "\nWrite resources/help/diagnostics/CODE.md: what it means, an example that has it, "
            "how to mend it (see the pages beside it). If the text is no diagnostic's code, add it "
            "to kNotCodes in tests/help/source_codes.cpp.";
        QVERIFY2(missing.isEmpty(), qPrintable("No help page for: " + missing.join(", ") + advice));
    }

    void everyPageIsOfACode()
    {
        const auto& codes = test::allCodes();
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
