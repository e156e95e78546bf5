// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/trace/event.h"
#include "core/trace/redaction/pattern.h"
#include "core/trace/redaction/rules.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace remit::trace {

/// Takes secrets and personal data out of events, by rules. What was taken out reads
/// `[redacted:<rule>]`; in a call the place is entered in `redacted`, so that policies which read
/// it are undecidable (R6) instead of deciding about the replacement.
///
/// Time is linear in the text. One object may be used by several threads.
class Redactor {
public:
    /// Error Invalid: a pattern that cannot be compiled, or more than 128 of them.
    [[nodiscard]] static Result<Redactor> compile(const RedactionRules& rules);

    /// Places taken out, by rule.
    using Counts = std::map<std::string, std::uint64_t, std::less<>>;

    /// Messages, arguments, results, notes and what the source says of a run; what names who acts,
    /// and ids, stay.
    std::uint64_t redact(Event& event, Counts& counts) const;
    /// A text alone: for trying the rules.
    std::uint64_t redact(std::string& text, Counts& counts) const;
    /// JSON text of arguments, with the pointers to what was taken out.
    std::uint64_t redactJson(std::string& json, std::vector<std::string>& pointers,
                             Counts& counts) const;

    /// Of the rules that are on: the same rules have the same.
    [[nodiscard]] const std::string& digest() const { return m_digest; }
    [[nodiscard]] bool isEmpty() const { return m_patterns.empty() && m_members.empty(); }

private:
    struct Search {
        Pattern pattern;
        std::size_t rule = 0;
        RedactionRule::Check check = RedactionRule::Check::None;
    };
    struct Found {
        Pattern::Match match;
        std::size_t rule = 0;
    };
    /// Patterns, one a bit.
    using Bits = std::array<std::uint64_t, 2>;
    friend class JsonRedaction;

    void enterBeginnings();
    [[nodiscard]] bool find(std::string_view text, std::size_t from, Found& found) const;
    [[nodiscard]] bool findAt(std::string_view text, std::size_t at, std::size_t base,
                              std::uint64_t may, Found& found) const;
    std::uint64_t redactStart(RunStart& start, Counts& counts) const;
    [[nodiscard]] const std::string* ruleOfMember(std::string_view name) const;

    std::vector<Search> m_patterns;
    std::vector<std::string> m_ids;
    std::string m_digest;
    std::array<Bits, 256> m_first{};  ///< by byte: patterns that may begin with it
    std::array<Bits, 256> m_second{}; ///< … and go on with it
    std::unordered_map<std::string, std::size_t> m_members; ///< name to rule
};

} // namespace remit::trace
