// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/decision/input_schema.h"
#include "tests/support/test_paths.h"

#include <QtTest>

using namespace remit;

/// The cases stand in tests/golden/decision/input_schema.jsonl: a JSON Schema, arguments, and the
/// first sentence about them (empty: they conform).
class TestInputSchema : public QObject {
    Q_OBJECT

private slots:
    void conformity_data()
    {
        QTest::addColumn<QString>("line");
        const std::string cases =
            test::readAll(test::sourceDir() / "tests/golden/decision/input_schema.jsonl");
        for (const std::string_view line : split(cases, '\n')) {
            if (line.empty())
                continue;
            const JsonDocument document = parseJson(line);
            QTest::newRow(document.root->find("name")->text.c_str())
                << QString::fromUtf8(line.data(), static_cast<qsizetype>(line.size()));
        }
    }
    void conformity()
    {
        QFETCH(QString, line);
        const JsonValue row = *parseJson(line.toStdString()).root;
        const auto wrong = decision::misfits(*row.find("arguments"), *row.find("schema"));
        QCOMPARE(QString::fromStdString(wrong.empty() ? std::string() : wrong.front()),
                 QString::fromStdString(row.find("misfit")->text));
    }
};

QTEST_APPLESS_MAIN(TestInputSchema)
#include "tst_input_schema.moc"
