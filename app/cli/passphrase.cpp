// SPDX-License-Identifier: Apache-2.0
#include "app/cli/passphrase.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace remit::cli {
namespace {

constexpr std::size_t kLongestPassphrase = 1024;

/// The terminal of the process, with its echo off as long as this lives.
class QuietTerminal {
public:
    QuietTerminal() : m_terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY))
    {
        if (!isOpen() || ::tcgetattr(m_terminal, &m_before) != 0)
            return;
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        m_changed = ::tcsetattr(m_terminal, TCSAFLUSH, &quiet) == 0;
    }
    ~QuietTerminal()
    {
        if (m_changed)
            ::tcsetattr(m_terminal, TCSAFLUSH, &m_before);
        if (isOpen())
            ::close(m_terminal);
    }
    QuietTerminal(const QuietTerminal&) = delete;
    QuietTerminal& operator=(const QuietTerminal&) = delete;

    [[nodiscard]] bool isOpen() const { return m_terminal >= 0; }
    void say(std::string_view text) const
    {
        if (::write(m_terminal, text.data(), text.size()) < 0)
            return; // nobody sees the question; the answer is read nevertheless
    }
    [[nodiscard]] bundle::Secret line() const
    {
        bundle::Secret line(kLongestPassphrase);
        std::size_t length = 0;
        while (length < line.size() && ::read(m_terminal, line.data() + length, 1) == 1 &&
               line.data()[length] != '\n')
            ++length;
        line.shrink(length);
        return line;
    }

private:
    int m_terminal;
    termios m_before{};
    bool m_changed = false;
};

} // namespace

Result<bundle::Secret> passphraseOfFile(const std::string& file)
{
    auto text = bundle::readSecretFile(file);
    if (!text)
        return text;
    text->shrink(std::min(text->view().find('\n'), text->size()));
    if (!text->empty() && text->view().back() == '\r')
        text->shrink(text->size() - 1);
    if (text->empty())
        return failure(ErrorCode::Invalid, fmt::format("the passphrase in {} is empty", file),
                       "write it on the first line");
    return text;
}

Result<bundle::Secret> askPassphrase(const std::string& prompt)
{
    const QuietTerminal terminal;
    if (!terminal.isOpen())
        return failure(ErrorCode::Usage, "the key is protected, and there is no terminal to ask on",
                       "name a file with the passphrase: --passphrase-file FILE");
    terminal.say(prompt);
    bundle::Secret line = terminal.line();
    terminal.say("\n");
    return line;
}

Result<bundle::Secret> askNewPassphrase()
{
    auto first = askPassphrase("New passphrase: ");
    if (!first)
        return first;
    const auto second = askPassphrase("The same again: ");
    if (!second)
        return tl::unexpected(second.error());
    if (first->empty())
        return failure(ErrorCode::Invalid, "the passphrase is empty", "type one");
    if (!first->equals(*second))
        return failure(ErrorCode::Invalid, "the two differ", "try again");
    return first;
}

void addSigningKeys(CLI::App& app, SigningKeys& keys)
{
    app.add_option("-k,--key", keys.files,
                   "Private key to sign with; several make several signatures")
        ->type_name("K")
        ->required();
    app.add_option("--passphrase-file", keys.passphraseFile,
                   "Its passphrase, on the first line; without it a protected key asks")
        ->type_name("FILE");
}

Result<bundle::PrivateKey> readPrivateKey(const std::string& file,
                                          const std::string& passphraseFile)
{
    const auto text = bundle::readSecretFile(file);
    if (!text)
        return tl::unexpected(text.error());
    const auto form = bundle::formOfPrivateKey(*text, file);
    if (!form)
        return tl::unexpected(form.error());
    if (*form != bundle::PrivateKeyForm::Protected)
        return bundle::parsePrivateKey(*text, file);
    const auto passphrase = passphraseFile.empty()
                                ? askPassphrase(fmt::format("Passphrase of {}: ", file))
                                : passphraseOfFile(passphraseFile);
    if (!passphrase)
        return tl::unexpected(passphrase.error());
    return bundle::parsePrivateKey(*text, file, *passphrase);
}

tl::expected<std::vector<bundle::PrivateKey>, ExitStatus> readSigningKeys(const SigningKeys& keys,
                                                                          Session& session)
{
    std::vector<bundle::PrivateKey> read;
    for (const std::string& file : keys.files) {
        auto key = readPrivateKey(file, keys.passphraseFile);
        if (!key)
            return tl::unexpected(session.fail(key.error()));
        for (const bundle::PrivateKey& other : read) {
            if (other.publicKey() == key->publicKey())
                return tl::unexpected(
                    session.fail({ErrorCode::Usage, fmt::format("{} is named twice", file),
                                  "give each key once"}));
        }
        read.push_back(std::move(*key));
    }
    return read;
}

} // namespace remit::cli
