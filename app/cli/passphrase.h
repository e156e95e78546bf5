// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/session.h"
#include "core/bundle/keys/private_key.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace remit::cli {

/// The first line of a file (- is standard input) without its end. Error: as reading; Invalid where
/// it is empty.
[[nodiscard]] Result<bundle::Secret> passphraseOfFile(const std::string& file);

/// Asks on the terminal, unseen. Error (Usage): there is no terminal.
[[nodiscard]] Result<bundle::Secret> askPassphrase(const std::string& prompt);
/// Asks twice. Errors: Usage; Invalid (they differ, or it is empty).
[[nodiscard]] Result<bundle::Secret> askNewPassphrase();

/// `--key` (several) and `--passphrase-file`: private keys to sign with.
struct SigningKeys {
    std::vector<std::string> files;
    std::string passphraseFile;
};
void addSigningKeys(CLI::App& app, SigningKeys& keys);
/// Reads them; a protected one takes the file's passphrase, else asks. What is wrong was told.
[[nodiscard]] tl::expected<std::vector<bundle::PrivateKey>, ExitStatus>
readSigningKeys(const SigningKeys& keys, Session& session);

/// One key with the passphrase of that file; where it is protected and none is named: asks.
[[nodiscard]] Result<bundle::PrivateKey> readPrivateKey(const std::string& file,
                                                        const std::string& passphraseFile);

} // namespace remit::cli
