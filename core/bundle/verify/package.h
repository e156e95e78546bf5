// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/bundle/archive/ustar.h"
#include "core/bundle/signing/envelope.h"
#include "core/bundle/statement.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

/// A bundle as bytes, taken apart in the order of formats.md: the envelope first and alone, the
/// other members only when somebody who has looked at it goes on.
namespace remit::bundle {

/// Contents by name, each with the hash that the statement says.
using Members = std::map<std::string, std::string>;

class PackageReader {
public:
    /// The bytes must outlive it. Reads the first member, at most limits::kEnvelopeBytes of it.
    /// Refusals: NotABundle, Truncated, TooLarge, BadMember, BadEnvelope.
    [[nodiscard]] static Checked<PackageReader> open(std::string_view packed);

    [[nodiscard]] const Envelope& envelope() const { return m_envelope; }
    /// "sha256:…" of the payload.
    [[nodiscard]] const std::string& payloadDigest() const { return m_payloadDigest; }

    /// The rest, once: exactly the members that the statement lists, in order, no two alike, each
    /// with its hash. They are kept in memory, where nothing of a refused bundle remains.
    [[nodiscard]] Checked<Members> members(const Statement& statement,
                                           const JobControl& control = {});

private:
    PackageReader(UstarReader reader, Envelope envelope);

    UstarReader m_reader;
    Envelope m_envelope;
    std::string m_payloadDigest;
};

/// The bytes of a bundle. The members must be those that the statement in the envelope lists.
[[nodiscard]] std::string packed(const Envelope& envelope, const Members& members);
/// "sha256:…" of the tar in these bytes, the digest that counts. Refusals as reading.
[[nodiscard]] Checked<std::string> tarDigest(std::string_view packed);

} // namespace remit::bundle
