// SPDX-License-Identifier: Apache-2.0
#include "core/authority/objects.h"

#include <array>
#include <charconv>

namespace remit::authority {
namespace {

template <class T, std::size_t N>
using Names = std::array<std::pair<T, std::string_view>, N>;

constexpr Names<Profile, 4> kProfiles{{{Profile::Batch, "batch"},
                                       {Profile::Exploratory, "exploratory"},
                                       {Profile::CodeWriting, "code-writing"},
                                       {Profile::CustomerFacing, "customer-facing"}}};

constexpr Names<CredentialKind, 5> kCredentialKinds{
    {{CredentialKind::Svid, "svid"},
     {CredentialKind::OAuth, "oauth"},
     {CredentialKind::TransactionToken, "txn-token"},
     {CredentialKind::ApiKey, "api-key"},
     {CredentialKind::Session, "session"}}};

constexpr Names<TaskEvent, 4> kTaskEvents{{{TaskEvent::Activate, "activate"},
                                           {TaskEvent::Complete, "complete"},
                                           {TaskEvent::Cancel, "cancel"},
                                           {TaskEvent::ScopeChange, "scope-change"}}};

template <class T, std::size_t N>
std::string_view nameIn(const Names<T, N>& names, T value)
{
    for (const auto& [known, text] : names) {
        if (known == value)
            return text;
    }
    return {};
}

template <class T, std::size_t N>
std::optional<T> valueIn(const Names<T, N>& names, std::string_view text)
{
    for (const auto& [value, known] : names) {
        if (known == text)
            return value;
    }
    return std::nullopt;
}

} // namespace

std::string toText(const TaskRef& task)
{
    return task.id + '@' + std::to_string(task.version);
}

std::optional<TaskRef> parseTaskRef(std::string_view text)
{
    const std::size_t at = text.rfind('@');
    if (at == std::string_view::npos || at == 0)
        return std::nullopt;
    TaskRef task{std::string(text.substr(0, at)), 0};
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + at + 1, end, task.version);
    if (read.ec != std::errc{} || read.ptr != end || task.version < 1)
        return std::nullopt;
    return task;
}

std::string_view name(Profile profile)
{
    return nameIn(kProfiles, profile);
}

std::optional<Profile> profileNamed(std::string_view text)
{
    return valueIn(kProfiles, text);
}

std::string_view name(CredentialKind kind)
{
    return nameIn(kCredentialKinds, kind);
}

std::optional<CredentialKind> credentialKindNamed(std::string_view text)
{
    return valueIn(kCredentialKinds, text);
}

std::string_view name(TaskEvent event)
{
    return nameIn(kTaskEvents, event);
}

std::optional<TaskEvent> taskEventNamed(std::string_view text)
{
    return valueIn(kTaskEvents, text);
}

} // namespace remit::authority
