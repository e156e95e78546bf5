// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/setup.h"
#include "core/workspace/snapshot.h"

#include <compare>
#include <map>
#include <string>

namespace remit::bundle {

/// One thing of a workspace or bundle, under the name by which it is the same thing in another.
struct SubjectKey {
    std::string kind; ///< "policy", "entity type", "grant" …
    std::string id;
    auto operator<=>(const SubjectKey&) const = default;
};

/// What it says, part by part, each in one normal text: layout, comments, the order of files and of
/// members are gone. Two things with the same parts mean the same.
using SubjectParts = std::map<std::string, std::string>;
using Subjects = std::map<SubjectKey, SubjectParts>;

/// Everything that a decision depends on.
[[nodiscard]] Subjects subjectsOf(const workspace::Snapshot& snapshot,
                                  const decision::Setup& setup);

// Its parts, one file each.
void addPolicySubjects(const decision::Setup& setup, Subjects& subjects);
void addSchemaSubjects(const workspace::Snapshot& snapshot, Subjects& subjects);
void addEntitySubjects(const decision::Setup& setup, Subjects& subjects);
void addAuthoritySubjects(const decision::Setup& setup, Subjects& subjects);
void addSettingSubjects(const decision::Setup& setup, Subjects& subjects);

} // namespace remit::bundle
