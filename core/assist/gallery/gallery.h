// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/model.h"
#include "core/base/diagnostic.h"
#include "core/base/edit.h"
#include "core/base/result.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The policy gallery: recurring patterns of policies for agents, explained, with places to fill
/// in. Each is a file in resources/gallery (see README.md there) and is part of the program.
namespace remit::assist {

/// What may be filled in, and so which choices a workspace offers.
enum class ParameterType : std::uint8_t {
    PolicyId,      ///< not taken yet
    PrincipalType, ///< an entity type that acts
    ResourceType,  ///< an entity type that is acted on
    Action,
    Actions,  ///< one or several, parted by commas
    Argument, ///< a member of `context.input` of the chosen actions: `amount`, `payment.amount`
    Number,   ///< a whole number, not negative
    Duration, ///< `8h`, `1h30m`
    Role,     ///< the id of an entity of a role type
    Task,     ///< the id of a task
    Label,    ///< that data carries
    Source,   ///< of values: `user`, `tool:NAME` …
    Tool,     ///< by its name
    Digest,   ///< `sha256:` and 64 hexadecimal digits
};

struct Parameter {
    std::string name; ///< in `{{…}}`
    ParameterType type = ParameterType::Number;
    std::string title;       ///< of the field
    std::string explanation; ///< may be empty
    std::string fallback;    ///< what stands in the field at first where the workspace offers none
};

struct Pattern {
    /// A request and what must come of it, with the policies filled with `values` in force beside
    /// `beside`.
    struct Expectation {
        std::string name;
        JsonValue request;   ///< principal, action, resource, context; facts left out are the usual
        std::string verdict; ///< "allow" or "deny"
    };

    std::string id; ///< the file's stem
    std::string title;
    std::string summary;                  ///< one sentence
    std::vector<std::string> explanation; ///< paragraphs
    std::vector<Parameter> parameters;
    std::string policies; ///< Cedar with `{{name}}`; may be empty
    std::string settings; ///< members for remit.json with `{{name}}`; may be empty
    std::map<std::string, std::string> values; ///< of the test
    std::string beside;
    std::vector<Expectation> expectations;
};

/// All patterns, in the order in which they are shown. Read once, shared between threads.
[[nodiscard]] std::span<const Pattern> gallery();
/// Null where there is none.
[[nodiscard]] const Pattern* findPattern(std::string_view id);

/// One file of resources/gallery. Error (Malformed): what is wrong with it first.
[[nodiscard]] Result<Pattern> readPattern(std::string_view text, std::string_view path);

using PatternValues = std::map<std::string, std::string>; ///< by parameter

/// What the workspace offers for a parameter, the likeliest first, given what is chosen already.
[[nodiscard]] std::vector<std::string> choices(const Model& model, const Pattern& pattern,
                                               const Parameter& parameter,
                                               const PatternValues& chosen);
/// A first value for every parameter: the first choice, else the fallback.
[[nodiscard]] PatternValues firstValues(const Model& model, const Pattern& pattern);

/// Why the value cannot be filled in; empty where it can.
[[nodiscard]] std::string objection(const Parameter& parameter, std::string_view value);

/// The policies with their places filled in. Error (Invalid): a value is missing or cannot be.
[[nodiscard]] Result<std::string> filledPolicies(const Pattern& pattern,
                                                 const PatternValues& values);

/// What inserting the pattern would do.
struct Insertion {
    std::string policies;    ///< as they will stand in the file
    std::string settings;    ///< the members for remit.json, for showing; may be empty
    WorkspaceEdit edit;      ///< appends to the policy file (creates it) and changes remit.json
    Diagnostics diagnostics; ///< what the validator says of them in this workspace
};
/// Errors: as above; (Usage) `file` is no policy file, or remit.json cannot take the members.
[[nodiscard]] Result<Insertion> insertion(const Model& model, const Pattern& pattern,
                                          const PatternValues& values, const std::string& file);

} // namespace remit::assist
