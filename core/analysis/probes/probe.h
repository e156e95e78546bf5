// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/strict_json.h"
#include "core/decision/decide.h"
#include "core/decision/verdict.h"
#include "core/replay/event_source.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Probes: does the boundary hold when reality leaves the plan? A recorded run is changed in one
/// place that a policy ought to notice, and the changed trace is decided. Nothing is executed.
namespace remit::analysis {

enum class ProbeKind : std::uint8_t {
    UnseenResource,     ///< an allowed call, on a resource that nobody has ever seen
    UnseenLabel,        ///< data with a label that is new to the session is read before a write
    ToolOutsideTask,    ///< a tool that the task does not use and its plan does not name
    ChangedSchema,      ///< the tool takes an argument that its pinned schema does not know
    Shortcut,           ///< a broader tool that reaches the same goal
    UntrustedArgument,  ///< an argument is exchanged for a value that only a tool's result holds
    Injection,          ///< a result carries an instruction, and its calls follow
    ReplayedCredential, ///< somebody else, or another workload, presents the credential
    AfterCompletion,    ///< a call after the task is complete
};
inline constexpr std::size_t kProbeKinds = 9;
[[nodiscard]] std::string_view name(ProbeKind kind); ///< "unseen-resource" …
[[nodiscard]] std::optional<ProbeKind> probeKindNamed(std::string_view name);
/// What it tries, in one sentence for people.
[[nodiscard]] std::string_view describe(ProbeKind kind);

/// An instruction that somebody smuggles in, and the calls of an agent that obeys.
struct InjectedCall {
    std::string tool;
    JsonValue arguments; ///< an object
};
struct Injection {
    std::string id;
    std::string text;
    std::vector<InjectedCall> calls;
    /// Which of the calls reach the goal; empty: all.
    std::vector<std::size_t> goals;
    /// Tools whose results an outsider can word: the last result of one gets the instruction.
    /// Empty, or none of them there: the last result of all.
    std::vector<std::string> tools;
};
/// `[{"id","text","calls":[{"tool","args"}],"goals"?:[0],"tools"?:["…"]}]`.
[[nodiscard]] Result<std::vector<Injection>> readInjections(std::string_view text,
                                                            std::string_view file);

struct ProbeOptions {
    std::uint64_t seed = 1;
    std::vector<ProbeKind> kinds;  ///< empty: all
    std::vector<std::string> runs; ///< globs of run ids to start from; empty: all
    std::size_t perKind = 20;      ///< at most so many of each kind
    /// For Injection; empty: made from calls of other runs, with values of their own.
    std::vector<Injection> injections;
};

/// A changed trace.
struct Probe {
    ProbeKind kind = ProbeKind::UnseenResource;
    std::string id;        ///< "unseen-resource-3": unique in a list of probes
    std::string run;       ///< the recorded run that it was made of …
    std::int64_t step = 0; ///< … and the call that it starts from
    std::string what;      ///< what is different, in one sentence
    /// The whole session, with the life-cycle events of all others; run ids end in "~" and the id.
    std::vector<trace::Event> events;
    std::string changedRun;
    /// Steps of the changed run that try the boundary: one of them must not be allowed.
    std::vector<std::int64_t> attempts;
    /// Recorded calls that come before: steps of the changed run, ascending, that should go on as
    /// they did.
    std::vector<std::int64_t> unchanged;
};

enum class ProbeOutcome : std::uint8_t {
    Held,        ///< an attempt is denied, or waits for an approval
    Crossed,     ///< every attempt is allowed
    Undecidable, ///< none is denied, but a fact is missing: no pass
};
[[nodiscard]] std::string_view name(ProbeOutcome outcome);

struct ProbeResult {
    Probe probe;
    ProbeOutcome outcome = ProbeOutcome::Undecidable;
    /// Of the attempt that was denied; else of the last attempt.
    decision::CallVerdict verdict;
    /// Recorded calls that were allowed and are not any more: the user's own work is disturbed.
    std::vector<std::int64_t> disturbed;
};

struct ProbeReport {
    std::uint64_t seed = 1;
    std::vector<ProbeResult> results; ///< by kind, then by number
    /// Kinds that were asked for and of which none could be made, with the reason.
    struct None {
        ProbeKind kind;
        std::string why;
    };
    std::vector<None> none;

    [[nodiscard]] std::size_t count(ProbeOutcome outcome) const;
};

/// The same source, setup and options give the same probes and outcomes. Errors: those of the
/// source; Cancelled.
[[nodiscard]] Result<ProbeReport> runProbes(const decision::Decider& decider,
                                            const replay::EventSource& source,
                                            const ProbeOptions& options,
                                            const JobControl& job = {});

/// The run with that injection: its text in a result, its calls at the end. Nothing where the run
/// has no call or no result. `session`: its events, in their order.
[[nodiscard]] std::optional<Probe> injectedRun(const replay::Events& session,
                                               const std::string& run, const Injection& injection);

/// Decides one changed trace. `before`: verdicts of its unchanged calls as they were recorded, to
/// find those that are disturbed; empty: none is looked for.
[[nodiscard]] Result<ProbeResult> tryProbe(const decision::Decider& decider, Probe probe,
                                           std::span<const decision::CallVerdict> before = {});

/// The events as a trace file of the own format.
[[nodiscard]] std::string traceText(const Probe& probe);

/// For people: a table by kind, then each crossed or undecidable one (`all`: each).
/// `places`: the file that keeps each probe's trace, by its id; may be empty.
[[nodiscard]] std::string probeText(const ProbeReport& report,
                                    const std::vector<std::string>& places, bool all, bool colour);
/// For machines: one line a probe, then the summary.
[[nodiscard]] std::string probeJsonLines(const ProbeReport& report,
                                         const std::vector<std::string>& places);

} // namespace remit::analysis
