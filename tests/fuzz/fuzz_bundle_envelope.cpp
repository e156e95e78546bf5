// SPDX-License-Identifier: Apache-2.0
// USES remit::bundle
#include "core/bundle/keys/private_key.h"
#include "core/bundle/signing/envelope.h"
#include "core/bundle/statement.h"
#include "core/bundle/status/status_list.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace remit;

/// Any text as an envelope, and as each payload that one can hold. What can be read is written and
/// read back as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    static const bundle::PublicKey key =
        bundle::PrivateKey::fromSeed(bundle::Secret::copyOf(std::string(32, 1)))->publicKey();
    if (const auto envelope = bundle::readEnvelope(text)) {
        const auto again = bundle::readEnvelope(bundle::envelopeText(*envelope));
        if (!again || again->payload != envelope->payload ||
            again->payloadType != envelope->payloadType ||
            again->signatures.size() != envelope->signatures.size())
            std::abort();
        const auto reports = bundle::checkSignatures(*envelope, {{"k", key, {}, {}}}, {});
        if (bundle::enoughSigners(reports, 1)) // nobody has guessed a signature
            std::abort();
    }
    if (const auto statement = bundle::readStatement(text)) {
        const std::string written = bundle::statementText(*statement);
        const auto again = bundle::readStatement(written);
        if (!again || bundle::statementText(*again) != written)
            std::abort();
    }
    if (const auto list = bundle::readStatus(text)) {
        const std::string written = bundle::statusText(*list);
        const auto again = bundle::readStatus(written);
        if (!again || bundle::statusText(*again) != written)
            std::abort();
    }
    (void)bundle::readStatusEvents(text, "events.json");
    return 0;
}
