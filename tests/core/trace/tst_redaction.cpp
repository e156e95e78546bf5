// SPDX-License-Identifier: Apache-2.0
#include "core/trace/redaction/checks.h"
#include "core/trace/redaction/redactor.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <sstream>

using namespace remit;
using namespace remit::trace;

namespace {

struct Case {
    std::string given;
    std::string expected;
};

std::vector<Case> cases(const char* file)
{
    std::istringstream lines(test::readAll(test::sourceDir() / "tests/golden/trace" / file));
    std::vector<Case> all;
    std::string line;
    while (std::getline(lines, line)) {
        if (line.empty() || line.front() == '#')
            continue;
        Case one{line, {}};
        std::getline(lines, one.expected);
        all.push_back(one);
    }
    return all;
}

Redactor builtIn()
{
    return *Redactor::compile(builtInRedaction());
}

} // namespace

class TestRedaction : public QObject {
    Q_OBJECT

private slots:
    void textsAreRedactedAsTheCasesSay()
    {
        const Redactor redactor = builtIn();
        const auto all = cases("redaction.cases");
        QVERIFY(all.size() > 10);
        for (const Case& one : all) {
            std::string text = one.given;
            Redactor::Counts counts;
            const auto places = redactor.redact(text, counts);
            QCOMPARE(text, one.expected);
            QCOMPARE(places > 0, one.given != one.expected);
        }
    }

    void argumentsAreRedactedAsTheCasesSay()
    {
        const Redactor redactor = builtIn();
        for (const Case& one : cases("redaction_arguments.cases")) {
            std::string json = one.given;
            std::vector<std::string> pointers;
            Redactor::Counts counts;
            redactor.redactJson(json, pointers, counts);
            std::string got = json + " |";
            for (const std::string& pointer : pointers)
                got += ' ' + pointer;
            if (pointers.empty() || (pointers.size() == 1 && pointers.front().empty()))
                got = json + " | ";
            QCOMPARE(got, one.expected);
        }
    }

    /// What redaction leaves is not redacted further, so that importing twice gives the same.
    void redactionIsIdempotent()
    {
        const Redactor redactor = builtIn();
        for (const Case& one : cases("redaction.cases")) {
            std::string text = one.expected;
            Redactor::Counts counts;
            QCOMPARE(redactor.redact(text, counts), std::uint64_t{0});
        }
    }

    void everyBuiltInRuleCompilesAndSaysWhatItIsFor()
    {
        QVERIFY(builtInRedaction().rules.size() >= 8);
        RedactionRules all = builtInRedaction();
        for (RedactionRule& rule : all.rules) {
            QVERIFY(!rule.about.empty());
            rule.enabled = true;
        }
        QVERIFY(Redactor::compile(all).has_value());
    }

    void aWorkspaceSwitchesBuiltInRulesAndAddsItsOwn()
    {
        const auto read = readRedactionRules(
            test::readAll(test::sourceDir() / "tests/golden/trace/redaction-own.json"), "r.json");
        QVERIFY(read.diagnostics.empty());
        const auto redactor = Redactor::compile(read.rules);
        QVERIFY(redactor.has_value());
        std::string text = "ACME-12345678 of lily@example.com, 4111111111111111";
        Redactor::Counts counts;
        QCOMPARE(redactor->redact(text, counts), std::uint64_t{2});
        QCOMPARE(text, std::string("[redacted:acme] of [redacted:email], 4111111111111111"));
        QCOMPARE(counts.at("acme"), std::uint64_t{1});
    }

    void patternsThatCannotBeSearchedAreRefused_data()
    {
        QTest::addColumn<QString>("pattern");
        for (const char* pattern : {"a|b", "(a)(b)xyz", "a{2", "ab", "[a-z", "x*y*z*", "a{5000}bc",
                                    "*abc", "ab\\q", "(abc"})
            QTest::newRow(pattern) << QString(pattern);
    }

    void patternsThatCannotBeSearchedAreRefused()
    {
        QFETCH(QString, pattern);
        const auto compiled = Pattern::compile(pattern.toStdString());
        QVERIFY(!compiled.has_value());
        QVERIFY(!compiled.error().message.empty());
    }

    void cardNumbersAndIbansAreChecked()
    {
        QVERIFY(hasLuhnDigit("4111-1111-1111-1111"));
        QVERIFY(!hasLuhnDigit("4111-1111-1111-1112"));
        QVERIFY(!hasLuhnDigit("0000000000000000"));
        QVERIFY(isIban("DE89 3704 0044 0532 0130 00"));
        QVERIFY(!isIban("DE88370400440532013000"));
    }

    /// Texts made to be slow: as long as many, and not slower.
    void hostileTextsTakeLinearTime()
    {
        const Redactor redactor = builtIn();
        for (const char* piece :
             {"sk-", "password=", "4", "-----BEGIN PRIVATE KEY-----", "://a:", "eyJ"}) {
            std::string text;
            while (text.size() < 4'000'000)
                text += piece;
            Redactor::Counts counts;
            redactor.redact(text, counts);
        }
        QVERIFY(true); // the test's time limit is the check
    }
};

QTEST_APPLESS_MAIN(TestRedaction)
#include "tst_redaction.moc"
