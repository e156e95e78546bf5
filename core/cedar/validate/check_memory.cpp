// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/check_memory.h"

namespace remit::cedar {
namespace {

/// Moves what lies within the policy; other places stay.
class Move {
public:
    Move(const std::string& file, Span from, std::uint32_t to)
        : m_file(file), m_from(from), m_by(static_cast<std::int64_t>(to) - from.begin)
    {}

    void apply(Diagnostic& diagnostic) const
    {
        apply(diagnostic.file, diagnostic.span);
        for (Related& related : diagnostic.related)
            apply(related.file, related.span);
        for (Fix& fix : diagnostic.fixes) {
            for (auto& [file, edits] : fix.edit.files) {
                for (TextEdit& edit : edits)
                    apply(file, edit.range);
            }
        }
    }

private:
    void apply(const std::string& file, Span& span) const
    {
        if (file != m_file || span.begin < m_from.begin || span.end > m_from.end)
            return;
        span = {static_cast<std::uint32_t>(span.begin + m_by),
                static_cast<std::uint32_t>(span.end + m_by)};
    }

    const std::string& m_file;
    Span m_from;
    std::int64_t m_by;
};

} // namespace

void CheckMemory::begin(const Schema* schema, std::optional<int> level)
{
    if (schema != m_schema || level != m_level)
        m_known.clear();
    m_schema = schema;
    m_level = level;
    for (auto& [key, known] : m_known)
        known.used = false;
}

void CheckMemory::finish()
{
    std::erase_if(m_known, [](const auto& item) { return !item.second.used; });
}

Diagnostics CheckMemory::findings(const Policy& policy, const std::string& file,
                                  std::string_view text, const std::function<Diagnostics()>& check)
{
    std::string key = file;
    key += '\0';
    key += policy.id;
    key += '\0';
    key += text;
    const auto [entry, isNew] = m_known.try_emplace(std::move(key));
    Known& known = entry->second;
    known.used = true;
    if (isNew) {
        known.found = check();
        known.policy = policy.span;
        ++m_checked;
    }
    Diagnostics found = known.found;
    const Move move(file, known.policy, policy.span.begin);
    for (Diagnostic& diagnostic : found)
        move.apply(diagnostic);
    return found;
}

} // namespace remit::cedar
