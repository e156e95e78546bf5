// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace remit::bundle {

/// Why a bundle or a status list is not taken. The names are stable: `name(RefusalKind)`.
enum class RefusalKind : std::uint8_t {
    // It cannot be read as what it should be.
    NotABundle,    ///< no gzip, or not a tar of the one form that is written
    Truncated,     ///< it ends too early
    TrailingData,  ///< something follows its end
    TooLarge,      ///< a bound of limits.h
    BadEnvelope,   ///< the first member is no DSSE envelope
    BadStatement,  ///< signed, and not of the form of a statement
    BadStatusList, ///< signed, and not of the form of a status list
    BadWorkspace,  ///< verified, and its files do not load
    // It can be read, and does not hold what it must.
    NotSigned,          ///< fewer good signatures by distinct trusted keys than the threshold
    WrongPayloadType,   ///< signed as something else
    WrongPredicateType, ///< a statement about something else
    BadMember,          ///< a link, a device, a name that leads out, a form that is never written
    DuplicateMember,    ///< two names that are one after NFC and case folding
    MembersOutOfOrder,
    MissingMember,  ///< in the statement, not in the archive
    ExtraMember,    ///< in the archive, not in the statement
    MemberChanged,  ///< its hash is another
    SettingsDiffer, ///< remit.json says otherwise than the statement
    WrongId,
    WrongTarget,
    NotModelled,    ///< `authority: not modelled`, and local trust does not allow it
    Assumed,        ///< `rootEntitlement: assumed`, likewise
    UnknownVersion, ///< of language, facts or semantics
    NotYetValid,
    Expired,
    OlderRevision,  ///< below the highest accepted, or below the minimum asked for
    RevisionReused, ///< the revision that was accepted, with another payload
    StaleStatus,    ///< the status list is older than statusMaxAge
    OlderStatus,    ///< a number below the highest accepted
    StatusNumberReused,
    StatusOfAnother, ///< a status list of another bundle
    StatusFromFuture,
};

struct Refusal {
    RefusalKind kind = RefusalKind::NotABundle;
    std::string message; ///< one sentence: what is wrong
    std::string hint;    ///< one sentence: what to do; may be empty
};

[[nodiscard]] std::string_view name(RefusalKind kind); ///< "not-signed", "older-revision" …
/// True where it could not even be read as what it should be; false where what was read does not
/// hold (the exit statuses 3 and 2 of the command line).
[[nodiscard]] bool isMalformed(RefusalKind kind);

template <class T = void>
using Checked = tl::expected<T, Refusal>;

[[nodiscard]] inline tl::unexpected<Refusal> refused(RefusalKind kind, std::string message,
                                                     std::string hint = {})
{
    return tl::unexpected<Refusal>(Refusal{kind, std::move(message), std::move(hint)});
}

} // namespace remit::bundle
