// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/strict_json.h"
#include "core/cedar/engine/authorizer.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// Packs of recorded decisions: JSON Lines, one case a line, of the form of
/// ../shared/conformance/cedar/authorize.jsonl.
namespace remit::conformance {

/// What was recorded of one request. Reasons and errors are sets of policy ids.
struct RecordedResponse {
    cedar::Decision decision = cedar::Decision::Deny;
    std::set<std::string> reasons;
    std::set<std::string> errors;
};

struct RecordedRequest {
    std::string description;
    cedar::Request request;
    RecordedResponse expected;
};

struct Case {
    std::string id;
    std::string policies;
    std::string schema; ///< may be empty
    JsonValue entities;
    std::optional<bool> shouldValidate;
    std::vector<RecordedRequest> requests;
};

/// One line of a pack. Error (Malformed): what is wrong with it.
[[nodiscard]] Result<Case> readCase(std::string_view line);

/// `--expect FILE`: verdicts that replace the recorded ones.
///
/// JSON Lines (or one array, or one object by case id) of objects with the case's `id` and any of
/// `shouldValidate` and `requests`; the requests count by position, and of each any of `decision`,
/// `reason` and `errors` may be given. A pack is of that form too.
class Expectations {
public:
    [[nodiscard]] static Result<Expectations> read(std::string_view text);
    [[nodiscard]] Result<> applyTo(Case& recorded) const;

private:
    Result<> add(const std::string& id, JsonValue override);

    std::map<std::string, JsonValue, std::less<>> m_byCase;
};

} // namespace remit::conformance
