// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/formats.h"
#include "core/trace/importers/json_access.h"
#include "core/trace/importers/jwt_claims.h"
#include "core/trace/importers/run_writer.h"
#include "core/trace/importers/spans/attributes.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <vector>

/// Tokens that were issued or seen: their claims, one a line or in a list, by themselves or as
/// `claims`, or the token as a text in `token`, `access_token` or `txn_token`. OAuth tokens with an
/// `act` claim (RFC 8693) and transaction tokens are evidence of who acted for whom, and no
/// authority: signatures are not looked at, and nested actors are informational (RFC 8693, 4.1).
///
/// Tokens of one transaction (`txn`), session (`sid`) or id (`jti`) are one run. Its human is
/// `sub`, its agent the current actor, its workload `req_wl`; each step of the chain of actors is a
/// `delegate` event from the one before, the earliest first. The claims stay as a note of type
/// `oauth-token`.
namespace remit::trace {

namespace {

/// Longer chains of actors are no chains.
constexpr std::size_t kActors = 64;

/// The claims of a record, or nullptr; `decoded` keeps those of a token that was given as a text.
const JsonValue* claimsIn(const JsonValue& record, std::optional<JsonValue>& decoded)
{
    for (const std::string_view key : {"token", "access_token", "txn_token", "jwt"}) {
        const JsonValue* token = member(record, key);
        if (token == nullptr || !token->isString())
            continue;
        decoded = jwtClaims(token->text);
        if (decoded)
            return &*decoded;
    }
    const JsonValue* claims = member(record, "claims");
    return claims != nullptr ? claims : &record;
}

bool isTokenOfInterest(const JsonValue& claims)
{
    if (text(claims, "sub").empty())
        return false;
    const JsonValue* actor = member(claims, "act");
    const bool acts = actor != nullptr && actor->isObject() && !text(*actor, "sub").empty();
    return acts || (!text(claims, "txn").empty() && claims.find("req_wl") != nullptr);
}

/// The current actor first, as nested.
std::vector<std::string> actorsOf(const JsonValue& claims)
{
    std::vector<std::string> actors;
    for (const JsonValue* actor = member(claims, "act");
         actor != nullptr && actors.size() < kActors; actor = member(*actor, "act")) {
        std::string name = text(*actor, "sub");
        if (name.empty())
            break;
        actors.push_back(std::move(name));
    }
    return actors;
}

std::optional<Instant> secondsIn(const JsonValue& claims, std::string_view key)
{
    const auto time = nanoseconds(member(claims, key), 1'000'000'000);
    return time ? std::optional(Instant{*time / 1'000'000}) : std::nullopt;
}

class OAuthTokens final : public Importer {
public:
    explicit OAuthTokens(Output& output) : m_output(output) {}

    void read(const Record& record) override
    {
        std::optional<JsonValue> decoded;
        const JsonValue& claims = *claimsIn(record.root, decoded);
        if (!isTokenOfInterest(claims)) {
            m_output.report(record.raw, record.root.span.begin, Severity::Warning,
                            "trace/not-a-token", "this record holds no claims of a delegation",
                            "it is left out; a token has sub and act, or txn and req_wl");
            m_output.skipRecord();
            return;
        }
        const std::vector<std::string> actors = actorsOf(claims);
        auto time = secondsIn(claims, "iat");
        if (const auto seen = nanoseconds(firstOf(record.root, {"timestamp", "time"})))
            time = Instant{*seen / 1'000'000};
        Run& run = runOf(claims, actors, time);
        std::string from = text(claims, "sub");
        for (auto actor = actors.rbegin(); actor != actors.rend(); ++actor) {
            run.writer.write(Delegate{from, *actor, {}, Field(text(claims, "sub"))}, time);
            from = *actor;
        }
        run.writer.write(Note{"oauth-token", toJson(claims)}, time);
        compare(record, run, claims);
    }

private:
    struct Run {
        RunWriter writer;
        std::optional<Instant> expires; ///< of the token before
        std::string subject;
    };

    Run& runOf(const JsonValue& claims, const std::vector<std::string>& actors,
               std::optional<Instant> time)
    {
        std::string id = firstTextOf(claims, {"txn", "sid", "jti"});
        if (id.empty())
            id = m_output.runName();
        auto& run = m_runs[id];
        if (run)
            return *run;
        run = std::make_unique<Run>(
            Run{RunWriter(m_output, id, text(claims, "sid")), {}, text(claims, "sub")});
        RunStart start;
        if (!actors.empty())
            start.agent = Field(actors.front());
        start.onBehalfOf = Field(text(claims, "sub"));
        start.workload = nonEmpty(text(claims, "req_wl"));
        for (const JsonMember& claim : claims.members) {
            if (claim.value.isString() || claim.value.isNumber())
                start.attributes.emplace_back(claim.key, claim.value.text);
        }
        run->writer.write(std::move(start), time);
        return *run;
    }

    /// A replacement of a transaction token names the same subject; it may live longer than what it
    /// replaces, which nobody expects of a chain.
    void compare(const Record& record, Run& run, const JsonValue& claims)
    {
        const auto expires = secondsIn(claims, "exp");
        if (run.expires && expires && *run.expires < *expires)
            m_output.report(record.raw, record.root.span.begin, Severity::Warning,
                            "trace/token-outlives",
                            "this token lives longer than the one of its transaction before it",
                            "a delegation ends no later than what it stands on: look at what the "
                            "token service issues");
        if (text(claims, "sub") != run.subject)
            m_output.report(record.raw, record.root.span.begin, Severity::Warning,
                            "trace/token-other-subject",
                            "this token names another subject than the first of its transaction",
                            "a replacement may not change the subject; are two transactions "
                            "mixed?");
        run.expires = expires;
    }

    Output& m_output;
    std::map<std::string, std::unique_ptr<Run>> m_runs;
};

int recogniseTokens(const JsonValue& record)
{
    std::optional<JsonValue> decoded;
    const JsonValue* claims = claimsIn(record, decoded);
    if (!isTokenOfInterest(*claims))
        return 0;
    return claims == &record ? 85 : 70;
}

} // namespace

const Format kOAuthTokens{
    "oauth-tokens",
    "OAuth delegation and transaction tokens",
    "Tokens say who acted for whom, and no calls; they are evidence, never authority.",
    recogniseTokens,
    [](Output& output) -> std::unique_ptr<Importer> {
        return std::make_unique<OAuthTokens>(output);
    },
};

} // namespace remit::trace
