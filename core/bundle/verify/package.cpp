// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/verify/package.h"

#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/bundle/archive/member_name.h"
#include "core/bundle/limits.h"

#include <fmt/format.h>

namespace remit::bundle {
namespace {

std::string quotedName(std::string_view name)
{
    return jsonQuoted(shown(name));
}

/// Whether a member may stand here, before its content is looked at.
Checked<> checkPlace(const std::string& name, const std::string& before, const Statement& statement,
                     MemberNames& names)
{
    if (const auto why = badMemberName(name))
        return refused(RefusalKind::BadMember,
                       fmt::format("the member {} is not taken: {}", quotedName(name), *why));
    if (!names.add(name))
        return refused(RefusalKind::DuplicateMember,
                       fmt::format("the member {} is there twice, or two names differ in case or "
                                   "form only",
                                   quotedName(name)));
    if (!statement.subjects.contains(name))
        return refused(RefusalKind::ExtraMember,
                       fmt::format("the member {} is not in what was signed", quotedName(name)));
    if (name < before)
        return refused(
            RefusalKind::MembersOutOfOrder,
            fmt::format("the member {} stands behind {}", quotedName(name), quotedName(before)));
    return {};
}

Checked<> checkAllThere(const Statement& statement, const Members& members)
{
    for (const auto& [name, digest] : statement.subjects) {
        if (!members.contains(name))
            return refused(
                RefusalKind::MissingMember,
                fmt::format("the member {} was signed and is not there", quotedName(name)));
    }
    return {};
}

/// The names that were signed are looked at too: an archive can only have these.
Checked<> checkSubjects(const Statement& statement)
{
    MemberNames names;
    if (statement.subjects.size() > limits::kMembers)
        return refused(RefusalKind::TooLarge,
                       fmt::format("it has more than {} members", limits::kMembers));
    for (const auto& [name, digest] : statement.subjects) {
        if (const auto why = badMemberName(name))
            return refused(RefusalKind::BadMember,
                           fmt::format("the member {} is not taken: {}", quotedName(name), *why));
        if (!names.add(name) || foldedName(name) == kEnvelopeMember)
            return refused(RefusalKind::DuplicateMember,
                           fmt::format("the name of the member {} is another's in different case "
                                       "or form",
                                       quotedName(name)));
    }
    return {};
}

} // namespace

PackageReader::PackageReader(UstarReader reader, Envelope envelope)
    : m_reader(std::move(reader))
    , m_envelope(std::move(envelope))
    , m_payloadDigest(sha256Text(m_envelope.payload))
{}

Checked<PackageReader> PackageReader::open(std::string_view packed)
{
    auto unpacking = Gunzip::open(packed);
    if (!unpacking)
        return tl::unexpected(unpacking.error());
    UstarReader reader(std::move(*unpacking));
    const auto first = reader.next();
    if (!first)
        return tl::unexpected(first.error());
    if (!*first || (*first)->name != kEnvelopeMember)
        return refused(RefusalKind::BadEnvelope,
                       fmt::format("its first member is not {}", kEnvelopeMember),
                       "give the .remit file that `remit bundle build` wrote");
    if ((*first)->size > limits::kEnvelopeBytes)
        return refused(RefusalKind::TooLarge,
                       fmt::format("{} is larger than {} MiB", kEnvelopeMember,
                                   limits::kEnvelopeBytes >> 20U));
    const auto text = reader.content(**first);
    if (!text)
        return tl::unexpected(text.error());
    auto envelope = readEnvelope(*text);
    if (!envelope)
        return tl::unexpected(envelope.error());
    return PackageReader(std::move(reader), std::move(*envelope));
}

Checked<Members> PackageReader::members(const Statement& statement, const JobControl& control)
{
    if (const auto subjects = checkSubjects(statement); !subjects)
        return tl::unexpected(subjects.error());
    Members members;
    MemberNames names;
    std::string before;
    for (;;) {
        const auto entry = m_reader.next();
        if (!entry)
            return tl::unexpected(entry.error());
        if (!*entry)
            break;
        const std::string& name = (*entry)->name;
        if (const auto place = checkPlace(name, before, statement, names); !place)
            return tl::unexpected(place.error());
        auto content = m_reader.content(**entry);
        if (!content)
            return tl::unexpected(content.error());
        if (hex(sha256(*content)) != statement.subjects.at(name))
            return refused(RefusalKind::MemberChanged,
                           fmt::format("the member {} is not as it was signed", quotedName(name)),
                           "get the bundle from its signers again");
        before = name;
        members.emplace(name, std::move(*content));
        control.tell(members.size(), statement.subjects.size());
    }
    if (const auto all = checkAllThere(statement, members); !all)
        return tl::unexpected(all.error());
    return members;
}

std::string packed(const Envelope& envelope, const Members& members)
{
    std::vector<TarMember> list{{std::string(kEnvelopeMember), envelopeText(envelope)}};
    for (const auto& [name, content] : members)
        list.push_back({name, content});
    return gzipped(ustarOf(list));
}

Checked<std::string> tarDigest(std::string_view packed)
{
    auto unpacking = Gunzip::open(packed);
    if (!unpacking)
        return tl::unexpected(unpacking.error());
    Sha256 hash;
    std::string piece(std::size_t{1} << 16U, '\0');
    for (;;) {
        const auto got = unpacking->read(piece.data(), piece.size());
        if (!got)
            return tl::unexpected(got.error());
        hash.add(std::string_view(piece).substr(0, *got));
        if (*got < piece.size())
            break;
    }
    if (const auto ended = unpacking->finish(); !ended)
        return tl::unexpected(ended.error());
    return "sha256:" + hex(hash.finish());
}

} // namespace remit::bundle
