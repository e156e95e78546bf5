// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/values/value.h"
#include "core/decision/provenance/argument_values.h"
#include "core/decision/provenance/speakers.h"
#include "core/decision/provenance/word_index.h"
#include "core/trace/event.h"

#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Where the values of a call's arguments came from (semantics, "Provenance").
///
/// For every scalar below an argument, the sources before the call in which it occurs:
///     user          a human's message          tool:<name>   an earlier result
///     system        a system message           agent:<name>  a message of another agent
///     schema        an enum value or default of the tool's argument
///     model         none of these
/// `weak:<source>` instead of the source for booleans, null, and numbers or strings of under four
/// characters. How values are compared: provenance/words.h.
///
/// A result is no source of what occurs in its own call's arguments: an echo proves nothing.
/// Labels of a result travel into `any` as `label:<name>`, also for weak values; an echo carries
/// none.
namespace remit::decision {

/// One argument's member of `context.provenance`. Sorted, without duplicates.
struct Provenance {
    std::string argument;
    std::vector<std::string> every; ///< common to all scalars; empty for an argument without any
    std::vector<std::string> any;   ///< of at least one, and labels
    /// A scalar occurs nowhere, and a text before was redacted: it may have stood there. What the
    /// trace lacks is unknown (R6), so nothing can be said of the argument.
    bool uncertain = false;
    bool operator==(const Provenance&) const = default;
};

/// `context.provenance`, and what cannot be said of it.
struct ProvenanceFact {
    cedar::Value record;
    std::vector<std::string> uncertain; ///< names of arguments, see Provenance::uncertain
};

/// Enum values, constants and defaults of a tool's arguments, by argument.
class SchemaValues {
public:
    SchemaValues() = default;
    /// From a tool's `inputSchema`.
    explicit SchemaValues(const JsonValue& inputSchema);
    [[nodiscard]] bool has(std::string_view argument, const ScalarValue& value) const;

private:
    std::map<std::string, std::set<std::string, std::less<>>, std::less<>> m_words;
};

/// Who asks: an agent's own messages are no source for it.
struct Asker {
    std::string_view run;
    std::string_view agent; ///< as recorded, of the call or else of its run; empty: not recorded
};

/// What has been said in a session, ready to be asked. Incremental: each message and result is read
/// once. Works on copies of words; events need not outlive it.
class ProvenanceIndex {
public:
    /// Takes in one event, in the session's order. For a call: `labels` are what its result will
    /// carry, `arguments` its values (null: not recorded).
    void add(const trace::Event& event, const Speakers& speakers,
             const std::vector<std::string>& labels,
             std::shared_ptr<const ArgumentValues> arguments);

    [[nodiscard]] std::vector<Provenance> of(const ArgumentValues& arguments, const Asker& asker,
                                             const SchemaValues* schema) const;
    /// The same as a fact. Most arguments are one scalar, and few sets of sources occur in a
    /// session: what is made of them is kept. So one index is for one thread at a time.
    [[nodiscard]] ProvenanceFact factOf(const ArgumentValues& arguments, const Asker& asker,
                                        const SchemaValues* schema) const;

    /// A text in which a value occurs, as a source of it.
    struct Occurrence {
        std::size_t event = 0; ///< the how manieth event added
        std::string source;    ///< without `weak:`
        std::vector<std::string> labels;
    };
    /// All texts that are sources of the value for the asker, in the session's order.
    [[nodiscard]] std::vector<Occurrence> occurrences(const ScalarValue& value,
                                                      const Asker& asker) const;

private:
    /// What a text counts as: its source and labels, shared by all texts that count as the same.
    struct Mark {
        std::string source;
        std::string agent; ///< who speaks, for a message of an agent
        std::string run;   ///< where the agent is not known
        std::vector<std::string> labels;
        auto operator<=>(const Mark&) const = default;
    };
    using MarkId = std::uint32_t;
    struct TextInfo {
        std::size_t event = 0;
        MarkId mark = 0;
        /// The arguments of the call whose result it is: a stretch of m_echoes.
        std::size_t echoBegin = 0;
        std::size_t echoEnd = 0;
    };
    struct PendingCall {
        MarkId mark = 0; ///< of its result
        std::shared_ptr<const ArgumentValues> arguments;
    };
    /// A list of marks without duplicates, by word.
    struct MarkNode {
        MarkId mark = 0;
        std::uint32_t next = 0; ///< in m_markNodes; 0: the last
    };
    /// Working memory of a look-up.
    struct Found {
        std::vector<WordIndex::WordId> sequence;
        std::vector<MarkId> marks; ///< of texts that are sources for the asker
    };

    void addText(std::string_view text, MarkId mark, const ArgumentValues* ownArguments);
    void addMessage(const trace::Event& event, const trace::Message& message, std::string speaker);
    void addResult(const trace::Event& event, const trace::CallResult& result);
    [[nodiscard]] MarkId markOf(Mark mark);
    /// Did an import take something out of a text that is a source for the asker?
    [[nodiscard]] bool isHidden(const Asker& asker) const;
    [[nodiscard]] static bool isOwn(const Mark& mark, const Asker& asker);
    [[nodiscard]] bool isEcho(const TextInfo& info,
                              std::span<const WordIndex::WordId> sequence) const;
    void markWords(MarkId mark);
    void find(const ScalarValue& value, const Asker& asker, Found& found) const;
    [[nodiscard]] cedar::Value recordFor(const std::vector<std::uint32_t>& key) const;
    void addScalar(const Found& found, bool weak, bool inSchema, bool first,
                   Provenance& argument) const;

    WordIndex m_words;
    std::size_t m_events = 0;
    std::vector<TextInfo> m_texts; ///< by text of m_words
    std::vector<Mark> m_marks;
    std::map<Mark, MarkId> m_markIds;
    std::vector<MarkNode> m_markNodes{1}; ///< the first stands for none
    /// By word: the first of the marks of the texts that are sources of the single word.
    std::vector<std::uint32_t> m_marksOfWord;
    std::vector<std::uint32_t> m_seenWord;   ///< by word: texts until the one it was last seen in
    std::vector<WordIndex::WordId> m_echoes; ///< words of arguments, with kNone between values
    std::vector<MarkId> m_redacted;          ///< of texts from which an import took something out
    std::map<std::pair<std::string, std::string>, PendingCall> m_pending; ///< by (call id, run)
    /// By marks, ascending, and what else counts (see factOf): an argument's record.
    mutable std::map<std::vector<std::uint32_t>, cedar::Value> m_records;
};

} // namespace remit::decision
