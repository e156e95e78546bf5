// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/create.h"
#include "core/workspace/load.h"
#include "core/workspace/workspace.h"
#include "tests/support/test_paths.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace remit;
using namespace remit::workspace;

namespace {

/// A new workspace with one more file of policies.
struct Made {
    QTemporaryDir dir;
    std::filesystem::path path{dir.filePath("w").toStdString()};

    explicit Made(const std::string& policies = {})
    {
        (void)createWorkspace(path);
        test::writeAll(path / "policies" / "more.cedar", policies);
    }
    [[nodiscard]] Loaded load() const { return loadSetup(Workspace::open(path)->snapshot()); }
};

QString codes(const Diagnostics& diagnostics)
{
    QStringList list;
    for (const Diagnostic& diagnostic : diagnostics)
        list << QString::fromStdString(diagnostic.code);
    list.sort();
    return list.join(' ');
}

} // namespace

class TestCheck : public QObject {
    Q_OBJECT

private slots:
    void whatIsNewHasNoProblemAndWhatIsShippedNoError()
    {
        QCOMPARE(codes(checkSetup(Made().load())), QString());
        for (const Sample& sample : samples(test::sourceDir() / "samples")) {
            auto opened = Workspace::open(test::sourceDir() / "samples" / sample.name);
            QVERIFY(opened);
            const Loaded loaded = loadSetup(opened->snapshot());
            QVERIFY2(!hasErrors(checkSetup(loaded)), qPrintable(codes(checkSetup(loaded))));
        }
    }

    void validationAndLintsAreSaidTogether()
    {
        const Made made("@id(\"a\") permit (principal, action, resource);\n"
                        "@id(\"b\") permit (principal is Agnet, action, resource);\n");
        const Loaded loaded = made.load();
        QVERIFY(loaded.ok()); // such policies may decide
        const Diagnostics found = checkSetup(loaded);
        QVERIFY2(codes(found).contains("lint/permit-everything"), qPrintable(codes(found)));
        QVERIFY(codes(found).contains("validate/unknown-entity-type"));
        QVERIFY(codes(found).contains("lint/shadowed-policy"));
        for (const Diagnostic& diagnostic : found)
            QVERIFY(!diagnostic.file.empty());
    }

    void aSchemaWithErrorsBlamesNoPolicy()
    {
        const Made made("@id(\"a\") permit (principal is Agnet, action, resource);\n");
        test::writeAll(made.path / "schema" / "more.cedarschema", "entity X { a: Nowhere };");
        const Loaded loaded = made.load();
        QVERIFY(!loaded.ok());
        QVERIFY(!codes(checkSetup(loaded)).contains("validate/"));
    }

    /// R5: with such a policy step 7 could not be decided.
    void approvalsOutsideAnApprovalRuleForbidDeciding()
    {
        const Made made("@id(\"a\") permit (principal is Agent, action, resource)\n"
                        "when { context has approvals && context.approvals.contains(\"lead\") };");
        const Loaded loaded = made.load();
        QVERIFY(!loaded.ok());
        QVERIFY(codes(loaded.diagnostics).contains("lint/approvals-outside-rule"));
        QVERIFY(!codes(checkSetup(loaded)).contains("lint/approvals")); // told already
    }

    void aThousandPoliciesAreCheckedWhileOnePauses()
    {
        std::string policies;
        for (int i = 0; i < 1000; ++i) {
            const std::string n = std::to_string(i);
            policies += "@id(\"p" + n + "\") permit (principal is Agent, action, resource)\n" +
                        "when { context.input.to == \"" + n +
                        "@example.com\" && principal == " + "Agent::\"agent-" + n + "\" };\n";
        }
        const Made made(policies);
        const Loaded loaded = made.load();
        QElapsedTimer clock;
        clock.start();
        const Diagnostics found = checkSetup(loaded);
        qInfo("1000 policies checked in %lld ms, %zu findings",
              static_cast<long long>(clock.elapsed()), found.size());
        QVERIFY(clock.elapsed() < 20'000); // also on a slow machine, with sanitizers
    }

    void canBeStopped()
    {
        const Made made("@id(\"a\") permit (principal, action, resource);\n");
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(checkSetup(made.load(), {}, {stop.get_token(), {}}).empty());
    }
};

QTEST_APPLESS_MAIN(TestCheck)
#include "tst_check.moc"
