// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/key_trust.h"
#include "app/cli/passphrase.h"
#include "core/base/file_io.h"
#include "core/base/text.h"

#include <fmt/format.h>

#include <filesystem>

namespace remit::cli {
namespace {

using bundle::PrivateKey;
using bundle::Secret;

/// Where a new key goes, and how it is protected.
struct NewKeyOptions {
    std::string from; ///< import: the file it comes from
    std::string fromPassphraseFile;
    std::string out;
    std::string name;
    bool ask = false;
    std::string passphraseFile;
};

void addNewKeyOptions(CLI::App& app, NewKeyOptions& options)
{
    app.add_option("-o,--out", options.out, "Private key; the public one goes to FILE.pub")
        ->type_name("FILE")
        ->required();
    app.add_option("--name", options.name, "Comment of the public key: whose it is, what for");
    app.add_flag("--passphrase", options.ask, "Protect it by a passphrase, asked for");
    app.add_option("--passphrase-file", options.passphraseFile,
                   "Protect it by the passphrase on the first line of this file")
        ->type_name("FILE");
}

/// The text of the private key's file, protected where that was asked for.
Result<Secret> privateText(const PrivateKey& key, bool ask, const std::string& passphraseFile)
{
    if (!ask && passphraseFile.empty())
        return bundle::toPkcs8Pem(key);
    const auto passphrase =
        passphraseFile.empty() ? askNewPassphrase() : passphraseOfFile(passphraseFile);
    if (!passphrase)
        return tl::unexpected(passphrase.error());
    return bundle::toProtected(key, *passphrase);
}

ExitStatus writeNewKey(const PrivateKey& key, const NewKeyOptions& options, Session& session)
{
    const std::string publicFile = options.out + ".pub";
    std::error_code error;
    if (std::filesystem::exists(publicFile, error))
        return session.fail({ErrorCode::Unwritable, publicFile + " is there already",
                             "name another file: a key that is written over is lost"});
    const auto text = privateText(key, options.ask, options.passphraseFile);
    if (!text)
        return session.fail(text.error());
    if (const Result<> written = bundle::writeSecretFile(options.out, *text); !written)
        return session.fail(written.error());
    const Result<> written =
        writeFileAtomically(publicFile, bundle::publicKeyFile(key.publicKey(), options.name));
    if (!written) {
        std::filesystem::remove(options.out, error);
        return session.fail(written.error());
    }
    session.printLine(bundle::fingerprint(key.publicKey()));
    session.tell(
        fmt::format("Wrote {} ({}) and {}.", options.out,
                    options.ask || !options.passphraseFile.empty() ? "protected" : "not protected",
                    publicFile));
    return ExitStatus::Yes;
}

ExitStatus generateKey(const NewKeyOptions& options, Session& session)
{
    return writeNewKey(PrivateKey::generate(), options, session);
}

ExitStatus importKey(const NewKeyOptions& options, Session& session)
{
    const auto key = readPrivateKey(options.from, options.fromPassphraseFile);
    if (!key)
        return session.fail(key.error());
    return writeNewKey(*key, options, session);
}

struct ShownKey {
    bundle::NamedPublicKey named;
    std::string kind; ///< "public key", "private key", "protected private key"
};

Result<ShownKey> readAnyKey(const std::string& file)
{
    const auto text = bundle::readSecretFile(file);
    if (!text)
        return tl::unexpected(text.error());
    if (const auto form = bundle::formOfPrivateKey(*text, file)) {
        const auto half = bundle::publicHalf(*text, file);
        if (!half)
            return tl::unexpected(half.error());
        return ShownKey{{*half, {}},
                        *form == bundle::PrivateKeyForm::Protected ? "protected private key"
                                                                   : "private key"};
    }
    const auto key = bundle::parsePublicKey(text->view(), file);
    if (!key)
        return tl::unexpected(key.error());
    return ShownKey{*key, "public key"};
}

struct ShowKeyOptions {
    std::string file;
    Format format = Format::Text;
};

ExitStatus showKey(const ShowKeyOptions& options, Session& session)
{
    session.setFormat(options.format);
    const auto key = readAnyKey(options.file);
    if (!key)
        return session.fail(key.error());
    const auto& [named, kind] = *key;
    if (options.format == Format::Json)
        session.printLine(fmt::format(
            R"({{"kind":"{}","algorithm":"ed25519","fingerprint":{},"openssh":{},"comment":{}}})",
            kind, jsonQuoted(bundle::fingerprint(named.key)),
            jsonQuoted(bundle::toOpenSsh(named.key)), jsonQuoted(named.comment)));
    else
        session.print(fmt::format("Ed25519 {}{}\n{}\n{}\n", kind,
                                  named.comment.empty() ? "" : " (" + shown(named.comment) + ")",
                                  bundle::fingerprint(named.key),
                                  bundle::toOpenSsh(named.key, shown(named.comment))));
    return ExitStatus::Yes;
}

struct ExportKeyOptions {
    std::string file;
    std::string form = "openssh";
    std::string out = "-";
    std::string passphraseFile;
};

ExitStatus exportPrivate(const ExportKeyOptions& options, Session& session)
{
    if (options.out == "-")
        return session.fail(
            {ErrorCode::Usage, "a private key is not printed", "name a file for it: --out FILE"});
    const auto key = readPrivateKey(options.file, options.passphraseFile);
    if (!key)
        return session.fail(key.error());
    const Result<> written = bundle::writeSecretFile(options.out, bundle::toPkcs8Pem(*key));
    if (!written)
        return session.fail(written.error());
    session.tell(fmt::format("Wrote {}. It is not protected: keep it safe, or delete it after use.",
                             options.out));
    return ExitStatus::Yes;
}

ExitStatus exportKey(const ExportKeyOptions& options, Session& session)
{
    if (options.form == "pkcs8")
        return exportPrivate(options, session);
    const auto key = readAnyKey(options.file);
    if (!key)
        return session.fail(key.error());
    const auto& [publicKey, comment] = key->named;
    return session.write(options.out, options.form == "pem"
                                          ? bundle::toPem(publicKey)
                                          : bundle::toOpenSsh(publicKey, comment) + "\n");
}

struct PassphraseOptions {
    std::string file;
    std::string oldFile;
    std::string newFile;
    bool none = false;
};

ExitStatus changePassphrase(const PassphraseOptions& options, Session& session)
{
    const auto key = readPrivateKey(options.file, options.oldFile);
    if (!key)
        return session.fail(key.error());
    const auto text = privateText(*key, !options.none && options.newFile.empty(), options.newFile);
    if (!text)
        return session.fail(text.error());
    if (const Result<> written = bundle::writeSecretFile(options.file, *text, true); !written)
        return session.fail(written.error());
    session.tell(fmt::format("{} is {} now.", options.file,
                             options.none ? "not protected any more" : "protected by it"));
    return ExitStatus::Yes;
}

void addNewKeyCommands(Commands& group)
{
    auto made = std::make_shared<NewKeyOptions>();
    CLI::App& generate = group.add("generate", "Makes a key pair (Ed25519)",
                                   [made](Session& s) { return generateKey(*made, s); });
    addNewKeyOptions(generate, *made);

    auto imported = std::make_shared<NewKeyOptions>();
    CLI::App& import =
        group.add("import", "Takes over a private key of openssl or ssh-keygen",
                  [imported](Session& session) { return importKey(*imported, session); });
    import.add_option("KEY", imported->from, "PKCS#8 in PEM, or an OpenSSH key without passphrase")
        ->type_name("")
        ->required();
    import
        .add_option("--old-passphrase-file", imported->fromPassphraseFile,
                    "Its passphrase, where it is a protected key of ours")
        ->type_name("FILE");
    addNewKeyOptions(import, *imported);
}

void addKeyFileCommands(Commands& group)
{
    auto show = std::make_shared<ShowKeyOptions>();
    CLI::App& shower = group.add("show", "Tells the fingerprint and public half of a key",
                                 [show](Session& session) { return showKey(*show, session); });
    shower.add_option("KEY", show->file, "Private or public key")->type_name("")->required();
    Commands::addFormat(shower, show->format, {Format::Text, Format::Json});

    auto exported = std::make_shared<ExportKeyOptions>();
    CLI::App& exporter =
        group.add("export", "Writes a key in a form that other programs read",
                  [exported](Session& session) { return exportKey(*exported, session); });
    exporter.add_option("KEY", exported->file, "Private or public key")->type_name("")->required();
    exporter
        .add_option("--form", exported->form,
                    "openssh or pem: the public key; pkcs8: the private key, not protected")
        ->check(CLI::IsMember({"openssh", "pem", "pkcs8"}))
        ->type_name("openssh|pem|pkcs8")
        ->capture_default_str();
    exporter.add_option("-o,--out", exported->out, "Where it goes; - is standard output")
        ->type_name("FILE")
        ->capture_default_str();
    exporter
        .add_option("--passphrase-file", exported->passphraseFile, "Passphrase of a protected key")
        ->type_name("FILE");

    auto change = std::make_shared<PassphraseOptions>();
    CLI::App& changer =
        group.add("passphrase", "Protects a private key, or changes how",
                  [change](Session& session) { return changePassphrase(*change, session); });
    changer.add_option("KEY", change->file, "Private key")->type_name("")->required();
    changer.add_option("--passphrase-file", change->oldFile, "The passphrase that it has")
        ->type_name("FILE");
    CLI::Option* next =
        changer.add_option("--new-passphrase-file", change->newFile, "The one it is to have")
            ->type_name("FILE");
    changer.add_flag("--none", change->none, "It is to have none")->excludes(next);
}

} // namespace

void addKey(Commands& commands)
{
    Commands group = commands.group("key", "Makes and keeps the keys that sign bundles");
    addNewKeyCommands(group);
    addKeyFileCommands(group);
    addKeyTrust(group);
}

} // namespace remit::cli
