// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/decision/verdict.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// The filter language of call table, timeline and `--where`: one query over the lines of a replay.
///
///     query      = and { "or" and } ;
///     and        = unary { "and" unary } ;
///     unary      = "not" unary | "(" query ")" | field operator value | text ;
///     operator   = "=" | "!=" | "~" | "!~" | "<" | "<=" | ">" | ">=" ;
///     value,text = word | '"' characters '"' ;      (* \" and \\ in quotes *)
///
/// Fields have the names of the replay line (kFilterFields). `=` compares whole values, without
/// regard to case for those of a fixed list; `~` finds a part, without regard to case. For a field
/// that holds several values (crossing, policy, note …) one of them has to fit, and `!=` says that
/// none does. `none` is the value of what was not recorded or does not apply. `<` and its kin
/// compare numbers and times; a missing value is neither less nor greater. A text alone is found
/// anywhere in run, call, agent, task, tool, action, resource, policies and messages.
namespace remit::replay {

enum class FilterKind : std::uint8_t {
    Text,     ///< any text
    Number,   ///< an integer
    Time,     ///< RFC 3339, or a date
    Word,     ///< one of a list
    Tristate, ///< yes, no, unknown
};

struct FilterField {
    std::string_view name;
    FilterKind kind = FilterKind::Text;
    bool several = false;  ///< holds any number of values
    std::string_view what; ///< one line for completion and help
};

/// In the order of the help.
[[nodiscard]] const std::vector<FilterField>& filterFields();
/// The values of a Word or Tristate field; empty for others.
[[nodiscard]] std::vector<std::string> filterValues(const FilterField& field);

/// A query ready to be asked. Immutable, cheap to copy, shared between threads.
class Filter {
public:
    /// Everything fits.
    Filter() = default;
    [[nodiscard]] bool matches(const decision::CallVerdict& row) const;
    [[nodiscard]] bool isEmpty() const { return m_root == nullptr; }

    struct Node;

private:
    friend class FilterParser;
    explicit Filter(std::shared_ptr<const Node> root) : m_root(std::move(root)) {}
    std::shared_ptr<const Node> m_root;
};

struct ParsedFilter {
    Filter filter;           ///< of use only without errors
    Diagnostics diagnostics; ///< codes filter/…, with places in the query
};

/// An empty query fits everything.
[[nodiscard]] ParsedFilter parseFilter(std::string_view query, const std::string& name = "query");

/// What may stand at the cursor.
struct FilterCompletion {
    std::string text; ///< with quotes where it needs them
    std::string what; ///< may be empty
};
struct FilterCompletions {
    Span replaces; ///< the word at the cursor
    std::vector<FilterCompletion> items;
};
[[nodiscard]] FilterCompletions completeFilter(std::string_view query, std::size_t cursor);

} // namespace remit::replay
