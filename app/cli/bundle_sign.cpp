// SPDX-License-Identifier: Apache-2.0
#include "app/cli/bundle.h"
#include "app/cli/passphrase.h"
#include "core/base/text.h"
#include "core/bundle/build/draft.h"

#include <fmt/format.h>

namespace remit::cli {
namespace {

struct SignOptions {
    std::string file;
    SigningKeys keys;
    std::string out;
};

bundle::Checked<std::string> signedBytes(const std::string& bytes, const bundle::PrivateKey& key)
{
    if (!trimmed(std::string_view(bytes).substr(0, 64)).starts_with('{'))
        return bundle::countersigned(bytes, key);
    auto envelope = bundle::readEnvelope(bytes);
    if (!envelope)
        return tl::unexpected(envelope.error());
    if (envelope->payloadType != bundle::kStatusPayload)
        return bundle::refused(bundle::RefusalKind::WrongPayloadType,
                               "it is neither a bundle nor a status list");
    if (const auto list = bundle::readStatus(envelope->payload); !list)
        return tl::unexpected(list.error());
    bundle::addSignature(*envelope, key);
    return bundle::envelopeText(*envelope);
}

ExitStatus signFile(const SignOptions& options, Session& session)
{
    auto bytes = readPacked(options.file, session);
    if (!bytes)
        return bytes.error();
    const auto keys = readSigningKeys(options.keys, session);
    if (!keys)
        return keys.error();
    for (const bundle::PrivateKey& key : *keys) {
        auto more = signedBytes(*bytes, key);
        if (!more)
            return refuse(options.file, more.error(), session);
        *bytes = std::move(*more);
    }
    const std::string out = options.out.empty() ? options.file : options.out;
    if (session.stop().stop_requested())
        return ExitStatus::Interrupted;
    const ExitStatus status = session.write(out, *bytes);
    if (status == ExitStatus::Yes)
        for (const bundle::PrivateKey& key : *keys)
            session.tell(fmt::format("Signed {} by {}.", out, fingerprint(key.publicKey())));
    return status;
}

} // namespace

void addBundleSign(Commands& group)
{
    auto options = std::make_shared<SignOptions>();
    CLI::App& app = group.add("sign", "Adds a signature to a bundle or status list",
                              [options](Session& session) { return signFile(*options, session); });
    app.add_option("FILE", options->file, "Bundle or status list; what it says is signed as it is")
        ->type_name("")
        ->required();
    addSigningKeys(app, options->keys);
    app.add_option("-o,--out", options->out, "Where it goes (default: the same file)")
        ->type_name("FILE");
}

} // namespace remit::cli
