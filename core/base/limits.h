// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

/// Every bound on hostile or absurd input, with its reason. Exceeding one is a diagnostic or an
/// Error with code TooLarge; it is never a crash and never a silent cut.
namespace remit::limits {

/// Bytes of one policy, schema or JSON document of a workspace. Spans are 32 bit; the largest
/// real policy sets are some megabytes.
inline constexpr std::size_t kDocumentBytes = 256U << 20U;

/// Nesting of an expression, a scope or a type in Cedar text. The deepest policy of Cedar's own
/// corpus has a bracket depth under 70. A frame of the recursive parser and evaluators is below
/// 2 KiB, so this needs well under 1 MiB of stack even with sanitizers.
inline constexpr int kCedarNesting = 256;

/// Parts of one type of a schema when its common types are written out. Types that use one another
/// twice grow exponentially; real schemas stay under some hundreds.
inline constexpr std::size_t kTypeNodes = 100'000;

/// Pairs of (entity type or action, ancestor) of a schema's hierarchies.
inline constexpr std::size_t kHierarchyPairs = 4'000'000;

/// Kinds of request (principal type, action, resource type) in which one policy is checked. The
/// largest schemas known have some thousands.
inline constexpr std::size_t kRequestEnvironments = 200'000;

/// Nesting of JSON, as in the reference implementation's reader.
inline constexpr int kJsonNesting = 128;

/// Diagnostics kept for one document; the rest is counted in a closing one.
inline constexpr std::size_t kDiagnosticsPerDocument = 200;

/// Entries of all ancestor lists of an entity store (one gigabyte). Entities with the same
/// ancestors share a list; a million users in some hundred groups need some ten thousand entries.
inline constexpr std::size_t kAncestorEntries = 256U << 20U;

/// Length of a delegation chain.
inline constexpr std::size_t kChainLength = 32;

/// Bytes of one line of a trace in JSON Lines. Longer lines are skipped with a diagnostic.
inline constexpr std::size_t kTraceLineBytes = 64U << 20U;

/// Bytes of the spans of traces that are read and not yet complete. Exporters write a trace within
/// seconds; this holds some ten thousand spans with their texts.
inline constexpr std::size_t kOpenSpanBytes = 64U << 20U;

/// Files in one archive of traces, and bytes of all of them unpacked. A year of a busy agent's
/// sessions stays under a hundred thousand files; more than this is a bomb or a mistake.
inline constexpr std::size_t kArchiveEntries = 1'000'000;
inline constexpr std::size_t kArchiveBytes = std::size_t{64} << 30U;

/// How many times its own size an archive may unpack to, beyond the first 64 MiB. Traces repeat
/// themselves and pack well, to a fiftieth at times; bombs pack to a thousandth and less.
inline constexpr std::size_t kArchiveRatio = 250;

/// Archives within archives that are opened: `traces.zip` that holds `monday.jsonl.gz`.
inline constexpr int kArchiveNesting = 2;

/// Replays whose verdicts a workspace's store keeps, and verdicts in all of them (about a gigabyte).
/// The one kept last is never forgotten for it.
inline constexpr std::int64_t kKeptReplays = 16;
inline constexpr std::int64_t kKeptVerdicts = 8'000'000;

} // namespace remit::limits
