// SPDX-License-Identifier: Apache-2.0
// USES remit::bundle
#include "core/bundle/keys/private_key.h"
#include "core/bundle/keys/trust.h"
#include "core/bundle/verify/accepted.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace remit;

/// Any text as a public key, a private key, a trust file and a record of what was accepted. (A
/// protected key is read as far as its public half: opening one takes a second.)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto key = bundle::parsePublicKey(text, "K.pub")) {
        const auto again = bundle::parsePublicKey(bundle::publicKeyFile(key->key, ""), "K.pub");
        if (!again || again->key != key->key)
            std::abort();
    }
    const bundle::Secret secret = bundle::Secret::copyOf(text);
    if (const auto half = bundle::publicHalf(secret, "K"))
        (void)bundle::fingerprint(*half);
    const auto trust = bundle::readTrustFile(text, "trust.json");
    if (!hasErrors(trust.diagnostics)) {
        const std::string written = bundle::trustFileText(trust.trust);
        if (bundle::trustFileText(bundle::readTrustFile(written).trust) != written)
            std::abort();
    }
    if (const auto record = bundle::parseAcceptedRecord(text, "accepted.json")) {
        const std::string written = bundle::acceptedRecordText(*record);
        if (bundle::acceptedRecordText(*bundle::parseAcceptedRecord(written, "")) != written)
            std::abort();
    }
    return 0;
}
