// SPDX-License-Identifier: Apache-2.0
#include "app/cli/key_trust.h"

#include "app/cli/estate_option.h"
#include "app/cli/trust_option.h"
#include "core/base/file_io.h"
#include "core/base/text.h"
#include "core/bundle/limits.h"

#include <fmt/format.h>

#include <charconv>

namespace remit::cli {
namespace {

using bundle::TrustedKey;
using bundle::TrustFile;

struct TrustOptions {
    std::string key;
    std::string file;
    std::string name;
    std::string notBefore;
    std::string notAfter;
    std::string old;             ///< rotate
    std::string overlap = "30d"; ///< rotate
    std::string at;
};

/// The trust file that was named, else the usual one. Empty where there is none yet.
tl::expected<TrustFile, ExitStatus> readTrustOrNone(const std::string& file, Session& session)
{
    const auto text = readFile(file, bundle::limits::kTrustFileBytes);
    if (!text && text.error().code == ErrorCode::NotFound)
        return TrustFile{};
    if (!text)
        return tl::unexpected(session.fail(text.error()));
    auto read = bundle::readTrustFile(*text, file);
    const ExitStatus status = session.report(read.diagnostics, SourceText(file, *text));
    if (hasErrors(read.diagnostics))
        return tl::unexpected(status);
    return std::move(read.trust);
}

tl::expected<std::optional<Instant>, ExitStatus> optionalTime(const std::string& text,
                                                              Session& session)
{
    if (text.empty())
        return std::optional<Instant>();
    const auto time = timeOf(text, session);
    if (!time)
        return tl::unexpected(time.error());
    return std::optional<Instant>(*time);
}

/// The key to be trusted, called as asked, else by its comment, else by its file.
tl::expected<TrustedKey, ExitStatus> keyToTrust(const TrustOptions& options, Session& session)
{
    const auto text = session.read(options.key);
    if (!text)
        return tl::unexpected(text.error());
    const auto key = bundle::parsePublicKey((*text)->text(), options.key);
    if (!key)
        return tl::unexpected(session.fail(key.error()));
    const auto notBefore = optionalTime(options.notBefore, session);
    const auto notAfter = optionalTime(options.notAfter, session);
    if (!notBefore || !notAfter)
        return tl::unexpected(ExitStatus::Failed);
    std::string name = options.name.empty() ? key->comment : options.name;
    if (name.empty())
        name = std::filesystem::path(options.key).stem().string();
    return TrustedKey{name, key->key, *notBefore, *notAfter};
}

ExitStatus writeTrust(const TrustFile& trust, const std::string& file, Session& session)
{
    const std::string text = bundle::trustFileText(trust);
    const auto again = bundle::readTrustFile(text, file); // names and dates are checked there
    if (hasErrors(again.diagnostics))
        return session.fail({ErrorCode::Invalid, again.diagnostics.front().message,
                             again.diagnostics.front().help});
    return session.write(file, text);
}

std::string fileOf(const TrustOptions& options)
{
    return options.file.empty() ? bundle::usualTrustFile().string() : options.file;
}

ExitStatus trustKey(const TrustOptions& options, Session& session)
{
    auto trust = readTrustOrNone(fileOf(options), session);
    if (!trust)
        return trust.error();
    const auto key = keyToTrust(options, session);
    if (!key)
        return key.error();
    trust->keys.push_back(*key);
    const ExitStatus status = writeTrust(*trust, fileOf(options), session);
    if (status == ExitStatus::Yes)
        session.tell(fmt::format("{} ({}) is trusted by {}.", jsonQuoted(key->name),
                                 bundle::fingerprint(key->key), fileOf(options)));
    return status;
}

/// Milliseconds of "30d", "12h", "15m", "0s"; nothing for another text.
std::optional<std::int64_t> spanOf(std::string_view text)
{
    constexpr std::string_view kUnits = "smhd";
    constexpr std::array<std::int64_t, 4> kMilliseconds{1000, 60'000, 3'600'000, 86'400'000};
    constexpr std::int64_t kMost = 100'000;
    std::int64_t number = 0;
    const std::size_t unit = text.empty() ? kUnits.npos : kUnits.find(text.back());
    if (unit == kUnits.npos)
        return std::nullopt;
    const char* end = text.data() + text.size() - 1;
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stopped != end || number < 0 || number > kMost)
        return std::nullopt;
    return number * kMilliseconds[unit];
}

ExitStatus rotateKey(const TrustOptions& options, Session& session)
{
    const auto overlap = spanOf(options.overlap);
    if (!overlap)
        return session.fail({ErrorCode::Usage,
                             jsonQuoted(options.overlap) + " is not a length of time",
                             "write a number and s, m, h or d: 30d"});
    const auto at = timeOf(options.at, session);
    if (!at)
        return at.error();
    auto trust = readTrustOrNone(fileOf(options), session);
    if (!trust)
        return trust.error();
    auto next = keyToTrust(options, session);
    if (!next)
        return next.error();
    auto rotated = bundle::rotated(std::move(*trust), options.old, *next, *at, *overlap);
    if (!rotated)
        return session.fail(rotated.error());
    const ExitStatus status = writeTrust(*rotated, fileOf(options), session);
    if (status == ExitStatus::Yes)
        session.tell(fmt::format("{} counts from now on, {} until {} at the latest.",
                                 jsonQuoted(next->name), jsonQuoted(options.old),
                                 rfc3339({at->milliseconds + *overlap})));
    return status;
}

void addTrustOptions(CLI::App& app, TrustOptions& options)
{
    app.add_option("KEY", options.key, "Public key")->type_name("")->required();
    app.add_option("--trust", options.file, "Trust file (default: the user's own)")
        ->type_name("FILE");
    app.add_option("--name", options.name, "What reports call it (default: the key's comment)");
    app.add_option("--not-after", options.notAfter, "It counts until this time")->type_name("T");
}

} // namespace

void addKeyTrust(Commands& group)
{
    auto trust = std::make_shared<TrustOptions>();
    CLI::App& trusting = group.add("trust", "Adds a public key to a trust file",
                                   [trust](Session& session) { return trustKey(*trust, session); });
    addTrustOptions(trusting, *trust);
    trusting.add_option("--not-before", trust->notBefore, "It counts from this time on")
        ->type_name("T");

    auto rotate = std::make_shared<TrustOptions>();
    CLI::App& rotating =
        group.add("rotate", "Replaces a key of a trust file; both count for a while",
                  [rotate](Session& session) { return rotateKey(*rotate, session); });
    addTrustOptions(rotating, *rotate);
    rotating.add_option("--old", rotate->old, "Name of the key that it replaces")->required();
    rotating.add_option("--overlap", rotate->overlap, "How long the old key goes on counting")
        ->type_name("TIME")
        ->capture_default_str();
    addTimeOption(rotating, rotate->at);
}

} // namespace remit::cli
