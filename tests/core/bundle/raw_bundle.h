// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bundle/keys/private_key.h"
#include "core/bundle/signing/envelope.h"

#include <string>
#include <vector>

/// A bundle as somebody with an editor for archives sees it: nothing holds it together.
namespace remit::test {

struct RawMember {
    std::string name;
    std::string content;
    char type = '0';
    std::string link = {};
    std::string mode = "0000644";
    std::string time = "00000000000";
    std::string owner = {};
};

struct RawBundle {
    std::vector<RawMember> members; ///< the envelope is not among them
    std::string envelopeName = "statement.dsse.json";
    bundle::Envelope envelope;
    std::string envelopeText; ///< where not empty: instead of the envelope
    bool withoutEnvelope = false;

    [[nodiscard]] std::string tar() const;
};

/// Key number n of these tests, the same in every run.
[[nodiscard]] bundle::PrivateKey keyNumber(char n);

/// The bundle that all cases begin with: "pay", revision 7, for "prod", valid in 2026, signed by
/// key 1.
[[nodiscard]] RawBundle soundBundle();

} // namespace remit::test
