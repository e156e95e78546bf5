// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/decision/provenance/pieces.h"
#include "core/decision/provenance/words.h"
#include "tests/support/test_paths.h"

#include <QtTest>

#include <random>
#include <sstream>

using namespace remit;
using decision::Word;

namespace {

/// `\n` and `\u{…}` as golden/decision/words.txt writes them.
std::string unescaped(const std::string& text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        if (text.compare(i, 2, "\\n") == 0) {
            out += '\n';
            i += 2;
        } else if (text.compare(i, 3, "\\u{") == 0) {
            const std::size_t end = text.find('}', i);
            appendUtf8(out, static_cast<char32_t>(
                                std::stoul(text.substr(i + 3, end - i - 3), nullptr, 16)));
            i = end + 1;
        } else {
            out += text[i++];
        }
    }
    return out;
}

std::vector<Word> wordsIn(std::string_view text)
{
    std::vector<Word> words;
    decision::eachWord(
        text, [&](const Word& word) { words.push_back(word); }, [] {});
    return words;
}

std::string placed(std::string_view text)
{
    std::string all;
    for (const Word& word : wordsIn(text))
        all +=
            "[" + std::string(text.substr(word.span.begin, word.span.end - word.span.begin)) + "]";
    return all;
}

} // namespace

class TestWords : public QObject {
    Q_OBJECT
private slots:
    void goldenPairs_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        std::istringstream lines(
            test::readAll(test::sourceDir() / "tests/golden/decision/words.txt"));
        int pairs = 0;
        for (std::string line; std::getline(lines, line);) {
            const std::size_t arrow = line.find(" =>");
            if (line.empty() || line.starts_with("# ") || arrow == std::string::npos)
                continue;
            const std::string words(trimmed(std::string_view(line).substr(arrow + 3)));
            QTest::newRow(line.c_str()) << QString::fromStdString(unescaped(line.substr(0, arrow)))
                                        << QString::fromStdString(words);
            ++pairs;
        }
        QVERIFY(pairs >= 60);
    }
    void goldenPairs()
    {
        QFETCH(QString, text);
        QFETCH(QString, words);
        QCOMPARE(QString::fromStdString(decision::wordsOf(text.toStdString())), words);
    }

    void aWordKnowsItsPlace()
    {
        QCOMPARE(placed("Pay “Müller & Co.” 1,200.50 at https://x.example/a/."),
                 std::string("[Pay][Müller][Co][1,200.50][at][https://x.example/a/]"));
    }

    void jsonIsReadAsItMeans()
    {
        const char* const json = "{\"to\": [\"a\\nb\", \"c d\"], \"sum\": 1.50}";
        QCOMPARE(placed(json), std::string("[to][\"a\\nb\"][\"a\\nb\"][c][d][sum][1.50]"));
        const char* const embedded = "[{\"text\": \"{\\\"iban\\\": \\\"DE89 1\\\"}\"}]";
        std::string words;
        for (const Word& word : wordsIn(embedded))
            words += word.text + ".";
        QCOMPARE(words, std::string("text.iban.de89.1."));
    }

    void whatIsNoJsonIsPlainText()
    {
        QCOMPARE(placed("{not json} [x"), std::string("[not][json][x]"));
    }

    /// Words of words are the same words: values and texts meet in one normal form.
    void normalFormsAreStable()
    {
        std::mt19937 random(7);
        const std::string alphabet = "ab1029.,-/:@+#\\'_ eEW$=~?&\"";
        for (int i = 0; i < 20'000; ++i) {
            std::string text;
            for (unsigned j = random() % 14; j > 0; --j)
                text += alphabet[random() % alphabet.size()];
            std::uint32_t last = 0;
            decision::WordScanner scanner(text);
            for (Word word; scanner.next(word);) {
                QVERIFY2(!word.text.empty() && word.text.find(' ') == std::string::npos,
                         text.c_str());
                QVERIFY2(word.span.begin >= last && word.span.end > word.span.begin, text.c_str());
                last = word.span.end;
            }
            QVERIFY(last <= text.size());
        }
    }
};

QTEST_APPLESS_MAIN(TestWords)
#include "tst_words.moc"
