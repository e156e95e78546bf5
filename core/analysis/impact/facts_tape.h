// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/verdict_only.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// The facts of recorded calls in little memory: a few hundred bytes a call instead of kilobytes,
/// so that millions of calls can be decided again without their traces. Private to the impact
/// analysis.
///
/// A tape holds the calls of one session, one after the other. What they share (names of members,
/// the session's sets, records of provenance) stands once, before them. It is read from its
/// beginning, and of each context only what policies look at is made:
///
///     tape    = names shared { call } ;
///     names   = count { text } ;
///     shared  = count { kind length content } ;
///     call    = flags verdict principal action resource [ unknown ] context ;
///     unknown = count { count { name } } ;    (* left out: as of the call before *)
///     value   = kind ( content | number ) ;   (* the number of a shared one *)
///
/// Shared are sets, records that lie deeper than the members of a context, and strings in sets.
namespace remit::analysis {

/// Members of the context that are made; the others are passed over.
class WantedFacts {
public:
    /// All that policies of the program look at.
    explicit WantedFacts(const cedar::Program& program);

    struct Node {
        bool whole = false;
        std::map<std::string, Node, std::less<>> members;
    };
    [[nodiscard]] const Node& context() const { return m_context; }

private:
    Node m_context;
};

/// A call as a tape has it.
struct TapedCall {
    decision::AskedCall asked;
    decision::Verdict verdict{}; ///< that was decided when it was taped
};

class FactsTapeWriter {
public:
    void add(const decision::PreparedCall& call, decision::Verdict verdict);
    /// The tape; the writer is as new.
    [[nodiscard]] std::string take();

private:
    [[nodiscard]] std::uint32_t nameNumber(const std::string& name);
    void context(const cedar::Attributes& members);
    void value(std::string& out, const cedar::Value& value);
    void reference(std::string& out, const cedar::Value& value);
    void content(std::string& out, const cedar::Value& value);
    [[nodiscard]] std::uint32_t sharedNumber(const cedar::Value& value);
    void unknown(const std::vector<cedar::ContextPath>& paths);

    std::string m_calls;
    std::unordered_map<std::string, std::uint32_t> m_nameNumbers;
    std::vector<std::string> m_names;
    /// Shared values by their address, and all of them, so that no address is used again.
    std::unordered_map<const void*, std::uint32_t> m_sharedNumbers;
    std::vector<cedar::Value> m_kept;
    std::string m_shared;
    std::vector<cedar::ContextPath> m_unknown; ///< of the call before
};

/// Reads what a FactsTapeWriter wrote; the tape is trusted and outlives the reader.
class FactsTapeReader {
public:
    FactsTapeReader(std::string_view tape, const WantedFacts& wanted);

    /// False at the end. The memory of `call` is used again.
    bool next(TapedCall& call);

private:
    struct Shared {
        std::uint8_t kind = 0;
        std::size_t begin = 0; ///< of its content
        /// What was made of it last, and for which wish.
        const WantedFacts::Node* wanted = nullptr;
        cedar::Value value;
    };

    [[nodiscard]] std::uint8_t byte() { return static_cast<std::uint8_t>(m_tape[m_at++]); }
    [[nodiscard]] std::uint64_t number();
    [[nodiscard]] std::int64_t signedNumber();
    [[nodiscard]] std::string_view text();
    void uid(cedar::EntityUid& uid);
    void unknown(std::vector<cedar::ContextPath>& paths);
    [[nodiscard]] cedar::Value value(const WantedFacts::Node& wanted);
    [[nodiscard]] cedar::Value content(std::uint8_t kind, const WantedFacts::Node& wanted);
    [[nodiscard]] cedar::Value record(const WantedFacts::Node& wanted);
    [[nodiscard]] cedar::Value set();
    [[nodiscard]] cedar::Value shared(const WantedFacts::Node& wanted);
    void skip();

    std::string_view m_tape;
    const WantedFacts& m_wanted;
    std::size_t m_at = 0;
    std::vector<std::string_view> m_names;
    std::vector<Shared> m_shared;
    bool m_begun = false;
};

} // namespace remit::analysis
