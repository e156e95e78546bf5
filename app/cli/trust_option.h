// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/session.h"
#include "core/bundle/verify/verify.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace remit::cli {

/// What a verifier demands, as options of the bundle commands.
struct TrustDemands {
    std::vector<std::string> trust; ///< public keys and trust files
    std::size_t threshold = 1;
    std::optional<std::string> id;
    std::optional<std::string> target;
    std::optional<std::int64_t> minRevision;
    std::vector<std::string> allow;
    std::string status; ///< file of a status list; empty: none
    std::string record; ///< empty: the user's own
    std::string at;
};

/// `--trust` alone, for commands that only tell who signed.
void addTrustOption(CLI::App& app, std::vector<std::string>& trust);
/// All of them.
void addDemandOptions(CLI::App& app, TrustDemands& demands);

/// The keys of the files named. What is wrong was told.
[[nodiscard]] tl::expected<std::vector<bundle::TrustedKey>, ExitStatus>
readTrustedKeys(const std::vector<std::string>& files, Session& session);

/// The record that the options name.
[[nodiscard]] std::string recordFile(const TrustDemands& demands);

/// With keys (those of the user's own trust file where none are named; Failed where there are none)
/// and the record of what was accepted.
[[nodiscard]] tl::expected<bundle::Demands, ExitStatus> demandsOf(const TrustDemands& options,
                                                                  Session& session);

/// The bytes of a bundle or status list; - is standard input. What is wrong was told.
[[nodiscard]] tl::expected<std::string, ExitStatus> readPacked(const std::string& file,
                                                               Session& session);

/// Why it is not taken: two lines on stderr, or an object on stdout with a machine format. Gives No
/// or, where it could not even be read, Invalid.
ExitStatus refuse(const std::string& file, const bundle::Refusal& refusal, Session& session);

/// "SHA256:… by "Release 2026"": one line a signature, for people.
[[nodiscard]] std::string signatureLines(const std::vector<bundle::SignatureReport>& signatures);
[[nodiscard]] std::string signaturesJson(const std::vector<bundle::SignatureReport>& signatures);

} // namespace remit::cli
