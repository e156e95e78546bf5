// SPDX-License-Identifier: Apache-2.0
#include "tests/help/help_page.h"
#include "tests/help/readings.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>

using namespace remit;

namespace {

/// The page with `answer` as the block behind the example.
std::string withAnswer(const test::HelpPageText& page, const std::string& answer)
{
    const std::string block = "```text\n" + answer + "```\n";
    std::string text = page.text;
    if (const test::FencedBlock* old = page.answer()) {
        const std::size_t begin = text.rfind("```text", old->textBegin);
        return text.replace(begin, old->end - begin, block);
    }
    return text.insert(page.example()->end, "\n" + block);
}

} // namespace

/// The example on a page has the problem, and the answer shown is the program's.
class TestHelpExamples : public QObject {
    Q_OBJECT

private slots:
    void theExampleHasTheProblem_data()
    {
        QTest::addColumn<int>("index");
        const auto pages = test::diagnosticPages();
        for (int i = 0; i < static_cast<int>(pages.size()); ++i) {
            const test::HelpPageText& page = pages[static_cast<std::size_t>(i)];
            if (page.example() != nullptr && !page.saysWhyThereIsNoExample())
                QTest::newRow(page.code.c_str()) << i;
        }
    }
    void theExampleHasTheProblem()
    {
        QFETCH(int, index);
        static const auto pages = test::diagnosticPages();
        const test::HelpPageText& page = pages[static_cast<std::size_t>(index)];
        const std::vector<test::Said> said = test::readExample(page);
        QStringList codes;
        for (const test::Said& one : said)
            codes << QString::fromStdString(one.code);
        codes.removeDuplicates();
        const auto own = std::find_if(said.begin(), said.end(), [&page](const test::Said& one) {
            return one.code == page.code;
        });
        QVERIFY2(own != said.end(),
                 qPrintable("The example does not have the problem; the program says: " +
                            codes.join(", ") +
                            "\nChange the first fenced block of the page, or, where no text can "
                            "show it, write \"<!-- no example: why -->\"."));
        if (qEnvironmentVariableIsSet("REMIT_UPDATE_GOLDEN")) {
            test::writeAll(page.path, withAnswer(page, own->text));
            return;
        }
        QVERIFY2(page.answer() != nullptr,
                 "behind the example stands what the program says, as a block of the language "
                 "\"text\": REMIT_UPDATE_GOLDEN=1 writes it");
        const bool same = std::any_of(said.begin(), said.end(), [&page](const test::Said& one) {
            return one.code == page.code && one.text == page.answer()->text;
        });
        QVERIFY2(same, qPrintable("The program says something else than the page: "
                                  "REMIT_UPDATE_GOLDEN=1 writes it anew\n" +
                                  QString::fromStdString(own->text)));
    }
};

QTEST_APPLESS_MAIN(TestHelpExamples)
#include "tst_help_examples.moc"
