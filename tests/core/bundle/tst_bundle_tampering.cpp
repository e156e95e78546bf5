// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/archive/gunzip.h"
#include "core/bundle/verify/verify.h"
#include "tests/core/bundle/raw_bundle.h"
#include "tests/core/bundle/tampering.h"

#include <QTest>

using namespace remit;

/// Whatever is done to a bundle, it is refused for the right reason or taken as it was.
class TestBundleTampering : public QObject {
    Q_OBJECT

private slots:
    void isRefusedForTheStatedReason_data()
    {
        QTest::addColumn<int>("number");
        const auto cases = test::tamperingCases();
        QVERIFY(cases.size() > 100);
        for (std::size_t i = 0; i < cases.size(); ++i)
            QTest::newRow(cases[i].name.c_str()) << static_cast<int>(i);
    }
    void isRefusedForTheStatedReason()
    {
        QFETCH(int, number);
        static const auto cases = test::tamperingCases();
        const test::TamperingCase& one = cases[static_cast<std::size_t>(number)];
        QCOMPARE(QString::fromStdString(test::reasonFor(one)),
                 QString::fromStdString(test::statedReason(one)));
    }

    /// The signed bundle with any one bit of the packed file turned is refused or, where the bit
    /// has no meaning in gzip, is the same bundle still.
    void anyBitTurnedIsRefusedOrTheSame()
    {
        const std::string sound = bundle::gzipped(test::soundBundle().tar());
        bundle::Demands demands;
        demands.keys = {{"release", test::keyNumber(1).publicKey(), {}, {}}};
        demands.now = *parseRfc3339("2026-06-01");
        const auto first = bundle::verify(sound, demands);
        QVERIFY(first);
        std::size_t taken = 0;
        for (std::size_t at = 0; at < sound.size(); ++at) {
            std::string turned = sound;
            turned[at] = static_cast<char>(turned[at] ^ (1 << (at % 8)));
            const auto verified = bundle::verify(turned, demands);
            if (!verified)
                continue;
            ++taken;
            QCOMPARE(verified->tarDigest, first->tarDigest);
        }
        QVERIFY2(taken < 20, qPrintable(QString::number(taken)));
    }

    void everyTruncationIsRefused()
    {
        const std::string sound = bundle::gzipped(test::soundBundle().tar());
        bundle::Demands demands;
        demands.keys = {{"release", test::keyNumber(1).publicKey(), {}, {}}};
        demands.now = *parseRfc3339("2026-06-01");
        for (std::size_t size = 0; size < sound.size(); ++size)
            QVERIFY2(!bundle::verify(std::string_view(sound).substr(0, size), demands),
                     qPrintable(QString::number(size)));
    }
};

QTEST_GUILESS_MAIN(TestBundleTampering)
#include "tst_bundle_tampering.moc"
