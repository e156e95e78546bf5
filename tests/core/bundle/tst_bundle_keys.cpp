// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/keys/private_key.h"
#include "core/bundle/keys/trust.h"
#include "core/bundle/signing/base64.h"
#include "core/bundle/signing/envelope.h"
#include "tests/support/test_paths.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace remit;
using bundle::PrivateKey;
using bundle::Secret;

namespace {

std::string fromHex(const QByteArray& hex)
{
    return QByteArray::fromHex(hex).toStdString();
}

QByteArray toHex(std::string_view bytes)
{
    return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())).toHex();
}

PrivateKey keyOfSeed(const std::string& seed)
{
    return std::move(*PrivateKey::fromSeed(Secret::copyOf(seed)));
}

std::string bytesOf(const bundle::PublicKey& key)
{
    return {reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()};
}

/// Cheap enough for tests; the default takes a second.
constexpr bundle::Protection kCheap{1, 8 << 10};

} // namespace

class TestBundleKeys : public QObject {
    Q_OBJECT

private slots:
    /// RFC 8032, section 7.1.
    void ed25519Vectors_data()
    {
        QTest::addColumn<QByteArray>("seed");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("signature");
        QTest::newRow("test 1")
            << QByteArray("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
            << QByteArray("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
            << QByteArray("")
            << QByteArray("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821"
                          "590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
        QTest::newRow("test 2")
            << QByteArray("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
            << QByteArray("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
            << QByteArray("72")
            << QByteArray("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e"
                          "43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        QTest::newRow("test 3")
            << QByteArray("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")
            << QByteArray("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025")
            << QByteArray("af82")
            << QByteArray("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b5"
                          "38d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
        QTest::newRow("test SHA(abc)")
            << QByteArray("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42")
            << QByteArray("ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf")
            << QByteArray("ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992"
                          "a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")
            << QByteArray("dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc"
                          "9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704");
    }
    void ed25519Vectors()
    {
        QFETCH(QByteArray, seed);
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, signature);
        const PrivateKey own = keyOfSeed(fromHex(seed));
        QCOMPARE(toHex(bytesOf(own.publicKey())), key);
        QCOMPARE(toHex(own.sign(fromHex(message))), signature);
        QVERIFY(bundle::holds(own.publicKey(), fromHex(message), fromHex(signature)));
        QVERIFY(!bundle::holds(own.publicKey(), fromHex(message) + "x", fromHex(signature)));
        for (const std::size_t at : {0U, 31U, 32U, 63U}) {
            std::string turned = fromHex(signature);
            turned[at] = static_cast<char>(turned[at] ^ 1);
            QVERIFY(!bundle::holds(own.publicKey(), fromHex(message), turned));
        }
    }

    /// S + L is the same number to a careless verifier (RFC 8032, 5.1.7).
    void malleatedSignaturesDoNotHold()
    {
        const PrivateKey key = keyOfSeed(std::string(32, 1));
        std::string signature = key.sign("message");
        const std::string order =
            fromHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        unsigned carry = 0;
        for (std::size_t i = 0; i < 32; ++i) {
            carry += static_cast<unsigned char>(signature[32 + i]) +
                     static_cast<unsigned char>(order[i]);
            signature[32 + i] = static_cast<char>(carry & 0xFFU);
            carry >>= 8U;
        }
        QVERIFY(!bundle::holds(key.publicKey(), "message", signature));
    }

    void pointsOfSmallOrderAreNoKeys()
    {
        QVERIFY(!bundle::publicKeyOf(std::string(32, 0)));
        QVERIFY(!bundle::publicKeyOf("\x01" + std::string(31, 0)));
        QVERIFY(!bundle::publicKeyOf(
            fromHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")));
        QVERIFY(!bundle::publicKeyOf(std::string(31, 1)));
    }

    /// The vector of DSSE's protocol.md.
    void preAuthEncodingIsThatOfDsse()
    {
        QCOMPARE(bundle::preAuthEncoding("http://example.com/HelloWorld", "hello world"),
                 std::string("DSSEv1 29 http://example.com/HelloWorld 11 hello world"));
        QCOMPARE(bundle::preAuthEncoding("", ""), std::string("DSSEv1 0  0 "));
    }

    void base64IsStrict_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<bool>("good");
        const auto row = [](const char* text, const char* hex, bool good) {
            QTest::newRow(text) << QString(text) << QByteArray(hex) << good;
        };
        row("", "", true);
        row("+/8=", "fbff", true);
        row("-_8=", "fbff", true);
        row("-_8", "fbff", true);
        row("+_8=", "", false); // two alphabets
        row("+/9=", "", false); // bits left over
        row("+/8==", "", false);
        row("+/ 8=", "", false);
        row("+/8=\n", "", false);
        row("A", "", false);
        row("AA=A", "", false);
    }
    void base64IsStrict()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, hex);
        QFETCH(bool, good);
        const auto bytes = bundle::fromBase64(text.toStdString());
        QCOMPARE(bytes.has_value(), good);
        if (good)
            QCOMPARE(toHex(*bytes), hex);
    }

    void publicKeysAreReadInEachForm()
    {
        const PrivateKey key = keyOfSeed(std::string(32, 1));
        const auto& publicKey = key.publicKey();
        for (const std::string& text :
             {bundle::toOpenSsh(publicKey), bundle::toOpenSsh(publicKey, "Release 2026") + "\n",
              bundle::toPem(publicKey), bundle::publicKeyFile(publicKey, "Release 2026"),
              "# a note\n" + bundle::toOpenSsh(publicKey)}) {
            const auto read = bundle::parsePublicKey(text, "K.pub");
            QVERIFY2(read, text.c_str());
            QVERIFY(read->key == publicKey);
        }
        QCOMPARE(bundle::parsePublicKey(bundle::toOpenSsh(publicKey, "Release 2026"), "")->comment,
                 std::string("Release 2026"));
    }

    void otherFilesAreNoPublicKeys()
    {
        const PrivateKey key = keyOfSeed(std::string(32, 1));
        const PrivateKey other = keyOfSeed(std::string(32, 2));
        const std::string line = bundle::toOpenSsh(key.publicKey());
        for (const std::string& text :
             {std::string(), std::string("hello"), std::string("ssh-rsa AAAAB3NzaC1yc2E="),
              line.substr(0, line.size() - 4), line + "\n" + line,
              bundle::toOpenSsh(other.publicKey()) + "\n" + bundle::toPem(key.publicKey()),
              std::string(bundle::toPkcs8Pem(key).view()),
              std::string("-----BEGIN PUBLIC KEY-----\nMCow\n-----END PUBLIC KEY-----\n")})
            QVERIFY2(!bundle::parsePublicKey(text, "K.pub"), text.c_str());
    }

    void privateKeysComeBackFromEachForm()
    {
        const PrivateKey key = keyOfSeed(std::string(32, 1));
        const auto plain = bundle::parsePrivateKey(bundle::toPkcs8Pem(key), "K");
        QVERIFY(plain);
        QVERIFY(plain->publicKey() == key.publicKey());
        const Secret passphrase = Secret::copyOf("correct horse");
        const auto text = bundle::toProtected(key, passphrase, kCheap);
        QVERIFY(text);
        const auto opened = bundle::parsePrivateKey(*text, "K", passphrase);
        QVERIFY(opened);
        QVERIFY(opened->publicKey() == key.publicKey());
        QVERIFY(*bundle::publicHalf(*text, "K") == key.publicKey());
    }

    void aPassphraseMustBeTheOne()
    {
        const PrivateKey key = keyOfSeed(std::string(32, 1));
        const auto text = bundle::toProtected(key, Secret::copyOf("correct horse"), kCheap);
        for (const char* wrong : {"", "correct hors", "correct horse ", "Correct horse"}) {
            const auto opened = bundle::parsePrivateKey(*text, "K", Secret::copyOf(wrong));
            QVERIFY(!opened);
            QCOMPARE(opened.error().code, ErrorCode::Invalid);
        }
    }

    /// The seal covers its parameters: a weakened or changed file does not open.
    void aProtectedKeyCannotBeChanged()
    {
        const PrivateKey key = keyOfSeed(std::string(32, 1));
        const Secret passphrase = Secret::copyOf("p");
        const std::string text(bundle::toProtected(key, passphrase, kCheap)->view());
        const auto changed = [&](const std::string& from, const std::string& to) {
            std::string other = text;
            const std::size_t at = other.find(from);
            if (at == std::string::npos)
                return false;
            other.replace(at, from.size(), to);
            return bundle::parsePrivateKey(Secret::copyOf(other), "K", passphrase).has_value();
        };
        QVERIFY(!changed("\"passes\": 1", "\"passes\": 2"));
        QVERIFY(!changed("\"passes\": 1", "\"passes\": 99"));
        QVERIFY(!changed("\"memoryKiB\": 8192", "\"memoryKiB\": 16384"));
        QVERIFY(!changed("\"memoryKiB\": 8192", "\"memoryKiB\": 99999999"));
        QVERIFY(!changed("argon2id", "argon2i"));
        QVERIFY(!changed("\"sealed\": \"", "\"sealed\": \"A"));
        QVERIFY(!changed("\"remit-key\": 1", "\"remit-key\": 2"));
        QVERIFY(!changed("{\n", "{ \"note\": 1,\n"));
        const std::string own = bundle::toOpenSsh(key.publicKey());
        QVERIFY(!changed(own, bundle::toOpenSsh(keyOfSeed(std::string(32, 2)).publicKey())));
    }

    void otherFilesAreNoPrivateKeys()
    {
        const PrivateKey key = keyOfSeed(std::string(32, 1));
        const std::string pem(bundle::toPkcs8Pem(key).view());
        for (const std::string& text :
             {std::string(), std::string("hello"), bundle::toPem(key.publicKey()),
              bundle::toOpenSsh(key.publicKey()), pem.substr(0, 60), std::string("{}"),
              std::string("{\"remit-key\": 1"),
              std::string("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIGb\n-----END"),
              std::string("-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----\n"),
              std::string("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END "
                          "OPENSSH PRIVATE KEY-----\n")})
            QVERIFY2(!bundle::parsePrivateKey(Secret::copyOf(text), "K"), text.c_str());
    }

    void keyFilesAreForTheirOwnerAlone()
    {
        QTemporaryDir dir;
        const std::filesystem::path file = dir.filePath("keys/K").toStdString();
        const Secret text = Secret::copyOf("secret");
        QVERIFY(bundle::writeSecretFile(file, text));
        struct stat info {};
        QCOMPARE(::stat(file.c_str(), &info), 0);
        QCOMPARE(info.st_mode & 07777U, 0600U);
        QVERIFY2(!bundle::writeSecretFile(file, text), "a key is not written over");
        QVERIFY(bundle::writeSecretFile(file, Secret::copyOf("other"), true));
        QVERIFY(bundle::readSecretFile(file)->equals(Secret::copyOf("other")));
        QCOMPARE(std::distance(std::filesystem::directory_iterator(file.parent_path()), {}), 1);
    }

    void secretsAreZeroedWhenCutShort()
    {
        Secret secret = Secret::copyOf("0123456789");
        const unsigned char* bytes = secret.data();
        secret.shrink(4);
        QCOMPARE(secret.view(), std::string_view("0123"));
        for (std::size_t i = 4; i < 10; ++i)
            QCOMPARE(bytes[i], static_cast<unsigned char>(0));
        std::string text = "secret";
        bundle::wipe(text);
        QVERIFY(text.empty());
    }

    void trustFilesAreReadStrictly_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code");
        const QString key =
            QString::fromStdString(bundle::toOpenSsh(keyOfSeed(std::string(32, 1)).publicKey()));
        const auto row = [&](const char* name, const QString& text, const char* code) {
            QTest::newRow(name) << QString(text).replace("KEY", key) << code;
        };
        row("good", R"({"remit-trust":1,"keys":[{"name":"a","key":"KEY"}]})", "");
        row("no keys", R"({"remit-trust":1,"keys":[]})", "");
        row("version", R"({"remit-trust":2,"keys":[]})", "trust/format-version");
        row("no version", R"({"keys":[]})", "json/missing-member");
        row("unknown member", R"({"remit-trust":1,"keys":[],"threshold":0})",
            "json/unknown-member");
        row("no key", R"({"remit-trust":1,"keys":[{"name":"a","key":"ssh-rsa AA"}]})",
            "trust/bad-key");
        row("time", R"({"remit-trust":1,"keys":[{"name":"a","key":"KEY","notAfter":"soon"}]})",
            "trust/bad-time");
        row("never",
            R"({"remit-trust":1,"keys":[{"name":"a","key":"KEY","notBefore":"2027-01-01","notAfter":"2026-01-01"}]})",
            "trust/never-valid");
        row("twice",
            R"({"remit-trust":1,"keys":[{"name":"a","key":"KEY"},{"name":"a","key":"KEY"}]})",
            "trust/name-taken");
    }
    void trustFilesAreReadStrictly()
    {
        QFETCH(QString, text);
        QFETCH(QString, code);
        const auto read = bundle::readTrustFile(text.toStdString(), "trust.json");
        QCOMPARE(
            QString::fromStdString(read.diagnostics.empty() ? "" : read.diagnostics.front().code),
            code);
        if (code.isEmpty())
            QCOMPARE(bundle::readTrustFile(bundle::trustFileText(read.trust)).trust.keys.size(),
                     read.trust.keys.size());
    }

    /// Bundles signed by either key verify while both count, and by one of them before and after.
    void rotationOverlaps()
    {
        const PrivateKey old = keyOfSeed(std::string(32, 1));
        const PrivateKey next = keyOfSeed(std::string(32, 2));
        bundle::TrustFile trust;
        trust.keys.push_back({"2025", old.publicKey(), {}, {}});
        const Instant at = *parseRfc3339("2026-01-01");
        constexpr std::int64_t kTenDays = 10LL * 86'400'000;
        const auto rotated =
            bundle::rotated(trust, "2025", {"2026", next.publicKey(), {}, {}}, at, kTenDays);
        QVERIFY(rotated);
        const auto counting = [&](const char* time) {
            std::string names;
            for (const auto& key : rotated->keys)
                names += key.countsAt(*parseRfc3339(time)) ? key.name + " " : "";
            return names;
        };
        QCOMPARE(counting("2025-12-31T23:59:59.999Z"), std::string("2025 "));
        QCOMPARE(counting("2026-01-01"), std::string("2025 2026 "));
        QCOMPARE(counting("2026-01-10T23:59:59Z"), std::string("2025 2026 "));
        QCOMPARE(counting("2026-01-11"), std::string("2026 "));
        QVERIFY(!bundle::rotated(trust, "2024", {"2026", next.publicKey(), {}, {}}, at, 0));
        QVERIFY(!bundle::rotated(trust, "2025", {"2026", old.publicKey(), {}, {}}, at, 0));
    }
};

QTEST_GUILESS_MAIN(TestBundleKeys)
#include "tst_bundle_keys.moc"
