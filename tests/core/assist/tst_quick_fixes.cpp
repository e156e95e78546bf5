// SPDX-License-Identifier: Apache-2.0
#include "core/assist/quick_fixes.h"
#include "core/base/text.h"
#include "core/cedar/validate/lints/lints.h"
#include "core/cedar/validate/validator.h"
#include "tests/core/assist/cases.h"
#include "tests/core/assist/workspace.h"

#include <QTest>

#include <algorithm>

using namespace remit;
using namespace remit::assist;

namespace {

struct Tried {
    std::shared_ptr<const Model> model;
    std::string path = "policies/new.cedar";
    Diagnostics diagnostics;
};

void add(const std::vector<cedar::ValidationFinding>& findings, Diagnostics& diagnostics)
{
    for (const auto& finding : findings)
        diagnostics.push_back(finding.diagnostic);
}

Tried tried(const test::CursorCase& given)
{
    Tried made;
    std::string text = given.text;
    const std::size_t colon = text.find(": ");
    if (colon != std::string::npos && test::assistModel()->file(text.substr(0, colon))) {
        made.path = text.substr(0, colon);
        text = text.substr(colon + 2);
    }
    made.model = test::assistModel(made.path, text);
    const ModelFile* file = made.model->file(made.path);
    if (file->schema) {
        made.diagnostics = made.model->schemaSet().resolved.diagnostics;
        return made;
    }
    made.diagnostics = file->policies->parsed.diagnostics;
    cedar::ValidationOptions options;
    options.fileOf = [&made](const std::string&) { return made.path; };
    cedar::LintOptions lints;
    lints.fileOf = options.fileOf;
    for (const cedar::Policy& policy : file->policies->parsed.policies) {
        if (policy.broken)
            continue;
        add(cedar::validatePolicy(policy, made.model->schema(), options), made.diagnostics);
        add(cedar::lintPolicy(policy, &made.model->schema(), lints), made.diagnostics);
    }
    return made;
}

std::string textAfter(const Model& model, const Fix& fix, const std::string& path)
{
    const auto edits = fix.edit.files.find(path);
    return edits == fix.edit.files.end() ? std::string()
                                         : applied(model.file(path)->text(), edits->second);
}

bool hasLine(const std::string& text, const std::string& line)
{
    const auto lines = split(text, '\n');
    return std::any_of(lines.begin(), lines.end(),
                       [&line](std::string_view next) { return trimmed(next) == line; });
}

} // namespace

/// Quick fixes by the cases of tests/golden/assist/quick_fixes.cases.
class TestQuickFixes : public QObject {
    Q_OBJECT

private slots:
    void cases_data()
    {
        QTest::addColumn<int>("index");
        const auto all = test::readCursorCases("quick_fixes.cases");
        for (std::size_t index = 0; index < all.size(); ++index)
            QTest::addRow("%s", all[index].name.c_str()) << static_cast<int>(index);
    }

    void cases()
    {
        QFETCH(int, index);
        const test::CursorCase given =
            test::readCursorCases("quick_fixes.cases")[static_cast<std::size_t>(index)];
        const Tried made = tried(given);
        std::vector<Fix> fixes;
        std::string titles;
        for (const Diagnostic& diagnostic : made.diagnostics) {
            titles += "\n  " + diagnostic.code;
            for (Fix& fix : quickFixes(*made.model, diagnostic)) {
                titles += "\n    " + fix.title;
                fixes.push_back(std::move(fix));
            }
        }
        const Fix* last = nullptr;
        for (const auto& [verb, rest] : given.expected) {
            const auto named = std::find_if(fixes.begin(), fixes.end(),
                                            [&r = rest](const Fix& f) { return f.title == r; });
            if (verb == "lacks") {
                QVERIFY2(named == fixes.end(), titles.c_str());
            } else if (verb == "offers") {
                QVERIFY2(named != fixes.end(), (rest + " is not among:" + titles).c_str());
                last = &*named;
            } else if (verb == "gives") {
                QVERIFY(last != nullptr);
                QCOMPARE(QString::fromStdString(textAfter(*made.model, *last, made.path)),
                         QString::fromStdString(rest));
            } else {
                QVERIFY(last != nullptr && verb == "adds");
                const auto [path, line] = test::labelAndText(rest);
                const std::string text = textAfter(*made.model, *last, path);
                QVERIFY2(hasLine(text, line), text.c_str());
                const auto schema = test::assistModel(path, text);
                QVERIFY2(schema->schemaSet().resolved.ok(), text.c_str());
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestQuickFixes)
#include "tst_quick_fixes.moc"
