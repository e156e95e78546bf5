// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/findings.h"

#include <functional>
#include <string>
#include <vector>

/// One function for each kind of finding, each in a file of its name. Private to the room.
namespace remit::analysis {

/// What a finder works with.
class FindingLog {
public:
    FindingLog(const FindingsInput& input, authority::Reaches& reaches)
        : m_input(input), m_reaches(reaches)
    {}

    [[nodiscard]] const FindingsInput& input() const { return m_input; }
    [[nodiscard]] const authority::Registry& registry() const { return *m_input.estate.registry; }
    [[nodiscard]] authority::Reaches& reaches() { return m_reaches; }
    [[nodiscard]] const authority::Inventory& inventory() const
    {
        return *m_input.estate.inventory;
    }
    [[nodiscard]] bool isHuman(const cedar::EntityUid& uid) const;
    [[nodiscard]] bool isAgent(const cedar::EntityUid& uid) const;
    /// Of the receiver of a grant, else of the task.
    [[nodiscard]] std::optional<authority::Profile> profileOf(const authority::Grant& grant) const;
    [[nodiscard]] std::optional<authority::Profile> profileOf(const cedar::EntityUid& uid) const;
    /// The rule of the tool of an access; null: none.
    [[nodiscard]] const decision::ToolRule* ruleOf(const authority::Access& access) const;

    void add(Finding finding) { m_found.push_back(std::move(finding)); }
    /// About a grant, with its place and its profile's severity.
    Finding& addAbout(FindingKind kind, const authority::Grant& grant, std::string message,
                      std::string help);
    Finding& addAbout(FindingKind kind, const authority::Credential& credential,
                      std::string message, std::string help);
    /// About recorded calls, of which `call` is the first.
    Finding& addAbout(FindingKind kind, const decision::CallVerdict& call,
                      std::vector<std::string> subjects, std::string message, std::string help);

    [[nodiscard]] std::vector<Finding> take() { return std::move(m_found); }

private:
    const FindingsInput& m_input;
    authority::Reaches& m_reaches;
    std::vector<Finding> m_found;
};

void findAmplifying(FindingLog& log);
void findUndelegated(FindingLog& log);
void findConfusedDeputies(FindingLog& log);
void findUnrooted(FindingLog& log);
void findOrphans(FindingLog& log);
void findUnbound(FindingLog& log);
void findWithoutExpiry(FindingLog& log);
void findLongLived(FindingLog& log);
void findCycles(FindingLog& log);
void findTooDeep(FindingLog& log);
void findReusedIdentities(FindingLog& log);
void findSeparationOfDuty(FindingLog& log);
void findToxicCombinations(FindingLog& log);
void findDrift(FindingLog& log);
void findUnenforceable(FindingLog& log);
void findDormant(FindingLog& log);
void findCosmeticNarrowing(FindingLog& log);
void findImpersonation(FindingLog& log);
void findPivots(FindingLog& log);
void findOffPlan(FindingLog& log);

/// Uid text of the trace as an entity; nothing where none was recorded.
[[nodiscard]] std::optional<cedar::EntityUid> uidIn(const std::string& text);
/// Does the verdict name that crossing?
[[nodiscard]] bool crosses(const decision::CallVerdict& call, decision::CrossingKind kind);
/// "3 calls", "1 call".
[[nodiscard]] std::string callsText(std::size_t count);

} // namespace remit::analysis
