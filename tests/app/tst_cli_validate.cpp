// SPDX-License-Identifier: Apache-2.0
#include "tests/app/remit_process.h"
#include "tests/support/test_paths.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace remit;

namespace {

const char* const kSchema = "entity User; entity Doc;\n"
                            "action view appliesTo { principal: User, resource: Doc };\n";
const char* const kWide = "permit (principal, action, resource);\n";
const char* const kApproved = "permit (principal is User, action, resource)\n"
                              "when { context has approvals };\n";

struct Files {
    QTemporaryDir dir;

    explicit Files(const char* policies)
    {
        test::writeAll(dir.filePath("p.cedar").toStdString(), policies);
        test::writeAll(dir.filePath("s.cedarschema").toStdString(), kSchema);
    }
    [[nodiscard]] test::Ran validate(const QStringList& more = {}) const
    {
        return test::remit(QStringList{"validate", "-p", "p.cedar", "-s", "s.cedarschema"} + more,
                           {}, dir.path());
    }
};

} // namespace

class TestCliValidate : public QObject {
    Q_OBJECT

private slots:
    void aLintIsAWarning()
    {
        const Files files(kWide);
        const test::Ran ran = files.validate();
        QVERIFY2(ran.err.startsWith("warning[lint/permit-everything]: "), ran.err);
        QVERIFY2(ran.err.contains("p.cedar:1:1"), ran.err);
        QCOMPARE(ran.status, 0);
        QCOMPARE(files.validate({"--deny-warnings"}).status, 3);
    }

    void aMisusedApprovalIsAnError()
    {
        const Files files(kApproved);
        const test::Ran ran = files.validate();
        QVERIFY2(ran.err.contains("error[lint/approvals-outside-rule]: "), ran.err);
        QCOMPARE(ran.status, 3);
    }

    void anUnusedActionIsShownInTheSchema()
    {
        const Files files("forbid (principal is User, action, resource);\n");
        const test::Ran ran = files.validate();
        QVERIFY2(ran.err.contains("warning[lint/unused-action]: "), ran.err);
        QVERIFY2(ran.err.contains("s.cedarschema:2:8"), ran.err);
    }

    void lintsStandInTheSarifLog()
    {
        const Files files(kWide);
        const test::Ran ran = files.validate({"--format", "sarif"});
        const QJsonObject run =
            QJsonDocument::fromJson(ran.out).object().value("runs").toArray().at(0).toObject();
        const QJsonObject result = run.value("results").toArray().at(0).toObject();
        QCOMPARE(result.value("ruleId").toString(), QString("lint/permit-everything"));
        QCOMPARE(result.value("level").toString(), QString("warning"));
    }

    void aWorkspaceTellsAllThatIsWrongAtOnce()
    {
        const QTemporaryDir dir;
        const QString folder = dir.filePath("w");
        QCOMPARE(test::remit({"new", folder}).status, 0);
        QCOMPARE(test::remit({"validate", "--workspace", folder, "--deny-warnings"}).status, 0);
        test::writeAll(folder.toStdString() + "/policies/wide.cedar",
                       std::string(kWide) + "permit (principal is Usr, action, resource);\nallow");
        const test::Ran ran = test::remit({"validate", "--workspace", folder});
        QCOMPARE(ran.status, 3);
        for (const char* code :
             {"lint/permit-everything", "validate/unknown-entity-type", "parse/"})
            QVERIFY2(ran.err.contains(code), ran.err);
    }

    void errorsAreNotCutOffForWarnings()
    {
        QByteArray policies;
        for (int i = 0; i < 300; ++i)
            policies += kWide;
        const Files files((policies + "permit (principal is Usr, action, resource);").constData());
        const test::Ran ran = files.validate();
        QVERIFY2(ran.err.contains("error[validate/unknown-entity-type]"), ran.err.right(500));
        QVERIFY2(ran.err.contains("more problems are not shown"), ran.err.right(500));
        QCOMPARE(ran.status, 3);
    }

    void manySyntaxErrorsAreCounted()
    {
        const Files files(QByteArray("permit(principal, action);\n").repeated(250).constData());
        const test::Ran ran = files.validate();
        QVERIFY2(ran.err.contains("note[parse/too-many-problems]: 51 more problems"),
                 ran.err.right(500));
    }
};

QTEST_APPLESS_MAIN(TestCliValidate)
#include "tst_cli_validate.moc"
